"""Each answer of Redmine's, and its silence, means one thing to whoever called."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from csopsbot.app.failures import (
    AuthError,
    Conflict,
    Failure,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
    Unanswered,
    Unavailable,
)
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Issue
from csopsbot.testing.tracker_contract import before, draft
from csopsbot.trackers.redmine.client import RedmineTracker
from tests.contract.trackers.redmine_stand import ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE


@pytest.fixture
async def tracker(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    adapter = redmine.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(redmine: RedmineStand, tracker: RedmineTracker) -> Issue:
    return await tracker.create(draft(redmine), "01ISSUE")


async def failed_comment(tracker: RedmineTracker, issue: Issue) -> Failure:
    with pytest.raises(Failure) as caught:
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
    return caught.value


async def test_each_answer_to_a_write_has_its_meaning(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    meant: dict[int, type[Failure]] = {
        400: Invalid,
        401: AuthError,
        403: Forbidden,
        404: NotFound,
        409: Conflict,
        413: Invalid,
        422: Invalid,
        429: RateLimited,
        500: Unanswered,
        502: Unanswered,
        503: Unanswered,
        504: Unanswered,
    }
    for status, kind in meant.items():
        redmine.fault(kind="answer", method="PUT", status=status)
        assert type(await failed_comment(tracker, issue)) is kind, status
    assert (await redmine_comments(tracker, issue)) == 0


async def redmine_comments(tracker: RedmineTracker, issue: Issue) -> int:
    seen = await tracker.get(issue.ref.id)
    assert isinstance(seen, Issue)
    return len(seen.comments)


async def test_a_server_before_redmine_that_asks_for_patience_gets_it(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    redmine.fault(kind="answer", method="PUT", status=503, headers={"Retry-After": "30"})
    failure = await failed_comment(tracker, issue)
    assert isinstance(failure, Unavailable)
    assert failure.retry_at is not None
    assert failure.retry_at > redmine.now() + timedelta(seconds=10)


@pytest.mark.parametrize("kind", ["lose", "cut"])
async def test_a_create_whose_answer_broke_off_is_there_once(
    redmine: RedmineStand, tracker: RedmineTracker, kind: str
) -> None:
    redmine.fault(kind=kind, method="POST")
    with pytest.raises(Unanswered):
        await tracker.create(draft(redmine), "01BROKEN")
    assert await tracker.find(redmine.project, "01BROKEN", before(redmine)) is not None
    assert await redmine.issues() == 1
    assert [one for one in redmine.proxy.log if one[0] == "POST"] == [("POST", "/issues.json")]


async def test_a_create_that_never_arrived_is_not_there(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    redmine.fault(kind="drop", method="POST")
    with pytest.raises(Unanswered):
        await tracker.create(draft(redmine), "01NEVER")
    assert await tracker.find(redmine.project, "01NEVER", before(redmine)) is None


async def test_a_comment_that_cannot_be_read_back_was_made_all_the_same(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    redmine.fault(kind="answer", method="GET", path="/issues/", status=500)
    assert (await tracker.comment(issue.ref, plain("Hello"), "op-1")).op == "op-1"
    assert await redmine_comments(tracker, issue) == 1


@pytest.mark.parametrize("kind", ["lose", "cut", "drop"])
async def test_an_answer_that_broke_off_is_nothing_to_a_read(
    redmine: RedmineStand, tracker: RedmineTracker, kind: str
) -> None:
    redmine.fault(kind=kind, method="GET")
    with pytest.raises(Unavailable):
        await tracker.probe()


async def test_a_failure_never_tells_the_key(redmine: RedmineStand) -> None:
    adapter = redmine.tracker(key="s3cr3t")
    with pytest.raises(AuthError) as caught:
        await adapter.probe()
    assert "s3cr3t" not in f"{caught.value!r}{caught.value.__cause__!r}"
    await adapter.close()
