"""What a status means, and which step leads to one."""

from typing import Any

import pytest

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.shapes import StatusShape, TransitionsShape
from csopsbot.trackers.jira.workflow import Goal, choose, detour, options

MEANINGS = Meanings()


def status(name: str, key: str | None) -> StatusShape:
    category = {"statusCategory": {"key": key}} if key else {}
    return StatusShape.model_validate({"name": name} | category)


def step(step_id: str, name: str, key: str, **more: Any) -> dict[str, Any]:
    to = {"name": more.pop("to", name), "statusCategory": {"key": key}}
    return {"id": step_id, "name": name, "to": to} | more


def steps(*found: dict[str, Any]) -> TransitionsShape:
    return TransitionsShape.model_validate({"transitions": list(found)})


def resolution(*names: str, required: bool = False) -> dict[str, Any]:
    allowed = [{"id": f"{number}", "name": name} for number, name in enumerate(names)]
    return {"resolution": {"required": required, "allowedValues": allowed}}


@pytest.mark.parametrize(
    ("key", "resolved", "category"),
    [
        ("new", "", Category.OPEN),
        ("undefined", "", Category.OPEN),
        ("indeterminate", "", Category.IN_PROGRESS),
        ("indeterminate", "Done", Category.IN_PROGRESS),
        ("done", "", Category.DONE),
        ("done", "Fixed", Category.DONE),
        ("done", "Won't Do", Category.REJECTED),
        ("done", "Won\u2019t  do", Category.REJECTED),
        ("done", "Cannot Reproduce", Category.REJECTED),
        ("done", "Duplicate", Category.DUPLICATE),
        (None, "", Category.OPEN),
        (None, "Done", Category.DONE),
    ],
)
def test_a_status_means_what_its_category_and_resolution_say(
    key: str | None, resolved: str, category: Category
) -> None:
    assert MEANINGS.category(status("Whatever", key), resolved) is category


@pytest.mark.parametrize(
    ("name", "shown", "category"),
    [
        ("Whatever", {"id": 3}, Category.DONE),
        ("Whatever", {"id": 4}, Category.IN_PROGRESS),
        ("Done", {"id": 2}, Category.OPEN),
        ("Whatever", {"name": "Done"}, Category.DONE),
        ("Whatever", {"name": "In Progress"}, Category.IN_PROGRESS),
        ("Whatever", {"name": "En curso", "key": None}, Category.IN_PROGRESS),
        ("Closed", {}, Category.DONE),
        ("Closed", None, Category.DONE),
        ("In  Progress", None, Category.IN_PROGRESS),
        ("Won't do", None, Category.REJECTED),
    ],
)
def test_what_does_not_say_its_category_by_key_says_it_by_id_or_name(
    name: str, shown: object, category: Category
) -> None:
    shape = StatusShape.model_validate({"name": name, "statusCategory": shown})
    assert MEANINGS.category(shape) is category


def test_a_closed_status_may_say_by_its_name_that_nothing_was_mended() -> None:
    assert MEANINGS.category(status("Rejected", "done")) is Category.REJECTED


def test_words_of_ones_own_may_say_so() -> None:
    own = Meanings(rejected=frozenset({"parked"}))
    assert own.category(status("Done", "done"), "Parked") is Category.REJECTED


@pytest.mark.parametrize(
    ("target", "chosen"), [(Category.IN_PROGRESS, "2"), (Category.DONE, "3"), (Category.OPEN, "1")]
)
def test_a_step_is_chosen_by_the_category_it_leads_to(target: Category, chosen: str) -> None:
    found = steps(
        step("1", "Later", "new"), step("2", "Go", "indeterminate"), step("3", "Ok", "done")
    )
    step_to = choose(found.transitions, Goal(target), MEANINGS)
    assert step_to is not None
    assert step_to.id == chosen


