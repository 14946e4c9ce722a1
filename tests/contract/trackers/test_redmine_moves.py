"""Redmine says yes to what it does not do; the adapter reads back what became of a move."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from csopsbot.app.tracker import MoveResult
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.tracker_contract import draft, read
from csopsbot.trackers.redmine.client import RedmineTracker
from tests.contract.trackers.redmine_stand import BOT, DANA, ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE


@pytest.fixture
async def tracker(redmine: RedmineStand) -> AsyncIterator[RedmineTracker]:
    adapter = redmine.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def narrow(redmine: RedmineStand, tracker: RedmineTracker) -> Issue:
    """Return an issue whose workflow knows one way: through work to resolved."""
    return await tracker.create(replace(draft(redmine), issue_type="Support"), "01NARROW")


def puts(redmine: RedmineStand) -> int:
    return sum(method == "PUT" for method, _ in redmine.proxy.log)


async def test_redmine_says_yes_to_a_move_it_does_not_make(
    redmine: RedmineStand, tracker: RedmineTracker, narrow: Issue
) -> None:
    redmine.change(narrow.ref.id, BOT, status_id=redmine.seeded.statuses["Rejected"])
    assert (await read(tracker, narrow)).status.name == "New"


async def test_a_move_that_is_not_allowed_is_impossible_and_names_what_is(
    redmine: RedmineStand, tracker: RedmineTracker, narrow: Issue
) -> None:
    result = await tracker.move(narrow.ref, Category.REJECTED)
    assert result == MoveResult("impossible", "New", ("In Progress",))
    assert puts(redmine) == 0


async def test_a_move_is_read_back_where_redmine_does_not_say_what_is_allowed(
    redmine: RedmineStand, tracker: RedmineTracker, narrow: Issue
) -> None:
    redmine.proxy.leaves_out = {"allowed_statuses"}
    result = await tracker.move(narrow.ref, Category.REJECTED)
    assert (result.outcome, result.status) == ("impossible", "New")
    assert puts(redmine) == 1


async def test_a_move_that_is_allowed_comes_off_where_redmine_does_not_say_so(
    redmine: RedmineStand, tracker: RedmineTracker, narrow: Issue
) -> None:
    redmine.proxy.leaves_out = {"allowed_statuses"}
    result = await tracker.move(narrow.ref, Category.IN_PROGRESS)
    assert (result.outcome, result.status) == ("moved", "In Progress")


async def test_where_no_step_leads_to_done_the_way_goes_through_work(
    tracker: RedmineTracker, narrow: Issue
) -> None:
    assert await tracker.move(narrow.ref, Category.DONE) == MoveResult("moved", "Resolved")


async def test_nothing_leads_back_where_the_workflow_says_so(
    tracker: RedmineTracker, narrow: Issue
) -> None:
    await tracker.move(narrow.ref, Category.DONE)
    assert await tracker.move(narrow.ref, Category.OPEN) == MoveResult("impossible", "Resolved")


@pytest.mark.parametrize(
    ("target", "status"),
    [(Category.DONE, "Resolved"), (Category.REJECTED, "Rejected"), (Category.OPEN, "New")],
)
async def test_each_meaning_has_its_status(
    redmine: RedmineStand, tracker: RedmineTracker, target: Category, status: str
) -> None:
    issue = await tracker.create(draft(redmine), "01ANY")
    await tracker.move(issue.ref, Category.IN_PROGRESS)
    assert await tracker.move(issue.ref, target) == MoveResult("moved", status)


async def test_a_closed_issue_that_duplicates_another_is_a_duplicate(
    redmine: RedmineStand, tracker: RedmineTracker
) -> None:
    one = await tracker.create(draft(redmine), "01ONE")
    same = await tracker.create(draft(redmine), "01SAME")
    relation = {"issue_to_id": int(one.ref.id), "relation_type": "duplicates"}
    redmine.ask(DANA, "POST", f"issues/{same.ref.id}/relations.json", {"relation": relation})
    redmine.change(same.ref.id, status_id=redmine.seeded.statuses["Closed"])
    redmine.change(one.ref.id, status_id=redmine.seeded.statuses["Closed"])
    assert (await read(tracker, same)).status.category is Category.DUPLICATE
    assert (await read(tracker, one)).status.category is Category.DONE
