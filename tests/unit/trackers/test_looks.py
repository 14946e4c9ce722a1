"""Asking a tracker what changed, without reading it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from csopsbot.app.abilities import ProjectSchema
from csopsbot.app.receipts import ChangesSeen, IssuesSighted
from csopsbot.app.tracker import Gone, Hidden, Sighting, Tracker
from csopsbot.domain.issue import Version
from csopsbot.trackers import looks
from csopsbot.trackers.looks import Changes, Sights

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass
class Changing:
    """A tracker in which issues changed, and that notes what else it was asked."""

    sightings: Sequence[Sighting] = ()
    name: str = "changing"
    asked: list[str] = field(default_factory=list)

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        for one in self.sightings:
            if one.updated_at >= since:
                yield one

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        return dict.fromkeys(issue_ids, Gone())

    async def schema(self, project: str) -> ProjectSchema:
        self.asked.append(project)
        versions = (Version("1.0", released=True), Version("2.0"))
        return ProjectSchema(("Bug",), {}, (), versions=versions)


def changed(*seconds: int) -> list[Sighting]:
    return [Sighting(str(n), NOON + timedelta(seconds=at)) for n, at in enumerate(seconds)]


async def asked(tracker: Changing, *, versions: bool = False) -> ChangesSeen:
    receipt = await Changes("PAY", NOON, versions).send(cast("Tracker", tracker))
    assert isinstance(receipt, ChangesSeen)
    return receipt


@pytest.mark.parametrize(
    ("seconds", "taken", "complete"),
    [((0, 1), 2, True), ((0, 1, 2), 2, False), ((0, 1, 1, 1), 4, True), ((0, 1, 1, 2), 3, False)],
)
async def test_very_many_changes_are_taken_in_hand_up_to_where_a_moment_ends(
    seconds: tuple[int, ...], taken: int, complete: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "MOST", 2)
    seen = await asked(Changing(changed(*seconds)))
    assert (len(seen.sightings), seen.complete) == (taken, complete)


@pytest.mark.parametrize(("versions", "released"), [(True, ["1.0"]), (False, [])])
async def test_versions_are_asked_for_only_where_an_issue_waits_for_one(
    versions: bool, released: list[str]
) -> None:
    tracker = Changing()
    seen = await asked(tracker, versions=versions)
    assert list(seen.released) == released
    assert tracker.asked == (["PAY"] if versions else [])


async def test_what_became_of_issues_is_asked_for_all_at_once() -> None:
    receipt = await Sights(("7", "8")).send(cast("Tracker", Changing()))
    assert receipt == IssuesSighted("changing", ("7", "8"), {"7": Gone(), "8": Gone()})
