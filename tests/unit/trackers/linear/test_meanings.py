"""What a team's states mean, and which is chosen."""

import pytest

from csopsbot.domain.issue import Category
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.linear.shapes import IdShape, ListShape, StateShape, TeamShape


def state(name: str, kind: str, position: float = 0) -> StateShape:
    return StateShape(id=name.lower(), name=name, type=kind, position=position)


def team(*states: StateShape, begins: str | None = None) -> TeamShape:
    default = IdShape(id=begins) if begins else None
    listed = ListShape[StateShape](nodes=states)
    return TeamShape.model_construct(
        id="1", key="PAY", name="Payments", default_issue_state=default, states=listed
    )


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("triage", Category.OPEN),
        ("backlog", Category.OPEN),
        ("unstarted", Category.OPEN),
        ("started", Category.IN_PROGRESS),
        ("completed", Category.DONE),
        ("canceled", Category.REJECTED),
        ("duplicate", Category.DUPLICATE),
        ("something new", Category.OPEN),
    ],
)
def test_a_states_type_tells_what_it_means(kind: str, category: Category) -> None:
    assert Meanings().category(state("Whatever", kind)) is category


def chosen(meanings: Meanings, there: TeamShape, target: Category) -> str | None:
    found = meanings.state(there, target)
    return found.name if found else None


def test_the_first_of_a_kind_is_chosen_by_its_position() -> None:
    there = team(state("Review", "started", 9), state("Doing", "started", 2))
    assert chosen(Meanings(), there, Category.IN_PROGRESS) == "Doing"


def test_what_nobody_looked_at_yet_is_the_last_choice_among_what_is_open() -> None:
    there = team(state("Triage", "triage"), state("Backlog", "backlog"), state("Todo", "unstarted"))
    assert chosen(Meanings(), there, Category.OPEN) == "Todo"


def test_where_a_teams_issues_begin_comes_before_the_first() -> None:
    there = team(state("Todo", "unstarted"), state("Backlog", "backlog"), begins="backlog")
    assert chosen(Meanings(), there, Category.OPEN) == "Backlog"


def test_the_one_preferred_comes_before_all_whatever_its_case() -> None:
    there = team(state("Todo", "unstarted"), state("Backlog", "backlog"), begins="backlog")
    assert chosen(Meanings({Category.OPEN: "TODO"}), there, Category.OPEN) == "Todo"


def test_one_preferred_that_means_something_else_is_not_chosen() -> None:
    there = team(state("Doing", "started"), state("Done", "completed"))
    assert chosen(Meanings({Category.DONE: "Doing"}), there, Category.DONE) == "Done"


def test_one_preferred_that_a_team_does_not_have_leaves_the_first() -> None:
    there = team(state("Done", "completed"))
    assert chosen(Meanings({Category.DONE: "Shipped"}), there, Category.DONE) == "Done"


def test_without_a_state_of_the_kind_none_is_chosen() -> None:
    assert chosen(Meanings(), team(state("Done", "completed")), Category.DUPLICATE) is None
