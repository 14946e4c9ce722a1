"""What GitHub is followed by: sightings, releases, addresses, and what an inspection finds."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Blocked, Forbidden, Invalid, RateLimited, Unsupported
from csopsbot.app.tracker import Gone, Hidden, Patch, Sighting
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, Version
from csopsbot.testing.tracker_contract import before, draft, read
from csopsbot.trackers.github.client import GitHubAccess, GitHubTracker
from tests.contract.trackers.github_stand import BOT_TOKEN, SECRET, GitHubStand


@pytest.fixture
async def tracker(hub: GitHubStand) -> AsyncIterator[GitHubTracker]:
    adapter = hub.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(hub: GitHubStand, tracker: GitHubTracker) -> Issue:
    return await tracker.create(draft(hub), "01ISSUE")


def says(found: tuple[Finding, ...], *levels: str) -> list[str]:
    return [one.says for one in found if one.level in levels]


async def test_a_hundred_issues_are_sighted_in_two_requests_and_the_next_in_one(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    ids = [(await tracker.create(draft(hub), f"01MANY{n}")).ref.id for n in range(100)]
    for requests in (2, 1):
        start = len(hub.server.log)
        assert set(await tracker.sight(ids)) == set(ids)
        assert len(hub.server.log) - start == requests


async def test_a_transferred_issue_is_sighted_at_its_new_place(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.transfer(hub.site.issue(issue.ref.id), hub.site.repositories[1])
    seen = (await tracker.sight([issue.ref.id]))[issue.ref.id]
    assert isinstance(seen, Sighting)
    assert seen.issue_id == "72/1"


async def test_gone_and_hidden_are_told_apart_among_many(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    deleted = await tracker.create(draft(hub), "01DELETED")
    hidden = await tracker.create(draft(hub), "01HIDDEN")
    await hub.delete(deleted.ref.id)
    hub.site.transfer(hub.site.issue(hidden.ref.id), hub.site.repositories[1])
    del hub.site.repositories[1].roles["csopsbot"]
    seen = await tracker.sight([issue.ref.id, deleted.ref.id, hidden.ref.id])
    assert [type(one) for one in seen.values()] == [Sighting, Gone, Hidden]


async def test_all_issues_of_a_repository_we_lost_are_hidden_by_one_request(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    ids = [(await tracker.create(draft(hub), f"01MANY{n}")).ref.id for n in range(5)]
    await hub.hide(ids[0])
    start = len(hub.server.log)
    assert set((await tracker.sight(ids)).values()) == {Hidden()}
    assert len(hub.server.log) - start == 1


async def test_a_limit_of_graphql_says_when_to_come_back(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    body = '{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}'
    hub.fault(kind="answer", path="/graphql$", status=200, body=body)
    with pytest.raises(RateLimited) as caught:
        await tracker.sight([issue.ref.id])
    assert caught.value.retry_at is not None


async def test_a_milestone_that_was_closed_shows_in_a_sighting_of_its_issues(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.plan(issue.ref.id, "2.4")
    known = await read(tracker, issue)
    await hub.later()
    await hub.release("2.4")
    seen = (await tracker.sight([issue.ref.id]))[issue.ref.id]
    assert isinstance(seen, Sighting)
    assert seen.updated_at > known.updated_at
    now = await read(tracker, issue)
    assert now.updated_at == seen.updated_at
    assert now.versions == {Version("2.4", released=True)}


async def test_two_milestones_are_too_many_and_the_first_stays_unless_it_is_taken_away(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    for version in ("2.4", "2.5"):
        await hub.plan(issue.ref.id, version)
    other, first = frozenset({"2.4"}), frozenset({"2.5"})
    with pytest.raises(Invalid, match=r"one version: only one of 2\.4, 2\.5"):
        await tracker.update(issue.ref, Patch(versions_add=other))
    assert (await read(tracker, issue)).versions == {Version("2.5")}
    await tracker.update(issue.ref, Patch(versions_add=other, versions_remove=first))
    assert (await read(tracker, issue)).versions == {Version("2.4")}
    with pytest.raises(Invalid):
        await tracker.update(issue.ref, Patch(versions_add=frozenset({"2.4", "2.5"})))


async def test_a_milestone_that_we_may_not_set_is_told(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.plan(issue.ref.id, "2.4")
    await tracker.update(issue.ref, Patch(versions_remove=frozenset({"2.4"})))
    hub.site.repositories[0].roles["csopsbot"] = "triage"
    with pytest.raises(Forbidden):
        await tracker.update(issue.ref, Patch(versions_add=frozenset({"2.4"})))


async def test_without_a_prefix_there_are_no_priorities(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    bare = GitHubTracker("github", GitHubAccess(hub.github.url, BOT_TOKEN), clock=hub.now)
    assert not bare.capabilities.priorities
    with pytest.raises(Unsupported):
        await bare.update(issue.ref, Patch(priority="high"))
    assert (await bare.schema(hub.project)).priorities == ()
    await bare.close()


async def test_a_comment_of_somebody_else_is_not_ours_to_take_away(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.comment(issue.ref.id, "Hello")
    (theirs,) = (await read(tracker, issue)).comments
    with pytest.raises(Forbidden):
        await tracker.delete_comment(issue.ref, theirs.id)
    assert len((await read(tracker, issue)).comments) == 1


async def test_two_comments_of_one_second_are_ours_and_theirs_each_by_its_own_id(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await hub.comment(issue.ref.id, "Theirs")
    ours = await tracker.comment(issue.ref, plain("Ours"), "op-1")
    hub.site.issue(issue.ref.id).comments[0].created = ours.created_at
    await tracker.delete_comment(issue.ref, ours.id)
    (left,) = (await read(tracker, issue)).comments
    assert left.author.name == "dana"


async def test_our_comment_on_a_transferred_issue_is_edited_and_taken_away_there(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    made = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    hub.site.transfer(hub.site.issue(issue.ref.id), hub.site.repositories[1])
    edited = await tracker.edit_comment(issue.ref, made.id, plain("Good bye"), "op-1")
    assert edited.id == made.id
    await tracker.delete_comment(issue.ref, made.id)
    assert (await read(tracker, issue)).comments == ()


async def test_an_edit_that_changes_nothing_is_not_sent(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    made = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    await tracker.edit_comment(issue.ref, made.id, plain("Hello"), "op-1")
    assert not [one for one in hub.server.log if one.method == "PATCH"]


async def test_pull_requests_are_neither_changes_nor_located(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    hub.site.issue(issue.ref.id).pull_request = True
    assert [one async for one in tracker.changed(hub.project, before(hub))] == []
    assert await tracker.locate(issue.ref.key) is None


async def test_a_number_alone_is_an_issue_of_the_only_repository(
    hub: GitHubStand, issue: Issue
) -> None:
    access = GitHubAccess(hub.github.url, BOT_TOKEN, home=hub.project)
    tracker = GitHubTracker("github", access, clock=hub.now)
    found = await tracker.locate("#1")
    assert isinstance(found, Issue)
    assert found.ref == issue.ref
    await tracker.close()


async def test_history_tells_titles_people_versions_and_priorities(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await tracker.update(issue.ref, Patch(title="It burned", assignee_id=hub.person_id))
    await hub.plan(issue.ref.id, "2.4")
    await hub.prioritise(issue.ref.id, "high")
    found = await tracker.history(issue.ref, before(hub))
    told = {(one.what, one.before, one.after) for one in found}
    assert told >= {
        ("title", "Checkout fails", "It burned"),
        ("assignee", "", "dana"),
        ("versions", "", "2.4"),
        ("priority", "", "high"),
    }


async def test_closing_for_a_reason_is_told_by_its_status(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    await tracker.move(issue.ref, Category.REJECTED)
    await tracker.move(issue.ref, Category.OPEN)
    moves = [one for one in await tracker.history(issue.ref, before(hub)) if one.what == "status"]
    assert [(one.before, one.after) for one in moves] == [
        ("Open", "Closed as not planned"),
        ("Closed as not planned", "Open"),
    ]


async def test_fields_of_a_move_go_along_with_it_and_with_none_else(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    fields = {"assignees": ["dana"]}
    await tracker.move(issue.ref, Category.OPEN, fields=fields)
    assert (await read(tracker, issue)).assignee is None
    await tracker.move(issue.ref, Category.DONE, fields=fields)
    assert (await read(tracker, issue)).assignee is not None


@pytest.mark.parametrize(
    ("role", "word"), [("read", "only read"), ("triage", "milestones"), ("write", "webhooks")]
)
async def test_each_role_is_told_what_it_lacks(
    hub: GitHubStand, tracker: GitHubTracker, role: str, word: str
) -> None:
    hub.site.repositories[0].roles["csopsbot"] = role  # type: ignore[assignment] # one of them
    found = says(await tracker.inspect(hub.project, hub.hook_url), "doubt", "fault")
    assert any(word in one for one in found)


async def test_an_account_that_somebody_works_with_by_hand_is_doubted(
    hub: GitHubStand, tracker: GitHubTracker, issue: Issue
) -> None:
    assert not says(await tracker.inspect(hub.project, hub.hook_url), "doubt", "fault")
    hub.site.issue(issue.ref.id).body = "I wrote this myself."
    (doubt,) = says(await tracker.inspect(hub.project, hub.hook_url), "doubt")
    assert "somebody's own" in doubt


async def test_what_github_tells_of_a_token_is_judged(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    soon = f"{hub.now() + timedelta(days=3):%Y-%m-%d %H:%M:%S UTC}"
    bot = hub.site.account("csopsbot")
    assert bot is not None
    bot.headers = {
        "X-OAuth-Scopes": "read:user, gist",
        "GitHub-Authentication-Token-Expiration": soon,
    }
    found = await tracker.inspect(hub.project, "")
    assert says(found, "fault") == ["the token lacks the scope repo"]
    assert says(found, "doubt") == [f"the token runs out on {soon[:10]}"]


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"has_issues": False}, "fault"),
        ({"archived": True}, "fault"),
        ({"private": False}, "doubt"),
    ],
)
async def test_a_repository_that_will_not_do_is_told(
    hub: GitHubStand, tracker: GitHubTracker, change: dict[str, bool], level: str
) -> None:
    for name, value in change.items():
        setattr(hub.site.repositories[0], name, value)
    assert len(says(await tracker.inspect(hub.project, ""), level)) == 1


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"active": False}, "fault"),
        ({"last": 401}, "fault"),
        ({"secret": ""}, "fault"),
        ({"events": ("issues",)}, "doubt"),
        ({"insecure": True}, "doubt"),
    ],
)
async def test_a_webhook_that_will_not_do_is_told_and_mended_by_registering_it(
    hub: GitHubStand, tracker: GitHubTracker, change: dict[str, object], level: str
) -> None:
    (hook,) = hub.server.deliveries.hooks
    for name, value in change.items():
        setattr(hook, name, value)
    assert len(says(await tracker.inspect(hub.project, hub.hook_url), level)) == 1
    await tracker.register_webhook(hub.project, hub.hook_url)
    assert (hook.active, hook.secret, set(hook.events)) == (
        True,
        SECRET,
        {"issues", "issue_comment"},
    )
    assert not hook.insecure


async def test_a_webhook_that_brought_nothing_yet_is_not_said_to_get_through(
    hub: GitHubStand, tracker: GitHubTracker
) -> None:
    (fine,) = [one for one in await webhook_of(hub, tracker) if "leads to" in one]
    assert fine.endswith("there was no delivery yet")
    hub.server.deliveries.hooks[0].last = 202
    (fine,) = [one for one in await webhook_of(hub, tracker) if "leads to" in one]
    assert fine.endswith("deliveries get through")


async def webhook_of(hub: GitHubStand, tracker: GitHubTracker) -> list[str]:
    return says(await tracker.inspect(hub.project, hub.hook_url), "fine")


async def test_no_webhook_is_registered_that_we_would_refuse(hub: GitHubStand) -> None:
    tracker = hub.tracker(webhook_secret="")
    found = await tracker.inspect(hub.project, hub.hook_url)
    assert "no webhook secret is set: every delivery is refused" in says(found, "fault")
    with pytest.raises(Blocked):
        await tracker.register_webhook(hub.project, hub.hook_url)
    await tracker.close()
