"""The states that the settings name, as far as a team has them."""

import pytest

from csopsbot.domain.issue import Category
from csopsbot.trackers.linear.inspection import named_states
from csopsbot.trackers.linear.meanings import Meanings
from tests.unit.trackers.linear.test_meanings import state, team

PAYMENTS = team(state("Done", "completed"), state("Shipped", "completed", 1))


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("", []),
        ("shipped", []),
        ("Shippped", [("doubt", "did you mean Shipped?")]),
        ("Released", [("fine", "")]),
    ],
)
def test_a_misspelt_state_is_doubted_and_one_of_other_teams_is_told(
    named: str, said: list[tuple[str, str]]
) -> None:
    found = [*named_states(PAYMENTS, Meanings({Category.DONE: named}))]
    assert [(one.level, one.remedy) for one in found] == said
    assert all("DONE_STATE" in one.says for one in found)


def test_a_state_of_another_kind_is_doubted() -> None:
    (found,) = named_states(PAYMENTS, Meanings({Category.REJECTED: "Shipped"}))
    assert (found.level, found.remedy) == ("doubt", "name one of that kind")
