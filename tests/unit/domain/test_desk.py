import pytest

from csopsbot.domain.desk import (
    Desk,
    Severity,
    Team,
    TrackerProject,
    why_not_agent,
    why_not_engineer,
)
from csopsbot.domain.events import Intake
from csopsbot.domain.people import Person

PAYMENTS = Team(
    "payments", "Payments", "C1", TrackerProject("local", "PAY"), ("billing",), frozenset({"U1"})
)
PLATFORM = Team("platform", "Platform", "C2", TrackerProject("local", "PLT"), ("login",))
DESK = Desk(
    (PLATFORM, PAYMENTS), (Severity("s1", "S1", 1), Severity("s2", "S2", 2)), {}, frozenset()
)


@pytest.mark.parametrize(
    ("area", "team"), [("billing", PAYMENTS), ("login", PLATFORM), ("", PLATFORM), ("?", PLATFORM)]
)
def test_the_area_leads_to_its_team_and_anything_else_to_the_first(area: str, team: Team) -> None:
    assert DESK.route(Intake("Acme", "t", "d", "s1", area)) is team


def test_what_is_no_longer_in_the_file_falls_back() -> None:
    assert DESK.team("gone") is PLATFORM
    assert DESK.severity("gone").key == "s2"


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (Person("U1", "Ada"), None),
        (Person("U2", "Ben"), "not_engineer"),
        (Person("U1", "Ada", is_guest=True), "guest"),
        (Person("U1", "Ada", is_outsider=True), "outsider"),
        (Person("U1", "Ada", is_active=False), "outsider"),
    ],
)
def test_who_may_act_for_a_team_that_names_its_engineers(person: Person, why: str | None) -> None:
    assert why_not_engineer(person, PAYMENTS) == why


def test_every_full_member_may_act_where_nobody_is_named() -> None:
    assert why_not_engineer(Person("U2", "Ben"), PLATFORM) is None
    assert why_not_agent(Person("U2", "Ben"), DESK) is None
    assert why_not_agent(Person("U2", "Ben", is_guest=True), DESK) == "guest"
