"""What Jira's answers, and the lack of one, mean for whoever called."""

import logging
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Conflict,
    Failure,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
    Unanswered,
    Unavailable,
)
from csopsbot.app.tracker import Hidden, Patch
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, IssueRef
from csopsbot.testing.jira_cloud import JiraCloud
from csopsbot.testing.tracker_contract import draft
from csopsbot.trackers.jira.client import JiraAccess, JiraTracker
from csopsbot.trackers.jira.transport import Patience
from tests.contract.trackers.jira_stand import BOT, JiraStand

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
async def tracker(stand: JiraStand) -> AsyncIterator[JiraTracker]:
    adapter = stand.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(stand: JiraStand, tracker: JiraTracker) -> Issue:
    return await tracker.create(draft(stand), "01ISSUE")


def noon_tracker(url: str, *, token: str = BOT[1], patience: Patience | None = None) -> JiraTracker:
    access = JiraAccess(url, BOT[0], token)
    return JiraTracker("jira", access, clock=lambda: NOON, patience=patience)


async def failed_comment(stand: JiraStand, issue: Issue) -> Failure:
    adapter = noon_tracker(stand.cloud.url)
    with pytest.raises(Failure) as caught:
        await adapter.comment(issue.ref, plain("Hello"), "op-1")
    await adapter.close()
    return caught.value


async def failed_probe(adapter: JiraTracker) -> Failure:
    with pytest.raises(Failure) as caught:
        await adapter.probe()
    await adapter.close()
    return caught.value


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
async def test_a_write_that_a_server_stumbled_over_may_have_been_done(
    stand: JiraStand, issue: Issue, status: int
) -> None:
    stand.fault(kind="answer", method="POST", status=status)
    assert isinstance(await failed_comment(stand, issue), Unanswered)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
async def test_a_read_that_a_server_stumbled_over_is_tried_again(
    stand: JiraStand, status: int
) -> None:
    stand.fault(kind="answer", method="GET", status=status)
    assert isinstance(await failed_probe(stand.tracker()), Unavailable)


async def test_a_server_that_says_when_to_come_back_did_nothing(
    stand: JiraStand, issue: Issue
) -> None:
    stand.fault(kind="answer", method="POST", status=503, headers={"Retry-After": "30"})
    failure = await failed_comment(stand, issue)
    assert isinstance(failure, Unavailable)
    assert failure.retry_at == NOON + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("headers", "retry_at"),
    [
        ({"Retry-After": "7"}, NOON + timedelta(seconds=7)),
        ({"Retry-After": "Sat, 21 Nov 2026 12:01:00 GMT"}, NOON + timedelta(minutes=1)),
        ({"Retry-After": "Sat, 21 Nov 2026 11:00:00 GMT"}, NOON),
        ({"Retry-After": "999999999999999"}, NOON + timedelta(days=1)),
        ({"Retry-After": "soon"}, None),
        ({"X-RateLimit-Reset": "2026-11-21T12:05Z"}, NOON + timedelta(minutes=5)),
        ({}, None),
    ],
)
async def test_a_rate_limit_says_when_to_come_back(
    stand: JiraStand, issue: Issue, headers: dict[str, str], retry_at: datetime | None
) -> None:
    stand.fault(kind="answer", method="POST", status=429, headers=headers)
    failure = await failed_comment(stand, issue)
    assert isinstance(failure, RateLimited)
    assert failure.retry_at == retry_at


@pytest.mark.parametrize(
    ("reason", "scope"),
    [
        ("jira-quota-global-based", "all"),
        ("jira-quota-tenant-based", "all"),
        ("jira-burst-based", "endpoint"),
        ("jira-per-issue-on-write", "issue"),
        ("something-new", "endpoint"),
    ],
)
async def test_a_rate_limit_says_what_has_to_wait(
    stand: JiraStand, issue: Issue, reason: str, scope: str
) -> None:
    stand.fault(kind="answer", method="POST", status=429, headers={"RateLimit-Reason": reason})
    failure = await failed_comment(stand, issue)
    assert isinstance(failure, RateLimited)
    assert failure.scope == scope


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, AuthError), (403, Forbidden), (404, NotFound), (409, Conflict), (413, Invalid)],
)
async def test_each_no_has_its_name(
    stand: JiraStand, issue: Issue, status: int, kind: type[Failure]
) -> None:
    stand.fault(kind="answer", method="POST", status=status)
    assert type(await failed_comment(stand, issue)) is kind


