"""For whom an escalation calls."""

from dataclasses import replace

import pytest

from csopsbot.domain import events as e
from csopsbot.domain.calling import calls_for, teams_calling
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor
from csopsbot.domain.sla.policy import OWNER, Policy, Rung, Scope, Target
from tests.unit.slack.clocks import CALLING, passed, ringing
from tests.unit.slack.scenes import ADA, MIA, after

LEAD = Rung(threshold="breach", who=("U0LEO",), after=600, always=True)
PROMISE = Target(metric="resolution", seconds=60, calendar="always")
POLICY = Policy(key="gold", audience="sla", targets=(PROMISE,), ladder=(LEAD,))
TAKEN = e.Taken(by=ADA)


def desk(policy: Policy = POLICY, on_call: tuple[str, ...] = ("U0ADA",)) -> Desk:
    teams = tuple(replace(team, on_call=on_call) for team in CALLING.teams)
    return replace(CALLING, teams=teams, agreements=replace(CALLING.agreements, policies=(policy,)))


def broken(owner: Actor | None = ADA) -> Escalation:
    return replace(ringing(passed("breach")), assignee=owner)


def test_who_is_on_call_is_called_for_what_nobody_took() -> None:
    assert calls_for(after(), "U0ADA", desk())
    assert not calls_for(after(TAKEN), "U0ADA", desk())
    assert not calls_for(after(), "U0LEO", desk())


def test_who_leads_is_called_for_what_rings_on_the_rung_they_stand_on() -> None:
    assert calls_for(broken(), "U0LEO", desk())
    assert not calls_for(ringing(passed("75%")), "U0LEO", desk())


def test_what_somebody_answered_calls_for_nobody() -> None:
    state = broken()
    quiet = replace(state, alerts=tuple(replace(one, by=ADA) for one in state.alerts))
    assert not any(calls_for(quiet, one, desk()) for one in ("U0ADA", "U0LEO"))


def test_where_nobody_is_on_call_it_calls_for_who_took_it() -> None:
    nobody = desk(replace(POLICY, ladder=(replace(LEAD, who=(OWNER,)),)), on_call=())
    assert calls_for(broken(), "U0ADA", nobody)
    assert not calls_for(broken(replace(ADA, system="tracker")), "U0ADA", nobody)


def test_what_support_owes_calls_for_who_opened_it() -> None:
    state = ringing(passed("breach", "sla/first_response"))
    assert calls_for(replace(state, assignee=ADA), MIA.id, desk())


@pytest.mark.parametrize(
    ("person", "scope", "teams"),
    [
        ("U0ADA", Scope(), ("payments", "nube")),
        ("U0LEO", Scope(), ("payments", "nube")),
        ("U0LEO", Scope(teams=frozenset({"nube"})), ("nube",)),
        ("U0MIA", Scope(), ()),
    ],
)
def test_teams_call_who_is_on_call_or_stands_on_their_ladder(
    person: str, scope: Scope, teams: tuple[str, ...]
) -> None:
    assert teams_calling(person, desk(replace(POLICY, scope=scope))) == teams
