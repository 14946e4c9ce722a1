"""What GitHub's answers, and the lack of one, mean for whoever called."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import pytest

from csopsbot.app.failures import (
    AuthError,
    Forbidden,
    Invalid,
    RateLimited,
    Unanswered,
    Unavailable,
)
from csopsbot.app.tracker import Hidden, Patch
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract import before, draft
from csopsbot.trackers.github.client import GitHubAccess, GitHubTracker
from csopsbot.trackers.http import Patience
from tests.contract.trackers.answers import NOON, AnswerPromises, Vendor, failed_comment
from tests.contract.trackers.github_stand import BOT_TOKEN, GitHubStand

SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes."


@pytest.fixture
async def tracker(hub: GitHubStand) -> AsyncIterator[GitHubTracker]:
    adapter = noon_tracker(hub)
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(hub: GitHubStand, tracker: GitHubTracker) -> Issue:
    return await tracker.create(draft(hub), "01ISSUE")


def noon_tracker(
    hub: GitHubStand, *, token: str = BOT_TOKEN, patience: Patience | None = None
) -> GitHubTracker:
    access = GitHubAccess(hub.github.url, token)
    return GitHubTracker("github", access, clock=lambda: NOON, patience=patience)


def refused(message: str) -> str:
    return json.dumps({"message": message, "documentation_url": "https://docs.github.com/rest"})


class TestGitHubAnswers(AnswerPromises):
    @pytest.fixture
    def vendor(self, hub: GitHubStand) -> Vendor:
        return Vendor(hub.fault, {"method": "POST"}, partial(noon_tracker, hub))


async def test_a_create_that_a_server_stumbled_over_is_looked_for_before_it_is_made_again(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    hub.fault(kind="answer", method="POST", status=502)
    with pytest.raises(Unanswered):
        await tracker.create(draft(hub), "01LOST")
    assert await tracker.find(hub.project, "01LOST", NOON) is None


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(
    ("headers", "message", "wait"),
    [
        ({"Retry-After": "7"}, SECONDARY, timedelta(seconds=7)),
        ({}, SECONDARY, timedelta(minutes=1)),
        ({"X-RateLimit-Remaining": "4999", "X-RateLimit-Reset": "1795264200"}, SECONDARY, None),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1795262700"}, "", None),
    ],
)
async def test_a_limit_by_any_name_says_when_to_come_back(
    hub: GitHubStand,
    tracker: GitHubTracker,
    issue: Issue,
    status: int,
    headers: dict[str, str],
    message: str,
    wait: timedelta | None,
) -> None:
    body = refused(message)
    hub.fault(kind="answer", method="POST", status=status, headers=headers, body=body)
    failure = await failed_comment(tracker, issue)
    assert isinstance(failure, RateLimited)
    five_minutes = timedelta(minutes=5 if headers.get("X-RateLimit-Remaining") == "0" else 1)
    assert failure.retry_at == NOON + (wait or five_minutes)
    assert failure.scope == "all"


async def test_when_the_hours_requests_are_used_up_everything_waits(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.server.left = 0
    assert isinstance(await failed_comment(tracker, issue), RateLimited)
    with pytest.raises(RateLimited):
        await tracker.get(issue.ref.id)


async def test_a_token_that_ran_out_waits_for_an_operator(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.server.expired.add(BOT_TOKEN)
    assert type(await failed_comment(tracker, issue)) is AuthError
    with pytest.raises(AuthError):
        await tracker.get(issue.ref.id)
    with pytest.raises(AuthError):
        await tracker.find(hub.project, "01ISSUE", before(hub))
    with pytest.raises(AuthError):
        await tracker.probe()


async def test_a_repository_that_is_not_shown_waits_for_an_operator(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    del hub.site.repositories[0].roles["csopsbot"]
    with pytest.raises(Forbidden):
        await tracker.create(draft(hub), "01NEW")
    with pytest.raises(Forbidden):
        await tracker.find(hub.project, "01NEW", before(hub))
    with pytest.raises(Forbidden):
        await tracker.schema(hub.project)


async def test_issues_that_are_switched_off_wait_for_an_operator(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.repositories[0].has_issues = False
    assert await tracker.get(issue.ref.id) == Hidden()
    with pytest.raises(Forbidden):
        await tracker.create(draft(hub), "01NEW")
    with pytest.raises(Forbidden):
        await tracker.schema(hub.project)
    assert type(await failed_comment(tracker, issue)) is Forbidden


@pytest.mark.parametrize(
    "project",
    ["", "shop", "acme/", "/shop", "a/b/c", "../user", "acme/..", "acme/shop?x=1", "a b/c"],
)
async def test_a_project_that_names_no_repository_is_refused_unasked(
    hub: GitHubStand, tracker: GitHubTracker, project: str
) -> None:
    before_it = len(hub.server.log)
    with pytest.raises(Invalid):
        await tracker.schema(project)
    assert hub.server.log[before_it:] == []


async def test_a_refusal_names_the_fields(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    error = {"resource": "Issue", "field": "title", "code": "custom", "message": "is too long"}
    body = json.dumps({"message": "Validation Failed", "errors": [error, "and a sentence"]})
    hub.fault(kind="answer", method="PATCH", status=422, body=body)
    with pytest.raises(Invalid) as caught:
        await tracker.update(issue.ref, Patch(title="x"))
    assert caught.value.fields == {"title": "is too long", "": "and a sentence"}


@pytest.mark.parametrize("body", ["", "<html>", "null", "[1, null]", '{"message": 7}'])
async def test_a_refusal_that_cannot_be_read_is_a_refusal(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue, body: str
) -> None:
    hub.fault(kind="answer", method="PATCH", status=422, body=body)
    with pytest.raises(Invalid):
        await tracker.update(issue.ref, Patch(title="x"))


async def test_an_account_that_may_only_read_is_told_so(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.repositories[0].roles["csopsbot"] = "read"
    with pytest.raises(Forbidden):
        await tracker.move(issue.ref, Category.IN_PROGRESS)


async def test_an_issue_of_ours_is_found_where_our_labels_are_dropped(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    hub.site.repositories[0].roles["csopsbot"] = "read"
    made = await tracker.create(draft(hub, labels=("urgent",)), "01BARE")
    assert made.labels == frozenset()
    found = await tracker.find(hub.project, "01BARE", before(hub))
    assert found is not None
    assert found.ref == made.ref


async def test_whom_github_does_not_assign_is_no_assignee(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    with pytest.raises(Forbidden):
        await tracker.update(issue.ref, Patch(assignee_id="903"))


async def test_a_list_whose_page_cannot_be_read_is_no_shorter_list(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.fault(kind="answer", method="GET", path="/issues$", status=200, body="{}")
    with pytest.raises(Unavailable):
        await tracker.find(hub.project, "01ISSUE", before(hub))