@pytest.mark.parametrize("status", [301, 302, 307, 410])
async def test_an_address_that_does_not_serve_jira_waits_for_an_operator(
    stand: JiraStand, issue: Issue, status: int
) -> None:
    stand.fault(kind="answer", method="POST", status=status, headers={"Location": "/elsewhere"})
    assert type(await failed_comment(stand, issue)) is Blocked


async def test_a_captcha_is_about_the_account(stand: JiraStand, issue: Issue) -> None:
    headers = {"X-Authentication-Denied-Reason": "CAPTCHA_CHALLENGE"}
    stand.fault(kind="answer", method="POST", status=403, headers=headers)
    assert isinstance(await failed_comment(stand, issue), AuthError)


@pytest.mark.parametrize("kind", ["lose", "cut"])
async def test_an_answer_that_broke_off_leaves_a_write_in_doubt(
    stand: JiraStand, issue: Issue, kind: str
) -> None:
    stand.fault(kind=kind, method="POST")
    assert isinstance(await failed_comment(stand, issue), Unanswered)


@pytest.mark.parametrize("kind", ["lose", "cut", "drop"])
async def test_an_answer_that_broke_off_is_nothing_to_a_read(stand: JiraStand, kind: str) -> None:
    stand.fault(kind=kind, method="GET")
    assert isinstance(await failed_probe(stand.tracker()), Unavailable)


@pytest.mark.parametrize("body", ["", "<html>", "null", "[]", '{"id": null}', "\udcff"])
async def test_a_yes_that_cannot_be_read_leaves_a_write_in_doubt(
    stand: JiraStand, issue: Issue, body: str
) -> None:
    body = body.encode("utf-8", "replace").decode()
    stand.fault(kind="answer", method="POST", status=201, body=body)
    assert isinstance(await failed_comment(stand, issue), Unanswered)


async def test_what_was_done_counts_as_done_whatever_jira_thinks_of_the_token(
    stand: JiraStand, issue: Issue
) -> None:
    stranger = {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}
    stand.fault(kind="answer", method="POST", status=201, headers=stranger, body='{"id": "1"}')
    adapter = noon_tracker(stand.cloud.url)
    assert (await adapter.comment(issue.ref, plain("Hello"), "op-1")).created_at == NOON
    await adapter.close()


async def test_no_cookie_outlives_a_token(stand: JiraStand) -> None:
    cookie = {"Set-Cookie": "session=1; Path=/"}
    stand.fault(kind="answer", method="GET", status=500, headers=cookie)
    adapter = stand.tracker()
    with pytest.raises(Unavailable):
        await adapter.probe()
    await adapter.probe()
    await adapter.close()
    assert all(not one.cookies for one in stand.cloud.server.log)


async def test_a_refusal_that_cannot_be_read_is_a_refusal(stand: JiraStand, issue: Issue) -> None:
    stand.fault(kind="answer", method="POST", status=400, body="[1, null]")
    assert isinstance(await failed_comment(stand, issue), Invalid)


async def test_silence_leaves_a_write_in_doubt(stand: JiraStand, issue: Issue) -> None:
    stand.fault(kind="hang", method="POST", seconds=3)
    adapter = noon_tracker(stand.cloud.url, patience=Patience(connect=1, read=0.1))
    with pytest.raises(Unanswered):
        await adapter.comment(issue.ref, plain("Hello"), "op-1")
    await adapter.close()


async def test_patience_has_an_end_whatever_trickles_in(stand: JiraStand, issue: Issue) -> None:
    stand.fault(kind="hang", method="POST", seconds=3)
    adapter = noon_tracker(stand.cloud.url, patience=Patience(read=5, whole=1))
    await adapter.probe()
    with pytest.raises(Unanswered):
        await adapter.comment(issue.ref, plain("Hello"), "op-1")
    await adapter.close()


