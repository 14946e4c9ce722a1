"""What GitLab's answers, and the lack of one, mean for whoever called."""

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
    Unavailable,
)
from csopsbot.app.tracker import Gone, Patch
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.gitlab_server.site import Role
from csopsbot.testing.tracker_contract import before, draft
from csopsbot.trackers.gitlab.client import GitLabAccess, GitLabTracker
from csopsbot.trackers.http import Patience
from tests.contract.trackers.answers import NOON, AnswerPromises, Vendor, failed_comment
from tests.contract.trackers.gitlab_stand import BOT_TOKEN, GitLabStand

NOTES = {"method": "POST", "path": "/notes$"}


@pytest.fixture
async def tracker(gitlab: GitLabStand) -> AsyncIterator[GitLabTracker]:
    adapter = noon_tracker(gitlab)
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(gitlab: GitLabStand, tracker: GitLabTracker) -> Issue:
    return await tracker.create(draft(gitlab), "01ISSUE")


def noon_tracker(
    gitlab: GitLabStand, *, token: str = BOT_TOKEN, patience: Patience | None = None
) -> GitLabTracker:
    access = GitLabAccess(gitlab.gitlab.url, token)
    return GitLabTracker("gitlab", access, clock=lambda: NOON, patience=patience)


class TestGitLabAnswers(AnswerPromises):
    @pytest.fixture
    def vendor(self, gitlab: GitLabStand) -> Vendor:
        return Vendor(gitlab.fault, NOTES, partial(noon_tracker, gitlab))


@pytest.mark.parametrize("kind", ["lose", "cut"])
async def test_a_question_where_an_issue_went_that_got_no_answer_was_no_write(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue, kind: str
) -> None:
    await gitlab.carry(issue.ref.id, 71)
    gitlab.fault(kind=kind, path="/graphql$")
    assert type(await failed_comment(tracker, issue)) is Unavailable


async def test_a_question_that_graphql_cannot_answer_now_makes_no_issue_gone(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.carry(issue.ref.id, 71)
    body = json.dumps({"data": {"issue": None}, "errors": [{"message": "Timeout"}]})
    gitlab.fault(kind="answer", path="/graphql$", status=200, body=body)
    with pytest.raises(Unavailable, match="Timeout"):
        await tracker.get(issue.ref.id)


@pytest.mark.parametrize(
    ("headers", "wait", "scope"),
    [
        ({"Retry-After": "7", "RateLimit-Name": "throttle_authenticated_api"}, 7, "all"),
        ({"RateLimit-Reset": "1795262700", "RateLimit-Name": "throttle"}, 300, "all"),
        ({}, 60, "endpoint"),
    ],
)
async def test_a_limit_says_when_to_come_back_and_what_waits(
    gitlab: GitLabStand,
    tracker: GitLabTracker,
    issue: Issue,
    headers: dict[str, str],
    wait: int,
    scope: str,
) -> None:
    body = '{"message":{"error":"This endpoint has been requested too many times."}}'
    gitlab.fault(kind="answer", status=429, headers=headers, body=body, **NOTES)
    failure = await failed_comment(tracker, issue)
    assert isinstance(failure, RateLimited)
    assert (failure.retry_at, failure.scope) == (NOON + timedelta(seconds=wait), scope)
    assert "too many times" in str(failure)


async def test_when_the_minutes_requests_are_used_up_everything_waits(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.server.left = 0
    with pytest.raises(RateLimited):
        await tracker.get(issue.ref.id)
    assert isinstance(await failed_comment(tracker, issue), RateLimited)


async def test_a_token_that_ran_out_waits_for_an_operator(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.server.expired.add(BOT_TOKEN)
    assert type(await failed_comment(tracker, issue)) is AuthError
    with pytest.raises(AuthError):
        await tracker.get(issue.ref.id)
    with pytest.raises(AuthError):
        await tracker.find(gitlab.project, "01ISSUE", before(gitlab))
    with pytest.raises(AuthError, match="expired"):
        await tracker.probe()


async def test_a_token_that_may_only_read_waits_for_an_operator(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.site.user("csopsbot").scope = "read_api"
    failure = await failed_comment(tracker, issue)
    assert type(failure) is AuthError
    assert "scope api" in str(failure)


async def test_a_server_that_does_not_tell_its_version_is_probed_all_the_same(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    gitlab.fault(kind="answer", path="/version$", status=404)
    identity = await tracker.probe()
    assert (identity.user.name, identity.server) == ("csopsbot", "GitLab")


@pytest.mark.parametrize("project", ["acme/none", "acme/secret", "", "../user", "a b?x#y", "72"])
async def test_a_project_that_is_not_shown_waits_for_an_operator(
    gitlab: GitLabStand, tracker: GitLabTracker, project: str
) -> None:
    with pytest.raises(Forbidden):
        await tracker.schema(project)
    with pytest.raises(Forbidden):
        await tracker.find(project, "01NEW", before(gitlab))


async def test_a_project_that_takes_no_issues_waits_for_an_operator(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    gitlab.site.projects[0].issues_enabled = False
    with pytest.raises(Blocked, match="switched off"):
        await tracker.create(draft(gitlab), "01NEW")
    gitlab.site.projects[1].archived = True
    with pytest.raises(Blocked, match="archived"):
        await tracker.schema("acme/tools/ops")


async def test_a_refusal_names_the_fields(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    body = json.dumps({"message": {"title": ["is too long", "is dull"], "weight": "is no number"}})
    gitlab.fault(kind="answer", method="PUT", status=400, body=body)
    with pytest.raises(Invalid, match="is dull") as caught:
        await tracker.update(issue.ref, Patch(title="x"))
    assert caught.value.fields == {"title": "is too long, is dull", "weight": "is no number"}


@pytest.mark.parametrize("body", ["", "<html>", "null", "[1, null]", '{"message": 7}'])
async def test_a_refusal_that_cannot_be_read_is_a_refusal(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue, body: str
) -> None:
    gitlab.fault(kind="answer", method="PUT", status=400, body=body)
    with pytest.raises(Invalid):
        await tracker.update(issue.ref, Patch(title="x"))


async def test_a_list_whose_page_cannot_be_read_is_no_shorter_list(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.fault(kind="answer", method="GET", path="/issues$", status=200, body="{}")
    with pytest.raises(Unavailable):
        await tracker.find(gitlab.project, "01ISSUE", before(gitlab))


@pytest.mark.parametrize("issue_id", ["", "PAY-1", "-1", "1.5", "٣", "9" * 30, "../user"])
async def test_an_id_that_is_none_is_gone_and_not_asked_for(
    gitlab: GitLabStand, tracker: GitLabTracker, issue_id: str
) -> None:
    before_it = len(gitlab.server.log)
    assert await tracker.get(issue_id) == Gone()
    assert gitlab.server.log[before_it:] == []


async def test_a_label_that_gitlab_drops_makes_no_move(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.site.projects[0].roles["csopsbot"] = Role.GUEST
    result = await tracker.move(issue.ref, Category.IN_PROGRESS)
    assert (result.outcome, result.status) == ("impossible", "opened")
    assert "closed" in result.options


async def test_no_cookie_is_kept(gitlab: GitLabStand, tracker: GitLabTracker) -> None:
    headers = {"Set-Cookie": "_gitlab_session=1; Path=/"}
    body = '{"id": 11, "username": "csopsbot"}'
    gitlab.fault(kind="answer", path="/user$", status=200, headers=headers, body=body)
    await tracker.probe()
    await tracker.probe()
    assert not any(one.cookies for one in gitlab.server.log)
