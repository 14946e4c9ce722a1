"""What GitLab is followed by: sightings, releases, files, time, and what an inspection finds."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Blocked, Forbidden, Invalid, NotFound
from csopsbot.app.tracker import File, Gone, Hidden, Patch, Sighting, WorkDone
from csopsbot.domain.changes import changes
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, Version, is_ours
from csopsbot.testing.gitlab_server.hooking import KINDS
from csopsbot.testing.gitlab_server.site import Role
from csopsbot.testing.tracker_contract import before, draft, last_comment, read
from csopsbot.trackers.gitlab.client import GitLabAccess, GitLabTracker, Ways
from tests.contract.trackers.gitlab_stand import BOT_TOKEN, SECRET, SIGNING_TOKEN, GitLabStand

OPS, UNSEEN = 71, 72
LOG = File("log.txt", "text/plain", b"It burns.")


@pytest.fixture
async def tracker(gitlab: GitLabStand) -> AsyncIterator[GitLabTracker]:
    adapter = gitlab.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(gitlab: GitLabStand, tracker: GitLabTracker) -> Issue:
    return await tracker.create(draft(gitlab), "01ISSUE")


def says(found: tuple[Finding, ...], *levels: str) -> list[str]:
    return [one.says for one in found if one.level in levels]


async def test_a_hundred_issues_of_a_project_are_sighted_in_one_request(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    bot, shop = gitlab.site.user("csopsbot"), gitlab.site.projects[0]
    ids = [f"70/{gitlab.site.add(shop, bot, f'{n}').iid}" for n in range(100)]
    start = len(gitlab.server.log)
    assert set(await tracker.sight(ids)) == set(ids)
    assert len(gitlab.server.log) - start == 1


async def test_moved_gone_and_hidden_are_told_apart_among_many(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    deleted, moved, hidden = [
        (await tracker.create(draft(gitlab), ref)).ref.id for ref in ("01A", "01B", "01C")
    ]
    await gitlab.delete(deleted)
    there = await gitlab.carry(moved, OPS)
    await gitlab.carry(hidden, UNSEEN)
    seen = await tracker.sight([issue.ref.id, deleted, moved, hidden])
    assert (seen[deleted], seen[hidden]) == (Gone(), Hidden())
    followed = seen[moved]
    assert isinstance(followed, Sighting)
    assert followed.issue_id == there
    assert seen[issue.ref.id] == Sighting(issue.ref.id, issue.updated_at, comments=0)


async def test_all_issues_of_a_project_we_lost_are_hidden_by_one_request(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    ids = [(await tracker.create(draft(gitlab), f"01MANY{n}")).ref.id for n in range(5)]
    await gitlab.hide(ids[0])
    start = len(gitlab.server.log)
    assert set((await tracker.sight(ids)).values()) == {Hidden()}
    assert len(gitlab.server.log) - start == 1


async def test_what_a_guest_does_not_find_is_not_said_to_be_gone(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.delete(issue.ref.id)
    gitlab.site.projects[0].roles["csopsbot"] = Role.GUEST
    assert await tracker.get(issue.ref.id) == Hidden()
    assert await tracker.sight([issue.ref.id]) == {issue.ref.id: Hidden()}


async def test_a_milestone_that_was_closed_shows_in_a_sighting_of_its_issues(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.plan(issue.ref.id, "2.4")
    known = await read(tracker, issue)
    await gitlab.later()
    await gitlab.release("2.4")
    seen = (await tracker.sight([issue.ref.id]))[issue.ref.id]
    assert isinstance(seen, Sighting)
    assert seen.updated_at > known.updated_at
    assert (await read(tracker, issue)).versions == {Version("2.4", released=True)}


async def test_a_milestone_that_gitlab_leaves_out_is_told(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.plan(issue.ref.id, "2.4")
    await tracker.update(issue.ref, Patch(versions_remove=frozenset({"2.4"})))
    gitlab.site.projects[0].roles["csopsbot"] = Role.GUEST
    with pytest.raises(Forbidden):
        await tracker.update(issue.ref, Patch(versions_add=frozenset({"2.4"})))
    with pytest.raises(Invalid):
        await tracker.update(issue.ref, Patch(versions_add=frozenset({"2.4", "2.5"})))


async def test_a_file_is_shown_in_an_internal_comment_of_ours(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await tracker.attach(issue.ref, LOG)
    (note,) = gitlab.issue(issue.ref.id).notes
    assert note.internal
    assert note.body.startswith("[log.txt](/uploads/")
    assert is_ours(await last_comment(tracker, issue))


async def test_a_file_of_a_moved_issue_is_no_news_there_and_can_be_downloaded(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.attach(issue.ref.id, "trace.log", b"trace")
    await tracker.attach(issue.ref, LOG)
    known = await read(tracker, issue)
    await gitlab.carry(issue.ref.id, OPS)
    shop, ops = gitlab.site.projects[:2]
    ops.uploads.update(shop.uploads)
    seen = await read(tracker, issue)
    assert [type(one).__name__ for one in changes(known, seen)] == ["Renamed"]
    assert [await tracker.download(one) for one in seen.attachments] == [b"trace", LOG.content]


async def test_a_file_whose_comment_failed_is_nowhere_on_the_issue(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.fault(kind="answer", method="POST", path="/notes$", status=429)
    with pytest.raises(Exception, match="429"):
        await tracker.attach(issue.ref, LOG)
    assert (await read(tracker, issue)).attachments == ()


async def test_a_file_elsewhere_is_not_fetched(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    made = await tracker.attach(issue.ref, LOG)
    start = len(gitlab.server.log)
    for url in ("https://evil.test/log.txt", f"{gitlab.gitlab.url}/api/v4/user"):
        with pytest.raises(Invalid):
            await tracker.download(replace(made, url=url))
    assert len(gitlab.server.log) == start
    with pytest.raises(NotFound):
        await tracker.download(replace(made, url=made.url.replace("log.txt", "other.txt")))


async def test_time_spent_has_its_moment_and_is_counted_in_minutes(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    started = gitlab.clock() - timedelta(hours=3)
    await tracker.log_work(issue.ref, WorkDone(89, started, "x" * 400), "op-1")
    (log,) = gitlab.issue(issue.ref.id).timelogs
    assert (log.seconds, log.spent_at) == (60, started)
    assert len(log.summary) <= 255
    assert await tracker.find_work(issue.ref, "op-1", started)


async def test_time_that_gitlab_does_not_take_is_refused(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    tomorrow = gitlab.clock() + timedelta(days=1)
    with pytest.raises(Invalid, match="future"):
        await tracker.log_work(issue.ref, WorkDone(60, tomorrow, ""), "op-1")
    gitlab.site.projects[0].roles["csopsbot"] = Role.GUEST
    with pytest.raises(Forbidden):
        await tracker.log_work(issue.ref, WorkDone(60, gitlab.clock(), ""), "op-1")


async def test_a_comment_is_internal_only_where_the_house_and_the_caller_want_it(
    gitlab: GitLabStand, issue: Issue
) -> None:
    open_house = gitlab.tracker(ways=Ways(internal_notes=False))
    assert not open_house.capabilities.private_comments
    made = await open_house.comment(issue.ref, plain("Hello"), "op-1", internal=True)
    assert not await gitlab.comment_is_internal(issue.ref.id, made.id)
    await open_house.close()


async def test_a_comment_of_somebody_else_is_not_ours_to_take_away(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await gitlab.comment(issue.ref.id, "Hello")
    (theirs,) = (await read(tracker, issue)).comments
    with pytest.raises(Forbidden):
        await tracker.delete_comment(issue.ref, theirs.id)


async def test_our_comment_on_a_moved_issue_is_edited_and_taken_away_there(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    made = await tracker.comment(issue.ref, plain("Hello"), "op-1")
    await gitlab.carry(issue.ref.id, OPS)
    edited = await tracker.edit_comment(issue.ref, made.id, plain("Good bye"), "op-1")
    assert edited.id == made.id
    await tracker.delete_comment(issue.ref, made.id)
    assert (await read(tracker, issue)).comments == ()


async def test_a_number_alone_is_an_issue_of_the_only_project(
    gitlab: GitLabStand, issue: Issue
) -> None:
    access = GitLabAccess(gitlab.gitlab.url, BOT_TOKEN, home=gitlab.project)
    tracker = GitLabTracker("gitlab", access, clock=gitlab.now)
    found = await tracker.locate("#1")
    assert isinstance(found, Issue)
    assert found.ref == issue.ref
    await tracker.close()


async def test_history_tells_titles_people_versions_and_moves(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    await tracker.update(issue.ref, Patch(title="It burned", assignee_id=gitlab.person_id))
    await gitlab.plan(issue.ref.id, "2.4")
    await gitlab.prioritise(issue.ref.id, "high")
    await gitlab.carry(issue.ref.id, OPS)
    told = {
        (one.what, one.before, one.after)
        for one in await tracker.history(issue.ref, before(gitlab))
    }
    assert told >= {
        ("title", "Checkout fails", "It burned"),
        ("assignee", "", "dana"),
        ("versions", "", "2.4"),
        ("priority", "", "high"),
        ("moved", "acme/shop#1", ""),
    }


async def test_fields_of_a_move_go_along_in_the_same_request(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    fields = {"assignee_ids": [int(gitlab.person_id)]}
    assert (await tracker.move(issue.ref, Category.DONE, fields=fields)).outcome == "moved"
    assert (await read(tracker, issue)).assignee is not None
    assert [one.method for one in gitlab.server.log].count("PUT") == 1


@pytest.mark.parametrize(
    ("role", "level", "word"),
    [(Role.GUEST, "fault", "reporter"), (Role.DEVELOPER, "doubt", "maintainers")],
)
async def test_each_role_is_told_what_it_lacks(
    gitlab: GitLabStand, tracker: GitLabTracker, role: Role, level: str, word: str
) -> None:
    gitlab.site.projects[0].roles["csopsbot"] = role
    found = says(await tracker.inspect(gitlab.project, gitlab.hook_url), level)
    assert any(word in one for one in found)


async def test_an_account_that_somebody_works_with_by_hand_is_doubted_but_no_tokens_own(
    gitlab: GitLabStand, tracker: GitLabTracker, issue: Issue
) -> None:
    gitlab.issue(issue.ref.id).description = "I wrote this myself."
    (doubt,) = says(await tracker.inspect(gitlab.project, gitlab.hook_url), "doubt")
    assert "somebody's own" in doubt
    gitlab.site.user("csopsbot").bot = True
    assert not says(await tracker.inspect(gitlab.project, gitlab.hook_url), "doubt", "fault")


async def test_what_gitlab_tells_of_a_token_is_judged(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    bot = gitlab.site.user("csopsbot")
    ends: date = (gitlab.now() + timedelta(days=3)).date()
    bot.scope, bot.token_ends = "read_api", ends
    found = await tracker.inspect(gitlab.project, "")
    assert says(found, "fault") == ["the token lacks the scope api"]
    assert says(found, "doubt") == [f"the token runs out on {ends}"]


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"issues_enabled": False}, "fault"),
        ({"archived": True}, "fault"),
        ({"public": True}, "doubt"),
    ],
)
async def test_a_project_that_will_not_do_is_told(
    gitlab: GitLabStand, tracker: GitLabTracker, change: dict[str, bool], level: str
) -> None:
    for name, value in change.items():
        setattr(gitlab.site.projects[0], name, value)
    assert len(says(await tracker.inspect(gitlab.project, ""), level)) == 1


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"disabled": True}, "fault"),
        ({"secret": "", "signing_token": ""}, "fault"),
        ({"events": frozenset({"Issue Hook"})}, "doubt"),
        ({"checks_certificate": False}, "doubt"),
    ],
)
async def test_a_webhook_that_will_not_do_is_told_and_mended_by_registering_it(
    gitlab: GitLabStand, tracker: GitLabTracker, change: dict[str, object], level: str
) -> None:
    (hook,) = gitlab.server.deliveries.hooks
    for name, value in change.items():
        setattr(hook, name, value)
    assert len(says(await tracker.inspect(gitlab.project, gitlab.hook_url), level)) == 1
    await tracker.create(draft(gitlab), "01ISSUE")
    await tracker.register_webhook(gitlab.project, gitlab.hook_url)
    assert (hook.disabled, hook.signing_token) == (False, SIGNING_TOKEN)
    assert hook.events == frozenset(KINDS.values()) - {"Push Hook"}
    assert hook.checks_certificate


async def test_a_webhook_whose_test_does_not_come_through_stays_disabled_and_is_told_of(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    (hook,) = gitlab.server.deliveries.hooks
    hook.disabled = True
    with pytest.raises(Blocked, match=r"until a test comes through: .*project has issues"):
        await tracker.register_webhook(gitlab.project, gitlab.hook_url)
    assert hook.disabled


async def test_without_a_signing_token_or_secret_every_delivery_would_be_refused(
    gitlab: GitLabStand,
) -> None:
    tracker = gitlab.tracker(webhook_secret="")
    found = await tracker.inspect(gitlab.project, gitlab.hook_url)
    assert says(found, "fault") == ["no webhook secret is set: every delivery is refused"]
    await tracker.close()


async def test_a_server_that_knows_no_signing_tokens_takes_the_secret_or_is_told(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    gitlab.server.signs = False
    await gitlab.drop_hooks()
    with pytest.raises(Blocked, match="no signing tokens"):
        await tracker.register_webhook(gitlab.project, gitlab.hook_url)
    access = GitLabAccess(gitlab.gitlab.url, BOT_TOKEN, (SECRET,), (SIGNING_TOKEN,))
    other = GitLabTracker("gitlab", access, clock=gitlab.now)
    await other.register_webhook(gitlab.project, gitlab.hook_url)
    await other.close()
    assert [one.secret for one in gitlab.server.deliveries.hooks] == [SECRET]


async def test_who_is_no_maintainer_registers_no_webhook(
    gitlab: GitLabStand, tracker: GitLabTracker
) -> None:
    gitlab.site.projects[0].roles["csopsbot"] = Role.REPORTER
    with pytest.raises(Forbidden):
        await tracker.register_webhook(gitlab.project, gitlab.hook_url)


async def test_no_webhook_is_registered_that_we_would_refuse(gitlab: GitLabStand) -> None:
    tracker = gitlab.tracker(webhook_secret="")
    with pytest.raises(Blocked):
        await tracker.register_webhook(gitlab.project, gitlab.hook_url)
    await tracker.close()
