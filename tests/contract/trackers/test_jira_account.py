"""A server that does not say who we are is worked with all the same."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from csopsbot.app.failures import AuthError, NotFound
from csopsbot.app.tracker import Gone
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, is_ours
from csopsbot.testing.jira_cloud import Fault
from csopsbot.testing.tracker_contract import before, draft, last_comment
from csopsbot.trackers.jira.client import JiraAccess, JiraTracker
from tests.contract.trackers.jira_stand import BOT, JiraStand


@pytest.fixture
async def tracker(stand: JiraStand) -> AsyncIterator[JiraTracker]:
    """Give a tracker that Jira has not told who we are, and will not for long."""
    stand.fault(kind="answer", path="/myself", status=404, times=99)
    adapter = stand.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(stand: JiraStand, tracker: JiraTracker) -> Issue:
    return await tracker.create(draft(stand), "01ISSUE")


async def test_an_issue_lives_its_life(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    assert (await tracker.move(issue.ref, Category.DONE)).outcome == "moved"
    made = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert await tracker.find_comment(issue.ref, "op-1", before(stand)) == made
    assert await tracker.find("PAY", "01ISSUE", before(stand)) is not None
    assert await tracker.find("PAY", "01NONE", before(stand)) is None
    found = await tracker.find_user(stand.person)
    assert found is not None
    assert not found.is_self


async def test_our_comment_is_known_by_its_mark(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.faults.leaves_out = ["emailAddress", "author.accountId"]
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert is_ours(await last_comment(tracker, issue))


async def test_our_comment_is_known_by_our_address(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    stand.faults.leaves_out = ["properties"]
    again = stand.tracker()
    assert is_ours(await last_comment(again, issue))
    await again.close()


async def test_our_comment_is_known_by_whom_jira_named_as_its_author_when_we_wrote_it(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.faults.leaves_out = ["properties", "emailAddress"]
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert is_ours(await last_comment(tracker, issue))
    await stand.comment(issue.ref.id, "Hello")
    assert not is_ours(await last_comment(tracker, issue))


async def test_who_we_are_is_asked_again_later(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.comment(issue.ref, plain("Hello"), "op-1")
    stand.faults.leaves_out = ["properties", "emailAddress"]
    stand.faults.faults[:] = [Fault(kind="answer", path="/myself", status=503)]
    now = stand.now()
    adapter = JiraTracker("jira", JiraAccess(stand.cloud.url, *BOT), clock=lambda: now)
    ours = [is_ours(await last_comment(adapter, issue)) for _ in range(2)]
    now += timedelta(minutes=1)
    ours.append(is_ours(await last_comment(adapter, issue)))
    await adapter.close()
    assert ours == [False, False, True]


async def test_a_probe_is_content_with_a_server_that_answers(tracker: JiraTracker) -> None:
    user = (await tracker.probe()).user
    assert (user.name, user.is_self) == (BOT[0], True)


async def test_an_issue_is_gone_only_where_something_else_is_not(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await stand.delete(issue.ref.id)
    assert await tracker.get(issue.ref.id) == Gone()
    stand.fault(kind="answer", path="/serverInfo", status=404)
    with pytest.raises(NotFound):
        await tracker.get(issue.ref.id)


async def test_a_token_that_ran_out_is_still_told_from_it(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.faults.expired.append(BOT[0])
    with pytest.raises(AuthError):
        await tracker.get(issue.ref.id)
