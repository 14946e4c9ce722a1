"""What a real Redmine does where our role may not: drop, show to all, refuse, or show the way in."""

from collections.abc import AsyncIterator

import pytest

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import AuthError, Forbidden, NotFound, Unsupported
from csopsbot.app.tracker import File, WorkDone
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Issue
from csopsbot.sandbox.redmine import ADMIN
from csopsbot.testing.tracker_contract import before, draft, last_comment
from csopsbot.trackers.redmine.client import RedmineAccess, RedmineTracker
from tests.contract.trackers.redmine_stand import BOT, MUTE, ON_A_REAL_ONE, RITA, RedmineStand

pytestmark = ON_A_REAL_ONE

WRONG = "f" * 40


@pytest.fixture
async def tracker(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    adapter = redmine.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(redmine: RedmineStand, tracker: RedmineTracker) -> Issue:
    return await tracker.create(draft(redmine), "01ISSUE")


@pytest.fixture
async def reporter(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    """Yield an adapter whose role may speak, but not in private, nor change its words."""
    adapter = redmine.tracker(key=RITA.key)
    yield adapter
    await adapter.close()


def doubts(found: tuple[Finding, ...]) -> str:
    return "\n".join(one.says for one in found if one.level == "doubt")


async def test_a_comment_that_redmine_shows_to_all_is_told_of_from_then_on(
    redmine: RedmineStand, reporter: RedmineTracker, issue: Issue
) -> None:
    hoped = reporter.capabilities
    made = await reporter.comment(issue.ref, plain("Hello"), "op-1")
    assert not await redmine.comment_is_internal(issue.ref.id, made.id)
    assert (hoped.private_comments, reporter.capabilities.private_comments) == (True, False)
    assert "all comments are public" in doubts(await reporter.inspect(redmine.project, ""))


async def test_roles_that_would_not_see_our_private_comments_are_named(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    (said,) = (
        one.says
        for one in await tracker.inspect(redmine.project, "")
        if "do not see them" in one.says
    )
    assert "Mute" in said
    assert not {"Developer", "Reporter", "Bot"} & {*said.replace(".", " ").split()}


async def test_words_that_our_role_may_not_change_name_the_right_that_is_missing(
    reporter: RedmineTracker, issue: Issue
) -> None:
    made = await reporter.comment(issue.ref, plain("Hello"), "op-1")
    with pytest.raises(Forbidden, match="edit its own notes"):
        await reporter.edit_comment(issue.ref, made.id, plain("Bye"), "op-1")
    with pytest.raises(Forbidden, match="edit its own notes"):
        await reporter.delete_comment(issue.ref, made.id)


async def test_another_persons_private_note_is_not_there_for_who_may_not_see_it(
    tracker: RedmineTracker, reporter: RedmineTracker, issue: Issue
) -> None:
    made = await tracker.comment(issue.ref, plain("Between us"), "op-1")
    with pytest.raises(NotFound):
        await reporter.edit_comment(issue.ref, made.id, plain("Bye"), "op-1")
    assert (await last_comment(tracker, issue)).body == plain("Between us")


async def test_hours_that_our_role_may_not_log_or_see_are_not_said_to_be_absent(
    redmine: RedmineStand, issue: Issue
) -> None:
    mute = redmine.tracker(key=MUTE.key)
    with pytest.raises(Forbidden, match="log time"):
        await mute.log_work(issue.ref, WorkDone(60, redmine.now(), ""), "op-1")
    with pytest.raises(Forbidden, match="view them"):
        await mute.find_work(issue.ref, "op-1", before(redmine))
    await mute.close()


async def test_the_page_to_sign_in_is_not_taken_for_a_file(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    kept = await tracker.attach(issue.ref, File("log.txt", "text/plain", b"It burns"))
    for url in (redmine.proxy.url, redmine.server.url):
        access = RedmineAccess(url, WRONG)
        stranger = RedmineTracker("redmine", access, clock=redmine.now)
        with pytest.raises(AuthError):
            await stranger.download(kept)
        await stranger.close()


async def test_our_key_is_shown_to_no_address_that_redmine_names(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    kept = await tracker.attach(issue.ref, File("log.txt", "text/plain", b"It burns"))
    assert not kept.url.startswith(redmine.proxy.url)
    redmine.proxy.log.clear()
    assert await tracker.download(kept) == b"It burns"
    assert redmine.proxy.log == [("GET", f"/attachments/download/{kept.id}")]


async def test_nothing_is_said_not_to_have_changed_on_the_word_of_a_wrong_key(
    redmine: RedmineStand,
) -> None:
    stranger = redmine.tracker(key=WRONG)
    with pytest.raises(AuthError):
        assert [one async for one in stranger.changed(redmine.project, before(redmine))]
    (found,) = await stranger.inspect(redmine.project, "")
    assert found.level == "fault"
    await stranger.close()


async def test_an_administrators_key_is_a_doubt(redmine: RedmineStand) -> None:
    adapter = redmine.tracker(key=ADMIN.key)
    assert "administrator" in doubts(await adapter.inspect(redmine.project, ""))
    await adapter.close()


async def test_an_account_that_somebody_works_with_by_hand_is_doubted_and_one_that_signed_in_not(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    assert "not ours" not in doubts(await tracker.inspect(redmine.project, ""))
    by_hand = {"project_id": redmine.project, "subject": "By hand"}
    redmine.ask(BOT, "POST", "issues.json", {"issue": by_hand})
    assert "made issues that are not ours" in doubts(await tracker.inspect(redmine.project, ""))


async def test_a_webhook_is_made_by_hand_and_whether_it_works_cannot_be_asked(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    with pytest.raises(Unsupported, match="by hand"):
        await tracker.register_webhook(redmine.project, "https://bot.acme.test/in/redmine")
    found = await tracker.inspect(redmine.project, "https://bot.acme.test/in/redmine")
    assert "does not tell" in doubts(found)