async def test_a_write_is_sent_once_whatever_becomes_of_it(stand: JiraStand, issue: Issue) -> None:
    before = len(stand.cloud.server.log)
    stand.fault(kind="lose", method="POST")
    await failed_comment(stand, issue)
    sent = [one.method for one in stand.cloud.server.log[before:]]
    assert sent.count("POST") == 1


async def test_a_refused_connection_did_nothing(unused: int) -> None:
    adapter = noon_tracker(f"http://127.0.0.1:{unused}")
    assert isinstance(await failed_probe(adapter), Unavailable)


async def test_a_name_that_does_not_resolve_did_nothing() -> None:
    assert isinstance(await failed_probe(noon_tracker("http://jira.invalid")), Unavailable)


async def test_a_write_to_a_jira_that_went_away_did_nothing() -> None:
    with JiraCloud() as cloud:
        adapter = noon_tracker(cloud.url)
        made = await adapter.create(draft(JiraStand(cloud)), "01MADE")
    with pytest.raises(Unavailable):
        await adapter.comment(made.ref, plain("Hello"), "op-1")
    await adapter.close()


@pytest.mark.parametrize("url", ["jira.example.test", "ftp://jira.example.test", "http://[::1"])
async def test_an_address_that_is_none_waits_for_an_operator(url: str) -> None:
    assert isinstance(await failed_probe(noon_tracker(url)), Blocked)


@pytest.mark.parametrize("token", ["wrong", "", "tökén…"])
async def test_a_wrong_token_waits_for_an_operator(stand: JiraStand, token: str) -> None:
    assert isinstance(await failed_probe(noon_tracker(stand.cloud.url, token=token)), AuthError)


async def test_a_failure_never_tells_the_token(stand: JiraStand) -> None:
    failure = await failed_probe(noon_tracker(stand.cloud.url, token="s3cr3t"))
    assert "s3cr3t" not in f"{failure!r}{failure.__cause__!r}"


async def test_a_refusal_names_the_fields(stand: JiraStand, tracker: JiraTracker) -> None:
    stand.site.projects[0].extra_required = frozenset({"customfield_10042"})
    with pytest.raises(Invalid) as caught:
        await tracker.create(draft(stand), "01REFUSED")
    assert caught.value.fields == {"customfield_10042": "customfield_10042 is required."}


async def test_an_issue_that_is_forbidden_is_hidden(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    stand.fault(kind="answer", method="GET", status=403)
    assert await tracker.get(issue.ref.id) == Hidden()


async def test_what_was_made_is_told_though_it_cannot_be_read_back(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.fault(kind="answer", method="GET", path="/issue/", status=500)
    made = await tracker.create(draft(stand), "01BLIND")
    assert made.ref.key == "PAY-1"
    assert made.status.category is Category.OPEN


async def test_an_id_from_outside_leads_nowhere_else(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    with pytest.raises(NotFound):
        await tracker.update(IssueRef("jira", "1/../../myself?x=", "", ""), Patch(title="x"))
    assert "myself" not in stand.cloud.server.log[-1].path


async def test_a_site_that_hides_its_version_works(stand: JiraStand) -> None:
    stand.fault(kind="answer", method="GET", path="/serverInfo", status=403)
    adapter = stand.tracker()
    assert (await adapter.probe()).server == "Jira"
    await adapter.close()


@pytest.fixture
def unused() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


async def test_no_log_tells_the_token_or_what_was_said(
    stand: JiraStand, issue: Issue, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    adapter = stand.tracker()
    stand.fault(kind="answer", method="PUT", status=400, body="a customer's words")
    await adapter.comment(issue.ref, plain("a customer's words"), "op-1")
    with pytest.raises(Invalid):
        await adapter.update(issue.ref, Patch(title="a customer's words"))
    await adapter.close()
    assert "customer" not in caplog.text
    assert "Authorization" not in caplog.text


async def test_the_proxy_of_the_environment_is_used(
    stand: JiraStand, unused: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{unused}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    assert isinstance(await failed_probe(stand.tracker()), Unavailable)


def test_naming_the_adapter_loads_no_http_client() -> None:
    program = (
        "import sys, csopsbot.trackers.jira.client;"
        "sys.exit(bool({'jira', 'requests', 'urllib3'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
