"""What Linear's answers, and the lack of one, mean for whoever called."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import pytest

from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Forbidden,
    Invalid,
    RateLimited,
    Unanswered,
    Unavailable,
)
from csopsbot.app.tracker import Gone, Hidden, Patch
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract import draft, read
from csopsbot.trackers.http import Patience
from csopsbot.trackers.linear.client import LinearAccess, LinearTracker
from tests.contract.trackers.answers import NOON, AnswerPromises, Vendor, failed_comment
from tests.contract.trackers.linear_stand import BOT_KEY, LinearStand

COMMENTING = "^mutation CreateComment"


@pytest.fixture
async def tracker(linear: LinearStand) -> AsyncIterator[LinearTracker]:
    adapter = noon_tracker(linear)
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(linear: LinearStand, tracker: LinearTracker) -> Issue:
    return await tracker.create(draft(linear), "01ISSUE")


def noon_tracker(
    linear: LinearStand, *, token: str = BOT_KEY, patience: Patience | None = None
) -> LinearTracker:
    access = LinearAccess(linear.linear.url, token)
    return LinearTracker("linear", access, clock=lambda: NOON, patience=patience)


def refused(message: str, code: str, **more: object) -> str:
    extensions = {"code": code, **more}
    return json.dumps({"errors": [{"message": message, "extensions": extensions}], "data": None})


class TestLinearAnswers(AnswerPromises):
    @pytest.fixture
    def vendor(self, linear: LinearStand) -> Vendor:
        return Vendor(linear.fault, {"operation": COMMENTING}, partial(noon_tracker, linear))


@pytest.mark.parametrize("code", ["INTERNAL_SERVER_ERROR", "LOCK_TIMEOUT", "SOMETHING_NEW", ""])
async def test_an_error_that_does_not_say_no_leaves_a_write_in_doubt(
    linear: LinearStand, tracker: LinearTracker, issue: Issue, code: str
) -> None:
    linear.fault(kind="answer", operation=COMMENTING, status=200, body=refused("Oops", code))
    assert type(await failed_comment(tracker, issue)) is Unanswered


async def test_a_change_that_was_done_but_could_not_be_read_is_in_doubt(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    below = {
        "message": "Entity not found: User",
        "path": ["commentCreate", "comment", "user"],
        "extensions": {"code": "INPUT_ERROR"},
    }
    body = json.dumps({"data": None, "errors": [below]})
    linear.fault(kind="answer", operation=COMMENTING, status=200, body=body)
    assert type(await failed_comment(tracker, issue)) is Unanswered


@pytest.mark.parametrize(
    "body", ["", "null", "[]", "<html>", "{}", '{"data": {}}', '{"data": null}']
)
async def test_a_yes_that_cannot_be_read_is_in_doubt(
    linear: LinearStand, tracker: LinearTracker, issue: Issue, body: str
) -> None:
    linear.fault(kind="answer", operation=COMMENTING, status=200, body=body)
    assert type(await failed_comment(tracker, issue)) is Unanswered


async def test_a_yes_that_says_it_was_not_done_is_in_doubt(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    body = json.dumps({"data": {"issueUpdate": {"success": False, "issue": None}}})
    linear.fault(kind="answer", operation="^mutation", status=200, body=body)
    with pytest.raises(Unanswered):
        await tracker.update(issue.ref, Patch(title="It burned"))


@pytest.mark.parametrize("kind", ["drop", "cut", "lose"])
async def test_a_read_without_an_answer_did_nothing_and_may_be_repeated(
    linear: LinearStand, tracker: LinearTracker, issue: Issue, kind: str
) -> None:
    linear.fault(kind=kind, operation="^query")
    with pytest.raises(Unavailable):
        await tracker.get(issue.ref.id)


async def test_a_create_sent_again_is_the_same_issue(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    first = await tracker.create(draft(linear), "01TWICE")
    await linear.comment(first.ref.id, "Mine")
    again = await tracker.create(draft(linear, title="Other"), "01TWICE")
    assert again == await read(tracker, first)
    assert again.title == first.title
    assert await linear.issues() == 1


async def test_a_create_whose_answer_was_lost_may_be_sent_again_at_once(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.lose_next_answer()
    with pytest.raises(Unanswered):
        await tracker.create(draft(linear), "01TWICE")
    made = await tracker.create(draft(linear), "01TWICE")
    assert made == await tracker.find(linear.project, "01TWICE", NOON)
    assert await linear.issues() == 1


async def test_an_issue_that_was_binned_meanwhile_is_not_made_again(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    made = await tracker.create(draft(linear), "01BINNED")
    await linear.delete(made.ref.id)
    found = await tracker.find(linear.project, "01BINNED", NOON)
    assert found is not None
    assert (await tracker.create(draft(linear), "01BINNED")).ref == made.ref == found.ref
    assert await tracker.get(made.ref.id) == Gone()


async def test_a_comment_sent_again_is_the_same_comment(
    tracker: LinearTracker, issue: Issue
) -> None:
    first = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    again = await tracker.comment(issue.ref, plain("Other"), "op-1")
    assert again == first
    assert len((await read(tracker, issue)).comments) == 1


async def test_a_label_whose_making_was_lost_is_made_once(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.fault(kind="lose", operation="^mutation CreateLabel")
    with pytest.raises(Unanswered):
        await tracker.create(draft(linear, labels=("urgent",)), "01LABEL")
    made = await tracker.create(draft(linear, labels=("urgent",)), "01LABEL")
    assert made.labels == {"urgent"}
    assert [one.name for one in linear.workspace.labels] == ["urgent"]


async def test_no_requests_left_means_to_come_back_in_a_minute_not_in_an_hour(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.server.budget.requests = 0
    failure = await failed_comment(tracker, issue)
    assert isinstance(failure, RateLimited)
    assert (failure.scope, failure.retry_at) == ("all", NOON + timedelta(minutes=1))


async def test_no_complexity_left_is_a_limit_too(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.server.budget.complexity = 1
    failure = await failed_comment(tracker, issue)
    assert isinstance(failure, RateLimited)
    assert failure.scope == "all"


async def test_a_limit_of_one_operation_holds_up_that_one_alone(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.server.budget.endpoints["commentCreate"] = 0
    failure = await failed_comment(tracker, issue)
    assert isinstance(failure, RateLimited)
    assert failure.scope == "endpoint"
    assert await read(tracker, issue) == issue


async def test_a_limit_that_ends_sooner_is_waited_for_no_longer(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    soon = str(int(NOON.timestamp() * 1000) + 7_000)
    headers = {"X-RateLimit-Requests-Remaining": "0", "X-RateLimit-Requests-Reset": soon}
    body = refused("Rate limit exceeded", "RATELIMITED")
    linear.fault(kind="answer", operation=COMMENTING, status=400, body=body, headers=headers)
    failure = await failed_comment(tracker, issue)
    assert isinstance(failure, RateLimited)
    assert failure.retry_at == NOON + timedelta(seconds=7)


@pytest.mark.parametrize("status", [200, 400, 429])
async def test_a_retry_after_is_obeyed_as_it_stands(
    linear: LinearStand, tracker: LinearTracker, issue: Issue, status: int
) -> None:
    body, headers = refused("Slow down", "RATELIMITED"), {"Retry-After": "300"}
    linear.fault(kind="answer", operation=COMMENTING, status=status, body=body, headers=headers)
    failure = await failed_comment(tracker, issue)
    assert isinstance(failure, RateLimited)
    assert failure.retry_at == NOON + timedelta(minutes=5)


async def test_a_key_that_was_revoked_is_named(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.server.expired.add(BOT_KEY)
    assert type(await failed_comment(tracker, issue)) is AuthError
    with pytest.raises(AuthError):
        await tracker.get(issue.ref.id)
    with pytest.raises(AuthError):
        await tracker.find(linear.project, "01ISSUE", NOON)


async def test_a_key_that_was_revoked_holds_up_the_issue_and_not_its_label_alone(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    body = refused("Authentication required, not authenticated", "AUTHENTICATION_ERROR")
    linear.fault(kind="answer", operation="^mutation CreateLabel", status=401, body=body)
    with pytest.raises(AuthError):
        await tracker.create(draft(linear, labels=("urgent",)), "01LABEL")


async def test_an_oauth_token_lets_us_in(linear: LinearStand) -> None:
    adapter = noon_tracker(linear, token="lin_oauth_app")
    assert (await adapter.probe()).user.name == "App"
    await adapter.close()


async def test_a_team_that_may_only_be_read_takes_nothing(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    bot = linear.user("csopsbot@example.test")
    linear.team("PAY").read_only.add(bot.id)
    assert type(await failed_comment(tracker, issue)) is Forbidden
    with pytest.raises(Forbidden):
        await tracker.move(issue.ref, Category.DONE)
    assert await read(tracker, issue) == issue


async def test_an_issue_that_may_not_be_read_is_hidden(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    body = refused("You do not have permission", "FORBIDDEN")
    linear.fault(kind="answer", operation="^query Issue", status=200, body=body)
    assert await tracker.get(issue.ref.id) == Hidden()


async def test_a_plan_that_is_used_up_waits_for_an_operator(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    body = refused("Limit reached", "USAGE_LIMIT_EXCEEDED", userPresentableMessage="Upgrade.")
    linear.fault(kind="answer", operation="^mutation CreateIssue", status=200, body=body)
    with pytest.raises(Blocked, match=r"CreateIssue.*Limit reached.*Upgrade"):
        await tracker.create(draft(linear), "01FULL")


async def test_what_linear_finds_wrong_is_told_in_its_words(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    with pytest.raises(Invalid, match="title should not be empty"):
        await tracker.update(issue.ref, Patch(title=""))


async def test_nothing_is_sent_on_to_another_server(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    headers = {"Location": "https://evil.test/graphql"}
    linear.fault(kind="answer", operation="^query", status=302, headers=headers)
    with pytest.raises(Blocked):
        await tracker.get(issue.ref.id)


async def test_no_cookie_is_ever_sent_back(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    headers = {"Set-Cookie": "session=1; Path=/"}
    linear.fault(kind="answer", operation="^query", status=500, headers=headers)
    with pytest.raises(Unavailable):
        await tracker.get(issue.ref.id)
    await tracker.get(issue.ref.id)
    assert all(one.cookies == {} for one in linear.server.log)


async def test_a_server_that_is_not_there_is_out_of_reach(linear: LinearStand) -> None:
    access = LinearAccess("http://127.0.0.1:1", BOT_KEY)
    adapter = LinearTracker("linear", access, clock=linear.now)
    with pytest.raises(Unavailable):
        await adapter.probe()
    await adapter.close()
