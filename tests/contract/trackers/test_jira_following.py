"""What changed in Jira, what became of it, and where its files are."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from csopsbot.app.failures import AuthError, Blocked, Failure, Invalid, RateLimited
from csopsbot.app.tracker import File, Gone, Hidden, WorkDone
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Attachment, Issue
from csopsbot.testing.tracker_contract import before, draft, read
from csopsbot.trackers.jira.client import JiraTracker
from tests.contract.trackers.jira_stand import BOT, JiraStand

LOG = File("log.txt", "text/plain", b"...")


@pytest.fixture
async def tracker(stand: JiraStand) -> AsyncIterator[JiraTracker]:
    adapter = stand.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(stand: JiraStand, tracker: JiraTracker) -> Issue:
    return await tracker.create(draft(stand), "01ISSUE")


def asked(stand: JiraStand, path: str) -> int:
    return len([one for one in stand.cloud.server.log if one.path.endswith(path)])


async def test_what_we_wrote_is_seen_though_the_index_lags(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await stand.ask("POST", "issue", {"fields": stand_fields()})
    stand.faults.index_lag = 60
    seen = [one.issue_id async for one in tracker.changed("PAY", before(stand))]
    assert seen == [issue.ref.id]


def stand_fields() -> dict[str, object]:
    return {"project": {"key": "PAY"}, "issuetype": {"name": "Bug"}, "summary": "By hand"}


async def test_nothing_changed_only_for_somebody_whom_jira_knows(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.fault(kind="answer", path="/search/jql", status=200, body="{}")
    stand.fault(kind="answer", path="/myself", status=401)
    with pytest.raises(AuthError):
        [one async for one in tracker.changed("PAY", before(stand))]


async def test_a_hundred_issues_are_sighted_in_one_call(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    kept = stand.site.issues[issue.ref.id]
    ids = [str(number) for number in range(50_000, 50_100)]
    stand.site.issues |= {one: replace(kept, id=one, key=f"PAY-{one}") for one in ids}
    assert len(await tracker.sight(ids)) == 100
    assert asked(stand, "/bulkfetch") == 1
    assert asked(stand, "/myself") == 1  # by the probe


async def test_while_a_project_is_out_of_sight_no_issue_is_gone(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await stand.delete(issue.ref.id)
    stand.site.projects[1].hidden_from.add(stand.us.account_id)
    assert await tracker.get(issue.ref.id) == Hidden()
    stand.site.projects[1].hidden_from.clear()
    assert await tracker.get(issue.ref.id) == Gone()


async def test_a_move_to_another_project_is_in_the_history(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.site.move(stand.site.issues[issue.ref.id], stand.site.projects[1])
    (entry,) = await tracker.history(issue.ref, before(stand))
    assert (entry.what, entry.before, entry.after) == ("moved", "PAY-1", "OPS-1")


async def test_an_issue_is_located_by_the_key_it_had_before(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.site.move(stand.site.issues[issue.ref.id], stand.site.projects[1])
    found = await tracker.locate("pay-1")
    assert isinstance(found, Issue)
    assert found.ref.key == "OPS-1"


async def test_time_is_counted_in_whole_minutes_and_never_in_none(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    for number, seconds in enumerate((1, 60, 61)):
        await tracker.log_work(issue.ref, WorkDone(seconds, stand.now(), ""), f"op-{number}")
    assert [seconds for seconds, _ in await stand.work(issue.ref.id)] == [60, 60, 120]


async def test_a_form_that_came_from_a_page_is_refused(stand: JiraStand, issue: Issue) -> None:
    files = {"file": ("a.txt", b"...", "text/plain")}
    with pytest.raises(Exception, match="403"):
        await stand.ask("POST", f"issue/{issue.ref.id}/attachments", files=files)


async def attached(tracker: JiraTracker, issue: Issue) -> Attachment:
    await tracker.attach(issue.ref, LOG)
    (file,) = (await read(tracker, issue)).attachments
    return file


async def test_where_files_are_kept_nobody_learns_our_token(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    assert await tracker.download(await attached(tracker, issue)) == LOG.content
    assert asked(stand, f"/media/{(await read(tracker, issue)).attachments[0].id}") == 1
    assert stand.complaints() == []


@pytest.mark.parametrize(
    "location", ["/login.jsp", "http://files.test/1", "ftp://files.test/1", "file:///etc/passwd"]
)
async def test_a_place_that_is_not_safe_is_not_gone_to(
    stand: JiraStand, tracker: JiraTracker, issue: Issue, location: str
) -> None:
    file = await attached(tracker, issue)
    stand.fault(kind="answer", path="/content/", status=303, headers={"Location": location})
    with pytest.raises(Failure):
        await tracker.download(file)


async def test_a_round_of_places_ends(stand: JiraStand, tracker: JiraTracker, issue: Issue) -> None:
    file = await attached(tracker, issue)
    here = stand.cloud.url.replace("127.0.0.1", "localhost") + "/media/1"
    leads = {"headers": {"Location": here}, "status": 303, "times": 9}
    stand.fault(kind="answer", path="/content/", **leads)
    stand.cloud.server.faults.faults[-1].body = "x"
    with pytest.raises(Blocked):
        await tracker.download(replace(file, id="none"))


async def test_a_file_that_says_it_is_too_large_is_not_asked_for(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    file = await attached(tracker, issue)
    with pytest.raises(Invalid):
        await tracker.download(replace(file, size=tracker.capabilities.max_file + 1))
    assert asked(stand, f"/content/{file.id}") == 0


async def test_once_all_is_used_up_nothing_is_sent_until_the_hour_is_over(
    stand: JiraStand, issue: Issue
) -> None:
    now = stand.now().replace(minute=20)
    adapter = JiraTracker("jira", stand.access(), clock=lambda: now)
    quota = {"RateLimit-Reason": "jira-quota-tenant-based"}
    stand.fault(kind="answer", method="POST", status=429, headers=quota)
    with pytest.raises(RateLimited) as caught:
        await adapter.comment(issue.ref, plain("Hello"), "op-1")
    until = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    assert (caught.value.scope, caught.value.retry_at) == ("all", until)
    sent = len(stand.cloud.server.log)
    for _ in range(3):
        with pytest.raises(RateLimited):
            await adapter.get(issue.ref.id)
    assert len(stand.cloud.server.log) == sent
    now = until
    assert isinstance(await adapter.get(issue.ref.id), Issue)
    await adapter.close()


async def test_a_burst_holds_up_nothing_else(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    burst = {"RateLimit-Reason": "jira-burst-based", "Retry-After": "60"}
    stand.fault(kind="answer", method="POST", status=429, headers=burst)
    with pytest.raises(RateLimited):
        await tracker.comment(issue.ref, plain("Hello"), "op-1")
    assert isinstance(await tracker.get(issue.ref.id), Issue)


async def test_a_comment_is_taken_for_deleted_only_by_somebody_whom_jira_knows(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    made = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    stand.fault(kind="answer", method="DELETE", status=404)
    stand.faults.expired.append(BOT[0])
    with pytest.raises(AuthError):
        await tracker.delete_comment(issue.ref, made.id)
