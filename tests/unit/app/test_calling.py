"""Who is called about a promise at once, by policies with ladders of their own."""

from dataclasses import replace

import pytest

from csopsbot.app.ports import Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.sla.policy import ON_CALL as ON_CALL_WORD
from csopsbot.domain.sla.policy import OWNER, Policy, Rung
from tests.unit.app.clocked import AGREEMENTS, OLA, PROMISED, called, opened, passes
from tests.unit.app.house import DESK

ON_CALL = Rung(threshold="breach", who=(ON_CALL_WORD,), always=True)
LEAD = Rung(threshold="breach", who=("U_LEAD",), always=True)
SLA = replace(OLA, audience="sla")
BREACHED = 31
TEAM = DESK.teams[0].channel


def desk(policy: Policy, *ladder: Rung) -> Desk:
    policies = (replace(policy, ladder=ladder),)
    return replace(PROMISED, agreements=replace(AGREEMENTS, policies=policies))


def calls_at_breach(work: Work, desk: Desk) -> list[tuple[str, tuple[str, ...]]]:
    opened(work, desk)
    passes(work, BREACHED, desk)
    return [(call.channel, call.who) for minute, call in called(work) if minute >= BREACHED - 1]


def test_those_who_owe_it_are_called_beside_whom_the_ladder_names(work: Work) -> None:
    assert calls_at_breach(work, desk(OLA, LEAD)) == [("", (OWNER, "U_LEAD"))]


@pytest.mark.parametrize("ladder", [(ON_CALL, LEAD), (LEAD, ON_CALL)])
def test_all_who_are_called_in_one_channel_at_once_are_in_one_call(
    work: Work, ladder: tuple[Rung, ...]
) -> None:
    ((channel, who),) = calls_at_breach(work, desk(OLA, *ladder))
    assert (channel, set(who)) == ("", {ON_CALL_WORD, "U_LEAD"})


def test_about_what_support_owes_the_team_is_called_in_its_own_channel(work: Work) -> None:
    found = calls_at_breach(work, desk(SLA, ON_CALL))
    assert found == [("", (OWNER,)), (TEAM, (ON_CALL_WORD,))]
