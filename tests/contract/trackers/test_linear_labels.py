"""Labels in a Linear: whose they are, who may make them, and which of two is meant."""

import json
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from csopsbot.app.failures import Forbidden
from csopsbot.app.tracker import Patch
from csopsbot.domain.issue import Issue
from csopsbot.testing.linear_workspace.workspace import Label, new_id
from csopsbot.testing.tracker_contract import draft, read
from csopsbot.trackers.linear.client import LinearTracker
from tests.contract.trackers.linear_stand import LinearStand


@pytest.fixture
async def tracker(linear: LinearStand) -> AsyncIterator[LinearTracker]:
    adapter = linear.tracker()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(linear: LinearStand, tracker: LinearTracker) -> Issue:
    return await tracker.create(draft(linear), "01ISSUE")


async def test_labels_of_the_team_and_of_the_workspace_are_found_whatever_their_case(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    there = [Label(new_id(), "Urgent"), Label(new_id(), "VIP", linear.team("PAY"))]
    linear.workspace.labels.extend(there)
    made = await tracker.create(draft(linear, labels=("urgent", "vip")), "01NEW")
    assert made.labels == {"Urgent", "VIP"}
    assert linear.workspace.labels == there


async def test_a_label_of_another_team_is_no_label_of_ours(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.workspace.labels.append(Label(new_id(), "urgent", linear.team("OPS")))
    made = await tracker.create(draft(linear, labels=("urgent",)), "01NEW")
    assert made.labels == {"urgent"}
    assert [one.team for one in linear.issue(made.ref.id).labels] == [linear.team("PAY")]


async def test_of_two_labels_of_one_name_the_teams_own_is_chosen(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    own = Label(new_id(), "urgent", linear.team("PAY"))
    linear.workspace.labels.extend([own, Label(new_id(), "Urgent")])
    made = await tracker.create(draft(linear, labels=("urgent",)), "01NEW")
    assert linear.issue(made.ref.id).labels == [own]


async def test_a_label_that_somebody_else_makes_at_the_same_time_is_taken(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    theirs = Label(new_id(), "Urgent", linear.team("PAY"))
    linear.workspace.labels.append(theirs)
    not_yet = json.dumps({"data": {"issueLabels": {"nodes": []}}})
    linear.fault(kind="answer", operation="^query Labels", status=200, body=not_yet)
    made = await tracker.create(draft(linear, labels=("urgent",)), "01NEW")
    assert linear.issue(made.ref.id).labels == [theirs]


async def test_a_label_that_we_may_not_make_holds_up_no_issue(
    linear: LinearStand, tracker: LinearTracker
) -> None:
    linear.user("csopsbot@example.test").may_label = False
    with capture_logs() as logs:
        made = await tracker.create(draft(linear, labels=("urgent",)), "01NEW")
    assert made.labels == frozenset()
    assert [one["event"] for one in logs] == ["label_not_made"]


async def test_a_label_that_we_may_not_make_is_no_change_that_was_made(
    linear: LinearStand, tracker: LinearTracker, issue: Issue
) -> None:
    linear.user("csopsbot@example.test").may_label = False
    with pytest.raises(Forbidden):
        await tracker.update(issue.ref, Patch(labels_add=frozenset({"urgent"})))


async def test_a_group_of_labels_is_no_label(linear: LinearStand, tracker: LinearTracker) -> None:
    linear.workspace.labels.append(Label(new_id(), "urgent", is_group=True))
    made = await tracker.create(draft(linear, labels=("urgent",)), "01NEW")
    assert made.labels == frozenset()


async def test_a_label_goes_whatever_its_case(linear: LinearStand, tracker: LinearTracker) -> None:
    made = await tracker.create(draft(linear, labels=("Urgent", "b")), "01NEW")
    await tracker.update(made.ref, Patch(labels_remove=frozenset({"urgent", "never was"})))
    assert (await read(tracker, made)).labels == {"b"}