def test_a_step_that_declines_is_not_the_way_to_done() -> None:
    found = steps(step("1", "Won't do", "done", to="Closed"))
    assert choose(found.transitions, Goal(Category.DONE), MEANINGS) is None


def test_a_step_that_merely_closes_is_not_the_way_to_decline() -> None:
    found = steps(step("1", "Close", "done"))
    assert choose(found.transitions, Goal(Category.REJECTED), MEANINGS) is None


def test_a_step_that_declines_is_not_the_way_to_done_though_its_screen_could_say_so() -> None:
    found = steps(step("1", "Won't do", "done", to="Closed", fields=resolution("Done")))
    assert choose(found.transitions, Goal(Category.DONE), MEANINGS) is None


def chosen(goal: Goal, *found: dict[str, Any]) -> str | None:
    step_to = choose(steps(*found).transitions, goal, MEANINGS)
    return step_to.id if step_to else None


def test_a_step_that_declines_is_not_the_way_to_the_named_status_of_done() -> None:
    wont = step("1", "Won't do", "done", to="Done")
    assert chosen(Goal(Category.DONE, "Done"), wont) is None
    assert chosen(Goal(Category.DONE, "Done"), wont, step("2", "Done", "done")) == "2"


def test_a_step_that_declines_is_the_way_to_the_named_status_of_declined() -> None:
    assert chosen(Goal(Category.REJECTED, "Done"), step("1", "Won't do", "done", to="Done")) == "1"


def test_a_status_that_the_desk_file_names_is_gone_to_whatever_its_own_name_says() -> None:
    goal = Goal(Category.DONE, "Obsolete")
    assert chosen(goal, step("1", "Obsolete", "done")) == "1"
    assert goal.is_reached(Status("Obsolete", Category.REJECTED), MEANINGS)


@pytest.mark.parametrize(
    ("wanted", "here", "reached"),
    [
        (Category.DONE, Category.DONE, True),
        (Category.DONE, Category.IN_PROGRESS, True),
        (Category.DONE, Category.REJECTED, False),
        (Category.DONE, Category.DUPLICATE, False),
        (Category.REJECTED, Category.DUPLICATE, True),
        (Category.REJECTED, Category.DONE, True),
    ],
)
def test_a_named_status_is_not_reached_where_the_issue_was_resolved_as_otherwise(
    wanted: Category, here: Category, reached: bool
) -> None:
    assert Goal(wanted, "Closed").is_reached(Status("Closed", here), MEANINGS) is reached


def test_a_screen_that_can_decline_is() -> None:
    found = steps(step("1", "Close", "done", fields=resolution("Done", "Won't Do")))
    declined = choose(found.transitions, Goal(Category.REJECTED), MEANINGS)
    assert declined is not None
    assert declined.fields == {"resolution": {"id": "1"}}


def test_done_is_said_as_done_and_not_as_the_first_that_is_offered() -> None:
    found = steps(step("1", "Close", "done", fields=resolution("Won't Do", "Duplicate", "Fixed")))
    done = choose(found.transitions, Goal(Category.DONE), MEANINGS)
    assert done is not None
    assert done.fields == {"resolution": {"id": "2"}}


def test_a_resolution_that_has_to_be_given_and_cannot_is_missing() -> None:
    found = steps(step("1", "Close", "done", fields=resolution("Won't Do", required=True)))
    done = choose(found.transitions, Goal(Category.DONE), MEANINGS)
    assert done is not None
    assert done.missing == ("resolution",)


def test_of_two_steps_the_one_that_asks_for_less_is_taken() -> None:
    asks = {"customfield_1": {"required": True, "name": "Root cause"}}
    found = steps(step("1", "A", "done", fields=asks), step("2", "B", "done"))
    done = choose(found.transitions, Goal(Category.DONE), MEANINGS)
    assert done is not None
    assert done.id == "2"


