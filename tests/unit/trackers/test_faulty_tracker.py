"""The faults that tests ask for happen as often as they ask, and no more."""

import pytest

from csopsbot.app.failures import RateLimited, Unanswered
from csopsbot.app.tracker import Gone, Hidden, IssueDraft, Sighting
from csopsbot.domain.changes import Renamed, changes
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.faulty_tracker import Faults, FaultyTracker
from tests.unit.trackers.scripted import NOON, REF, ScriptedTracker, issue

DRAFT = IssueDraft("PAY", "Bug", "Payments fail", plain("Since nine."))


@pytest.fixture
def inner() -> ScriptedTracker:
    return ScriptedTracker(found=issue())


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def tracker(inner: ScriptedTracker, faults: Faults) -> FaultyTracker:
    return FaultyTracker(inner, faults)


async def test_without_faults_it_is_the_tracker(tracker: FaultyTracker) -> None:
    assert await tracker.create(DRAFT, "01REF") == issue()
    assert await tracker.get("17") == issue()


async def test_a_lost_answer_is_to_a_write_that_was_done(
    tracker: FaultyTracker, faults: Faults, inner: ScriptedTracker
) -> None:
    faults.lose_next_answer()
    with pytest.raises(Unanswered):
        await tracker.create(DRAFT, "01REF")
    assert [call[0] for call in inner.asked] == ["create"]


async def test_an_answer_is_lost_once(tracker: FaultyTracker, faults: Faults) -> None:
    faults.lose_next_answer()
    with pytest.raises(Unanswered):
        await tracker.move(REF, Category.DONE)
    assert (await tracker.move(REF, Category.DONE)).outcome == "moved"


async def test_one_write_too_many_is_not_done(
    tracker: FaultyTracker, faults: Faults, inner: ScriptedTracker
) -> None:
    faults.limit_next("issue", NOON)
    with pytest.raises(RateLimited) as limited:
        await tracker.comment(REF, plain("Hello"), "op")
    assert (limited.value.scope, limited.value.retry_at) == ("issue", NOON)
    assert inner.asked == []


async def test_an_index_that_is_behind_catches_up(tracker: FaultyTracker, faults: Faults) -> None:
    faults.lag(2)
    looks = [await tracker.find("PAY", "01REF", NOON) for _ in range(3)]
    assert looks == [None, None, issue()]


@pytest.mark.parametrize("how", [Gone(), Hidden()])
async def test_what_is_away_stays_away(
    tracker: FaultyTracker, faults: Faults, how: Gone | Hidden
) -> None:
    faults.take_away("17", how)
    assert [await tracker.get("17"), await tracker.get("17")] == [how, how]


async def test_a_moved_issue_has_another_key_and_the_same_id(
    tracker: FaultyTracker, faults: Faults
) -> None:
    faults.rename("17", "WEB-9")
    seen = await tracker.get("17")
    assert isinstance(seen, Issue)
    assert changes(issue(), seen) == (Renamed(seen.ref),)
    assert (seen.ref.id, seen.ref.key) == ("17", "WEB-9")


async def test_what_is_away_is_neither_sighted_nor_located_nor_among_what_changed(
    tracker: FaultyTracker, faults: Faults, inner: ScriptedTracker
) -> None:
    inner.located, inner.sightings = issue(), (Sighting(REF.id, NOON),)
    faults.take_away(REF.id, Hidden())
    assert await tracker.locate(REF.url) == Hidden()
    assert dict(await tracker.sight([REF.id])) == {REF.id: Hidden()}
    assert [one async for one in tracker.changed("PAY", NOON)] == []
