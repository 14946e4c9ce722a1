"""Fields, versions, history and what changed, as a real Redmine keeps them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import MoveResult, Patch, WorkDone
from csopsbot.domain.issue import Category, Issue
from csopsbot.sandbox.redmine import ADMIN
from csopsbot.testing.tracker_contract import before, draft, read
from csopsbot.trackers.redmine.client import RedmineTracker
from tests.contract.trackers.redmine_stand import DANA, ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE


@pytest.fixture
async def tracker(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    adapter = redmine.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(redmine: RedmineStand, tracker: RedmineTracker) -> Issue:
    return await tracker.create(draft(redmine), "01ISSUE")


async def test_fields_go_by_their_names_and_twice_is_as_once(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    patch = Patch(fields={"Customer": "Acme", "due_date": "2030-01-31", "done_ratio": 50})
    await tracker.update(issue.ref, patch)
    shown = redmine.ask(DANA, "GET", f"issues/{issue.ref.id}.json")["issue"]
    values = {one["name"]: one["value"] for one in shown["custom_fields"]}
    assert (values["Customer"], shown["due_date"], shown["done_ratio"]) == (
        "Acme",
        "2030-01-31",
        50,
    )
    redmine.proxy.log.clear()
    await tracker.update(issue.ref, patch)
    assert {method for method, _ in redmine.proxy.log} == {"GET"}


async def test_a_field_that_the_issue_has_not_is_refused(
    tracker: RedmineTracker, issue: Issue
) -> None:
    with pytest.raises(Invalid, match="Colour"):
        await tracker.update(issue.ref, Patch(fields={"Colour": "red"}))


async def test_redmine_plans_an_issue_for_one_version_and_a_second_is_refused(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    await redmine.plan(issue.ref.id, "1.0")
    await redmine.plan(issue.ref.id, "1.1")
    other, first = frozenset({"1.0"}), frozenset({"1.1"})
    with pytest.raises(Invalid, match="one version"):
        await tracker.update(issue.ref, Patch(versions_add=other))
    await tracker.update(issue.ref, Patch(versions_add=other, versions_remove=first))
    assert {one.name for one in (await read(tracker, issue)).versions} == {"1.0"}
    with pytest.raises(Invalid, match="one version"):
        await tracker.update(issue.ref, Patch(versions_add=frozenset({"1.0", "1.1"})))


async def test_a_version_that_is_out_takes_no_more_issues(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    await redmine.plan(issue.ref.id, "1.0")
    await redmine.release("1.0")
    other = await tracker.create(draft(redmine), "01OTHER")
    with pytest.raises(Invalid, match="Target version"):
        await tracker.update(other.ref, Patch(versions_add=frozenset({"1.0"})))


async def test_fields_go_along_with_a_step_to_the_very_status(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    fields = {"done_ratio": 100, "Customer": "Acme"}
    moved = await tracker.move(issue.ref, Category.DONE, status="closed", fields=fields)
    shown = redmine.ask(DANA, "GET", f"issues/{issue.ref.id}.json")["issue"]
    assert moved == MoveResult("moved", "Closed")
    assert shown["done_ratio"] == 100


async def test_an_issue_is_not_led_halfway_to_a_status_that_there_is_not(
    tracker: RedmineTracker, issue: Issue
) -> None:
    moved = await tracker.move(issue.ref, Category.DONE, status="Shipped")
    assert (moved.outcome, moved.status) == ("impossible", "New")
    assert "Resolved" in moved.options


async def test_history_tells_names_where_redmine_keeps_numbers(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    await redmine.plan(issue.ref.id, "1.0")
    await tracker.update(issue.ref, Patch(priority="High", labels_add=frozenset({"a"})))
    redmine.change(issue.ref.id, subject="It burned", assigned_to_id=redmine.person_id)
    redmine.change(issue.ref.id, assigned_to_id="", due_date="2030-01-31")
    redmine.make_project("elsewhere")
    there = redmine.ask(ADMIN, "GET", "projects/elsewhere.json")["project"]["id"]
    redmine.change(issue.ref.id, ADMIN, project_id=there)
    told = [
        (one.what, one.before, one.after)
        for one in await tracker.history(issue.ref, before(redmine))
    ]
    assert [one for one in told if one[0] == "assignee"] == [
        ("assignee", "", "Dana Dev"),
        ("assignee", "Dana Dev", ""),
    ]
    assert ("versions", "", "1.0") in told
    assert ("priority", "Normal", "High") in told
    assert ("labels", "", "a") in told
    assert ("title", "Checkout fails", "It burned") in told
    assert ("moved", "pay", "elsewhere") in told
    assert ("other", "", "2030-01-31") in told


async def test_what_changed_below_a_project_is_not_of_the_project(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    parent = redmine.ask(ADMIN, "GET", f"projects/{redmine.project}.json")["project"]["id"]
    redmine.make_project("below", parent_id=parent)
    body = {"issue": {"project_id": "below", "tracker_id": 1, "subject": "Another"}}
    redmine.ask(DANA, "POST", "issues.json", body)
    seen = [one async for one in tracker.changed(redmine.project, before(redmine))]
    assert [one.issue_id for one in seen] == [issue.ref.id]


async def test_redmine_does_not_count_other_words_of_a_comment_as_a_change(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    await redmine.comment(issue.ref.id, "On it")
    said = (await read(tracker, issue)).comments[-1]
    since = await redmine.later()
    await redmine.edit_comment(issue.ref.id, said.id, "Not on it")
    assert [one async for one in tracker.changed(redmine.project, since)] == []


async def test_hours_are_logged_for_the_day_they_began_and_the_first_activity(
    redmine: RedmineStand, tracker: RedmineTracker, issue: Issue
) -> None:
    began = redmine.now() - timedelta(days=3)
    await tracker.log_work(issue.ref, WorkDone(1800, began, "a\nb"), "op-1")
    (entry,) = redmine.ask(ADMIN, "GET", f"time_entries.json?issue_id={issue.ref.id}")[
        "time_entries"
    ]
    assert entry["spent_on"] == began.date().isoformat()
    assert entry["hours"] == 0.5
    assert entry["activity"]["name"] == "Design"
    assert entry["comments"].startswith("a b [csops ")
