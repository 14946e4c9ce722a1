"""What the desk file says of an issue's fields, and of its status, as Jira wants it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from csopsbot.app.failures import Invalid, noted
from csopsbot.app.tracker import MoveResult, Patch
from csopsbot.domain.issue import Category, Issue
from csopsbot.testing.jira_cloud.flow import DONE, IN_PROGRESS, IN_REVIEW, Status, Transition
from csopsbot.testing.jira_cloud.site import CustomField
from csopsbot.testing.tracker_contract import draft, read
from csopsbot.trackers.jira.client import JiraTracker
from tests.contract.trackers.jira_stand import JiraStand

TYPES = "customfieldtypes"
CUSTOM = [
    CustomField("customfield_1", "Customer", "string", f"{TYPES}:textfield"),
    CustomField("customfield_2", "Steps", "string", f"{TYPES}:textarea"),
    CustomField("customfield_3", "Tier", "option", f"{TYPES}:select", options=("gold", "tin")),
    CustomField("customfield_4", "Seats", "number", f"{TYPES}:float"),
    CustomField("customfield_5", "Regions", "array", f"{TYPES}:multi", "option", ("EU", "US")),
]


@pytest.fixture
async def tracker(stand: JiraStand) -> AsyncIterator[JiraTracker]:
    stand.site.projects[0].fields = list(CUSTOM)
    adapter = stand.tracker()
    await adapter.probe()
    yield adapter
    await adapter.close()


@pytest.fixture
async def issue(stand: JiraStand, tracker: JiraTracker) -> Issue:
    return await tracker.create(draft(stand), "01ISSUE")


async def made_with(stand: JiraStand, tracker: JiraTracker, **fields: object) -> dict[str, object]:
    made = await tracker.create(replace(draft(stand), fields=fields), "01FIELDS")
    return stand.site.issues[made.ref.id].custom


async def test_a_field_may_be_called_by_its_name_and_given_a_plain_text(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    custom = await made_with(
        stand, tracker, customer="Acme", Tier="gold", Seats="12", Regions=["EU"], Steps="*a*"
    )
    assert custom["customfield_1"] == "Acme"
    assert custom["customfield_3"] == {"value": "gold"}
    assert custom["customfield_4"] == 12
    assert custom["customfield_5"] == [{"value": "EU"}]
    assert custom["customfield_2"] == stand.words("*a*")


async def test_one_text_is_enough_for_a_list(stand: JiraStand, tracker: JiraTracker) -> None:
    assert (await made_with(stand, tracker, Regions="US"))["customfield_5"] == [{"value": "US"}]


async def test_what_is_an_object_already_stays_one(stand: JiraStand, tracker: JiraTracker) -> None:
    custom = await made_with(stand, tracker, customfield_3={"value": "tin"}, Seats=3)
    assert (custom["customfield_3"], custom["customfield_4"]) == ({"value": "tin"}, 3)


async def test_components_go_by_their_names(stand: JiraStand, tracker: JiraTracker) -> None:
    fields = {"components": ["Checkout"]}
    made = await tracker.create(replace(draft(stand), fields=fields), "01PART")
    assert stand.site.issues[made.ref.id].components == ["Checkout"]


async def test_a_value_that_there_is_not_is_refused_with_its_field(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    with pytest.raises(Invalid) as caught:
        await made_with(stand, tracker, Tier="platinum")
    assert list(caught.value.fields) == ["customfield_3"]


async def test_what_jira_says_of_a_customer_is_told_and_not_logged(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    with pytest.raises(Invalid, match="Fabrikam") as caught:
        await made_with(stand, tracker, Tier="Fabrikam")
    known = {"failure": "Invalid", "code": "400", "fields": ["customfield_3"]}
    assert noted(caught.value) == known


async def test_fields_are_changed_as_they_are_filled(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.update(issue.ref, Patch(fields={"Tier": "tin", "Steps": "b"}))
    custom = stand.site.issues[issue.ref.id].custom
    assert custom == {"customfield_3": {"value": "tin"}, "customfield_2": stand.words("b")}


async def test_a_screen_is_looked_at_once_for_many_issues(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    for number in range(3):
        one = replace(draft(stand), fields={"Tier": "gold"})
        await tracker.create(one, f"01MANY{number}")
    asked = [one for one in stand.cloud.server.log if "/createmeta/" in one.path]
    assert len(asked) == 2


async def test_a_server_that_shows_no_screens_gets_the_fields_as_they_are(
    stand: JiraStand, tracker: JiraTracker
) -> None:
    stand.fault(kind="answer", path="/createmeta/", status=404, times=9)
    custom = await made_with(stand, tracker, customfield_3={"value": "tin"})
    assert custom["customfield_3"] == {"value": "tin"}


def close_with(stand: JiraStand, *screen: str) -> None:
    """Let work end by a step whose screen asks for these fields."""
    asked = frozenset(screen)
    steps = [
        Transition("1", "Close", frozenset({"To Do"}), DONE, None, asked, asked),
        Transition("2", "Start", frozenset({"To Do"}), IN_PROGRESS),
    ]
    stand.site.projects[0].workflow.transitions = steps


async def test_a_step_is_filled_with_what_it_asks_for_and_with_nothing_else(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    close_with(stand, "customfield_3")
    fields = {"Tier": "gold", "customfield_1": "not on this screen"}
    result = await tracker.move(issue.ref, Category.DONE, fields=fields)
    assert result.outcome == "moved"
    assert stand.site.issues[issue.ref.id].custom == {"customfield_3": {"value": "gold"}}


async def test_a_resolution_that_was_chosen_goes_before_the_one_that_fits(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    close_with(stand, "resolution")
    await tracker.move(issue.ref, Category.DONE, fields={"resolution": "Duplicate"})
    assert stand.site.issues[issue.ref.id].resolution == "Duplicate"


async def test_a_very_status_is_reached_over_others(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    finish = Transition("3", "Ship", frozenset({"In Review"}), DONE)
    steps = [
        Transition("1", "Start", frozenset({"To Do"}), IN_PROGRESS),
        Transition("2", "Review", frozenset({"In Progress"}), IN_REVIEW),
    ]
    stand.site.projects[0].workflow.transitions = [*steps, finish]
    result = await tracker.move(issue.ref, Category.DONE, status="done")
    assert (result.outcome, result.status) == ("moved", "Done")


async def test_what_resolves_to_a_named_status_is_never_filed_as_declined(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.move(issue.ref, Category.DONE, status="Done")
    assert stand.site.issues[issue.ref.id].resolution == "Done"


async def test_of_two_statuses_that_mean_the_same_the_one_that_was_named_is_reached(
    tracker: JiraTracker, issue: Issue
) -> None:
    await tracker.move(issue.ref, Category.IN_PROGRESS)
    result = await tracker.move(issue.ref, Category.IN_PROGRESS, status="In Review")
    assert (result.outcome, result.status) == ("moved", "In Review")


async def test_a_status_by_its_name_is_reached_over_one_that_means_the_same(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    result = await tracker.move(issue.ref, Category.IN_PROGRESS, status="In Review")
    assert (result.outcome, result.status) == ("moved", "In Review")
    taken = [
        one for one in stand.cloud.server.log if one.method == "POST" and "/transi" in one.path
    ]
    assert len(taken) == 2


async def test_an_end_by_its_name_is_reached_over_another(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    closed = Status("10003", "Closed", "done")
    workflow = stand.site.projects[0].workflow
    workflow.statuses.append(closed)
    workflow.transitions = [
        Transition("1", "Resolve", frozenset({"To Do"}), DONE),
        Transition("2", "Close", frozenset({"Done"}), closed),
    ]
    result = await tracker.move(issue.ref, Category.DONE, status="Closed")
    assert (result.outcome, result.status) == ("moved", "Closed")


async def test_a_named_status_that_no_way_leads_to_is_answered_with_where_it_could_go(
    stand: JiraStand, tracker: JiraTracker, issue: Issue
) -> None:
    finish = Transition("2", "Finish", frozenset({"In Progress"}), DONE)
    start = Transition("1", "Start", frozenset({"To Do"}), IN_PROGRESS)
    stand.site.projects[0].workflow.transitions = [start, finish]
    result = await tracker.move(issue.ref, Category.IN_PROGRESS, status="In Review")
    assert result == MoveResult("impossible", "In Progress", ("Done",))


async def test_on_the_way_to_a_status_that_there_is_not_nothing_is_moved(
    tracker: JiraTracker, issue: Issue
) -> None:
    result = await tracker.move(issue.ref, Category.DONE, status="Shipped")
    assert result.outcome == "impossible"
    assert (await read(tracker, issue)).status == issue.status
