"""Following and repairing what happens in Linear: changes, files, addresses, and webhooks."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import Blocked, Forbidden, Invalid
from csopsbot.app.tracker import File, Gone, Patch, Sighting
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.linear_workspace import Hook
from csopsbot.testing.tracker_contract import before, draft, read
from csopsbot.trackers.linear.client import LinearTracker
from tests.contract.trackers.linear_stand import DANA_KEY, SECRET, LinearStand


@pytest.fixture
async def tracker(linear: LinearStand) -> AsyncIterator[LinearTracker]:
    adapter = linear.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(linear: LinearStand, tracker: LinearTracker) -> Issue:
    return await tracker.create(draft(linear), "01ISSUE")


async def hook_findings(linear: LinearStand, tracker: LinearTracker) -> set[tuple[str, str]]:
    found = await tracker.inspect("PAY", linear.hook_url)
    return {(one.level, one.says) for one in found if "webhook" in one.says}


def says(found: tuple[Finding, ...], level: str) -> str:
    return "\n".join(one.says for one in found if one.level == level)


async def test_a_comment_counts_though_linear_does_not_say_that_it_touches_its_issue(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    since = await linear.later()
    await linear.comment(issue.ref.id, "On it")
    assert linear.issue(issue.ref.id).updated_at < since
    seen = [one async for one in tracker.changed("PAY", since)]
    now = (await read(tracker, issue)).updated_at
    assert seen == [Sighting(issue.ref.id, now)]
    assert await tracker.sight([issue.ref.id]) == {issue.ref.id: Sighting(issue.ref.id, now)}


@pytest.mark.parametrize("away", ["archive", "delete"])
async def test_what_is_put_away_changed_and_is_gone(
    linear: LinearStand, tracker: LinearTracker, issue: Issue, away: str
) -> None:
    since = await linear.later()
    linear.issue(issue.ref.id).updated_at = linear.now()
    await (linear.archive if away == "archive" else linear.delete)(issue.ref.id)
    assert [one.issue_id async for one in tracker.changed("PAY", since)] == [issue.ref.id]
    assert await tracker.sight([issue.ref.id]) == {issue.ref.id: Gone()}


async def test_what_another_team_did_is_not_told(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    other = await tracker.create(replace(draft(linear), project="OPS"), "01OTHER")
    await linear.comment(other.ref.id, "Here, too")
    seen = [one.issue_id async for one in tracker.changed("PAY", before(linear))]
    assert seen == [issue.ref.id]


async def test_a_moved_issue_is_located_by_what_it_was_called(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.workspace.move(linear.issue(issue.ref.id), linear.team("OPS"))
    found = await tracker.locate(issue.ref.url)
    assert isinstance(found, Issue)
    assert (found.ref.id, found.ref.key) == (issue.ref.id, "OPS-1")


async def test_an_issue_of_another_workspace_is_none_of_ours(
    tracker: LinearTracker, issue: Issue
) -> None:
    assert await tracker.locate(issue.ref.url.replace("/acme/", "/umbrella/")) is None


async def test_one_entry_of_a_history_may_tell_of_several_things(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    patch = Patch("It burned", linear.person_id, "High", labels_add=frozenset({"a"}))
    await tracker.update(issue.ref, patch)
    told = await tracker.history(issue.ref, before(linear))
    assert {(one.what, one.before, one.after) for one in told} == {
        ("title", "Checkout fails", "It burned"),
        ("assignee", "", "Dana Devlin"),
        ("priority", "", "High"),
        ("labels", "", "a"),
    }
    assert len({one.id for one in told}) == 4


async def test_fields_go_along_with_a_move_to_the_very_state(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    fields = {"estimate": 3}
    moved = await tracker.move(issue.ref, Category.IN_PROGRESS, status="in review", fields=fields)
    assert (moved.outcome, moved.status) == ("moved", "In Review")
    assert linear.issue(issue.ref.id).estimate == 3


async def test_our_key_is_not_shown_to_where_a_file_is_put_and_opens_where_it_is_kept(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    # The double refuses a signed address with a key, and its storage without one.
    kept = await tracker.attach(issue.ref, File("log.txt", "text/plain", b"It burns"))
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(kept.url)).status_code == 401
    assert await tracker.download(kept) == b"It burns"


async def test_a_file_elsewhere_is_not_asked_for(tracker: LinearTracker, issue: Issue) -> None:
    kept = await tracker.attach(issue.ref, File("log.txt", "text/plain", b"It burns"))
    with pytest.raises(Invalid, match="storage"):
        await tracker.download(replace(kept, url="https://uploads.linear.app.evil.test/a"))


async def test_a_file_that_storage_refuses_is_on_no_issue(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.fault(kind="answer", method="PUT", path="/storage/", status=403)
    with pytest.raises(Forbidden) as caught:
        await tracker.attach(issue.ref, File("log.txt", "text/plain", b"It burns"))
    assert "Signature" not in str(caught.value)
    assert (await read(tracker, issue)).attachments == ()


async def test_only_administrators_register_and_see_webhooks(linear: LinearStand) -> None:
    member = linear.tracker(token=DANA_KEY)
    with pytest.raises(Forbidden):
        await member.register_webhook("PAY", linear.hook_url)
    assert "only administrators" in says(await member.inspect("PAY", linear.hook_url), "doubt")
    await member.close()


async def test_no_webhook_is_registered_before_there_is_a_secret(linear: LinearStand) -> None:
    adapter = linear.tracker(webhook_secret="")
    with pytest.raises(Blocked, match="secret"):
        await adapter.register_webhook("PAY", linear.hook_url)
    assert "no webhook secret" in says(await adapter.inspect("PAY", linear.hook_url), "fault")
    await adapter.close()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"enabled": False}, "disabled"),
        ({"resource_types": ("Issue",)}, "leaves out: Comment"),
        ({"secret": "another"}, "another secret"),
    ],
)
async def test_a_webhook_that_does_not_work_is_found_and_mended(
    linear: LinearStand, tracker: LinearTracker, wrong: dict[str, object], told: str
) -> None:
    (hook,) = linear.server.deliveries.hooks
    for name, value in wrong.items():
        setattr(hook, name, value)
    bad = [what for level, what in await hook_findings(linear, tracker) if level != "fine"]
    assert any(told in what for what in bad)
    await tracker.register_webhook("PAY", linear.hook_url)
    assert await hook_findings(linear, tracker) == {
        ("fine", f"a webhook leads to {linear.hook_url}")
    }
    assert (hook.enabled, hook.secret) == (True, SECRET)


async def test_of_a_secret_that_differs_it_is_said_which_side_shows_the_right_one(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.server.deliveries.hooks[0].secret = "another"
    found = await tracker.inspect("PAY", linear.hook_url)
    (differs,) = (one.remedy for one in found if "another secret" in one.says)
    assert differs.startswith(
        "csopsbot doctor --register does it, or set CSOPSBOT_TRACKERS__LINEAR"
    )
    assert differs.endswith("to the one that Linear shows under Settings, API, Webhooks")


async def test_a_webhook_of_another_team_is_none_for_this_one(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.server.deliveries.hooks[:] = [Hook(linear.hook_url, SECRET, team=linear.team("OPS"))]
    assert "no webhook leads to" in says(await tracker.inspect("PAY", linear.hook_url), "fault")
    await tracker.register_webhook("PAY", linear.hook_url)
    assert [one.team for one in linear.server.deliveries.hooks] == [
        linear.team("OPS"),
        linear.team("PAY"),
    ]


async def test_an_account_that_somebody_works_with_by_hand_is_doubted(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    assert not says(await tracker.inspect("PAY", ""), "doubt")
    linear.issue(issue.ref.id).id = str(uuid4())
    doubts = says(await tracker.inspect("PAY", ""), "doubt")
    assert f"made issues that are not ours, such as {issue.ref.key}" in doubts


async def test_a_state_that_is_missing_is_a_doubt(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    team = linear.team("PAY")
    team.states = [one for one in team.states if one.type != "canceled"]
    doubts = says(await tracker.inspect("PAY", ""), "doubt")
    assert "rejected" in doubts


async def test_a_key_that_is_good_no_more_is_the_one_fault(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.server.expired.add("lin_api_bot")
    (found,) = await tracker.inspect("PAY", linear.hook_url)
    assert found.level == "fault"


async def test_nobody_takes_away_what_a_person_said(linear: LinearStand, issue: Issue) -> None:
    await linear.comment(issue.ref.id, "On it")
    member = linear.tracker(token="lin_api_lee")
    (said,) = linear.issue(issue.ref.id).comments
    with pytest.raises(Forbidden):
        await member.edit_comment(issue.ref, said.id, plain("Not on it"), "op-1")
    await member.close()