@pytest.mark.parametrize(
    "asked", [{"required": False}, {"required": True, "hasDefaultValue": True}]
)
def test_a_field_that_fills_itself_is_not_missing(asked: dict[str, bool]) -> None:
    found = steps(step("1", "A", "done", fields={"customfield_1": asked}))
    done = choose(found.transitions, Goal(Category.DONE), MEANINGS)
    assert done is not None
    assert done.missing == ()


def test_a_step_that_is_not_available_is_none() -> None:
    found = steps(step("1", "A", "done", isAvailable=False))
    assert choose(found.transitions, Goal(Category.DONE), MEANINGS) is None
    assert options(found.transitions, MEANINGS) == ()


def test_options_are_told_once_and_say_what_a_step_adds() -> None:
    found = steps(
        step("1", "Go", "indeterminate", to="Doing"),
        step("2", "Start", "indeterminate", to="Doing"),
        step("3", "Won't do", "done", to="Closed"),
    )
    assert options(found.transitions, MEANINGS) == ("Doing", "Closed (Won't do)")


ASKS = {"customfield_1": {"required": True, "name": "Root cause"}}


def on_the_way(here: Category, target: Category, *found: dict[str, Any]) -> str | None:
    step_to = detour(steps(*found).transitions, here, Goal(target), {"To Do"}, MEANINGS)
    return step_to.id if step_to else None


def test_the_way_to_done_leads_through_work() -> None:
    found = (step("1", "Selected", "new"), step("2", "Doing", "indeterminate"))
    assert on_the_way(Category.OPEN, Category.DONE, *found) == "2"
    assert on_the_way(Category.OPEN, Category.DONE, found[0]) == "1"


@pytest.mark.parametrize(
    "found",
    [
        step("1", "To Do", "indeterminate"),
        step("1", "Doing", "indeterminate", fields=ASKS),
        step("1", "Doing", "indeterminate", isAvailable=False),
        step("1", "Won't do", "done"),
    ],
)
def test_what_is_no_way_to_done(found: dict[str, Any]) -> None:
    assert on_the_way(Category.OPEN, Category.DONE, found) is None


@pytest.mark.parametrize(
    ("target", "taken"),
    [
        (Category.IN_PROGRESS, "2"),
        (Category.OPEN, "1"),
        (Category.DONE, "2"),
        (Category.REJECTED, ""),
    ],
)
def test_the_way_to_a_status_by_its_name_may_lead_through_one_that_means_the_same(
    target: Category, taken: str
) -> None:
    found = (
        step("1", "Chosen", "new"),
        step("2", "Doing", "indeterminate"),
        step("3", "Out", "done"),
    )
    goal = Goal(target, "Elsewhere")
    on = detour(steps(*found).transitions, Category.OPEN, goal, {"To Do"}, MEANINGS)
    assert (on.id if on else "") == taken


def test_no_way_to_a_named_end_leads_over_a_step_that_declines() -> None:
    found = steps(step("1", "Won't do", "done", to="Closed"))
    goal = Goal(Category.DONE, "Verified")
    assert detour(found.transitions, Category.IN_PROGRESS, goal, {"Doing"}, MEANINGS) is None


def test_an_issue_is_put_on_hold_only_if_nothing_else_leads_on() -> None:
    held = step("1", "On hold", "indeterminate")
    review = step("2", "Review", "indeterminate")
    assert on_the_way(Category.IN_PROGRESS, Category.DONE, held, review) == "2"
    assert on_the_way(Category.IN_PROGRESS, Category.DONE, held) == "1"


@pytest.mark.parametrize(
    ("here", "target"),
    [
        (Category.IN_PROGRESS, Category.OPEN),
        (Category.OPEN, Category.REJECTED),
        (Category.DONE, Category.REJECTED),
        (Category.REJECTED, Category.DONE),
    ],
)
def test_no_way_round_is_taken_that_could_leave_the_issue_further_off(
    here: Category, target: Category
) -> None:
    found = (step("1", "Backlog", "new"), step("2", "Review", "indeterminate"))
    assert on_the_way(here, target, *found) is None
