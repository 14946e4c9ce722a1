from dataclasses import replace
from datetime import datetime

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.abilities import Capabilities
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.steering import (
    change_severity,
    customer_wrote,
    end_waiting,
    explain_breach,
    hand_over,
    log_work,
    merge,
    start_waiting,
    tell_freely,
    withdraw,
)
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from csopsbot.domain.desk import Team, TrackerProject
from csopsbot.domain.events import Place
from csopsbot.domain.people import Side
from csopsbot.domain.sla.run import Status
from csopsbot.domain.stage import Stage
from csopsbot.domain.steps import NotPossible
from tests.unit.app.clocked import PROMISED, later, on, opened
from tests.unit.app.house import ADA, GUEST, INTAKE, MIA, happened, issue, owed, reacts, state

PLATFORM = Team("platform", "Platform", "C_PLAT", TrackerProject("local", "PLAT"))
TWO_TEAMS = replace(PROMISED, teams=(*PROMISED.teams, PLATFORM))


@pytest.mark.parametrize(
    ("severity", "why"), [("s9", "no_such_severity"), ("s1", "same_severity"), ("", "no_such")]
)
def test_a_severity_is_another_one_of_the_desks(work: Work, severity: str, why: str) -> None:
    opened(work)
    with pytest.raises(NotPossible, match=why):
        change_severity(work, on(), severity, PROMISED, later(1))


def test_nobody_waits_twice_for_the_same(work: Work) -> None:
    opened(work)
    start_waiting(work, on(), "on_hold", "", None, PROMISED, later(1))
    with pytest.raises(NotPossible, match="already_waiting"):
        start_waiting(work, on(), "on_hold", "", None, PROMISED, later(2))


def test_a_wait_that_does_not_last_cannot_end(work: Work) -> None:
    opened(work)
    with pytest.raises(NotPossible, match="not_waiting"):
        end_waiting(work, on(), "on_hold", PROMISED, later(2))


@pytest.mark.parametrize(
    ("since", "note", "why"),
    [
        (later(5), "", "needs_note"),
        (later(11), "asked by phone", "in_the_future"),
        (later(-1), "asked by phone", "before_opening"),
    ],
)
def test_a_wait_from_before_needs_a_reason_and_a_time_that_can_be(
    work: Work, since: datetime, note: str, why: str
) -> None:
    opened(work)
    with pytest.raises(NotPossible, match=why):
        start_waiting(work, on(), "waiting_for_customer", note, since, PROMISED, later(10))


def test_waiting_for_the_customer_is_the_customers_turn_until_they_write(work: Work) -> None:
    opened(work)
    start_waiting(work, on(), "waiting_for_customer", "", None, PROMISED, later(1))
    assert state(work).turn is Side.CUSTOMER
    customer_wrote(work, on(), None, PROMISED, later(2))
    assert state(work).turn is Side.ENGINEERING
    assert state(work).waits == ()


def test_a_customer_who_writes_again_opens_it_again(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "white_check_mark", at=later(5), desk=PROMISED)
    customer_wrote(work, on(), None, PROMISED, later(10))
    assert not state(work).stage.closed
    assert state(work).turn is Side.ENGINEERING
    clock = state(work).clock("ola/resolution")
    assert clock is not None
    assert clock.status is Status.RUNNING


def test_a_customer_of_a_merged_escalation_is_heard_in_the_other(work: Work) -> None:
    opened(work)
    other = OpenEscalation("E2", "V2", MIA, INTAKE, Place("C_SUP"))
    open_escalation(work, other, PROMISED, later(1))
    merge(work, on(), 2, PROMISED, later(2))
    with pytest.raises(NotPossible, match="merged"):
        customer_wrote(work, on(), None, PROMISED, later(3))


def test_who_has_written_since_is_not_waited_for(work: Work) -> None:
    opened(work)
    customer_wrote(work, on(), later(20), PROMISED, later(30))
    note = "asked by phone"
    start_waiting(work, on(), "waiting_for_customer", note, later(10), PROMISED, later(31))
    assert state(work).turn is Side.ENGINEERING
    clock = state(work).clock("ola/resolution")
    assert clock is not None
    assert clock.status is Status.RUNNING


def test_what_the_customer_was_told_without_a_draft_is_kept(work: Work) -> None:
    opened(work)
    tell_freely(work, on(), "We are on it.", PROMISED, later(1))
    told = state(work).told
    assert told is not None
    assert told.text == "We are on it."


def test_telling_the_customer_in_ones_own_words_settles_the_draft_that_waits(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes", at=later(1), desk=PROMISED)
    tell_freely(work, on(), "Ada is on it.", PROMISED, later(2))
    assert [draft.state for draft in state(work).drafts] == ["told"]


def test_the_new_team_gets_a_card_and_the_former_one_says_so(work: Work) -> None:
    opened(work, TWO_TEAMS)
    reacts(work, ADA, "eyes", at=later(1), desk=TWO_TEAMS)
    owed(work)
    hand_over(work, on(), "platform", TWO_TEAMS, later(2))
    assert fx.ShowFormerCard("payments") in owed(work)
    assert "team" not in work.surfaces.of("E1")
    assert work.surfaces.of("E1")["team:payments"].channel == "C_ENG"
    assert (state(work).team, state(work).assignee) == ("platform", None)


def test_a_reply_below_the_former_card_still_comes_from_engineering(work: Work) -> None:
    opened(work, TWO_TEAMS)
    hand_over(work, on(), "platform", TWO_TEAMS, later(2))
    card = work.surfaces.of("E1")["team:payments"]
    thread = work.escalations.in_thread(card.channel, card.ts)
    assert thread is not None
    assert thread.side is Side.ENGINEERING


def test_handing_back_takes_the_old_card_up_again(work: Work) -> None:
    opened(work, TWO_TEAMS)
    hand_over(work, on(), "platform", TWO_TEAMS, later(2))
    hand_over(work, on(), "payments", TWO_TEAMS, later(3))
    assert work.surfaces.of("E1")["team"].channel == "C_ENG"


@pytest.mark.parametrize(("team", "why"), [("payments", "same_team"), ("moon", "no_such_team")])
def test_it_is_handed_over_to_another_team_of_the_desks(work: Work, team: str, why: str) -> None:
    opened(work, TWO_TEAMS)
    with pytest.raises(NotPossible, match=why):
        hand_over(work, on(), team, TWO_TEAMS, later(1))


def test_what_is_withdrawn_is_closed_for_everybody(work: Work) -> None:
    opened(work)
    withdraw(work, on(), "password: hunter2", PROMISED, later(1))
    assert state(work).stage is Stage.WITHDRAWN
    assert state(work).reason == "[password removed]"
    with pytest.raises(NotPossible, match="closed"):
        withdraw(work, on(), "", PROMISED, later(2))


@pytest.mark.parametrize(("into", "why"), [(1, "same_escalation"), (9, "no_such_escalation")])
def test_it_is_merged_into_another_that_is_there(work: Work, into: int, why: str) -> None:
    opened(work)
    with pytest.raises(NotPossible, match=why):
        merge(work, on(), into, PROMISED, later(1))


def test_a_guest_changes_nothing(work: Work) -> None:
    opened(work)
    with pytest.raises(NotPossible, match="guest"):
        withdraw(work, on(GUEST), "", PROMISED, later(1))


def test_a_miss_is_explained_by_one_of_the_desks_reasons(work: Work) -> None:
    opened(work)
    reacts(work, ADA, "eyes", at=later(45), desk=PROMISED)
    clock = ("ola/first_response", 1)
    with pytest.raises(NotPossible, match="no_such_reason"):
        explain_breach(work, on(ADA), *clock, "Because", "", PROMISED, later(50))
    explain_breach(work, on(ADA), *clock, "Too few people", "two ill", PROMISED, later(50))
    said = happened(work)[-1]
    assert isinstance(said, e.BreachExplained)
    assert (said.reason, said.note) == ("Too few people", "two ill")


def test_what_was_kept_needs_no_explanation(work: Work) -> None:
    opened(work)
    with pytest.raises(NotPossible, match="not_missed"):
        explain_breach(work, on(), "ola/resolution", 1, "Too few people", "", PROMISED, later(1))


@pytest.mark.parametrize("trackers", [{"local": Capabilities("none")}, {}])
def test_no_time_is_taken_for_an_issue_that_cannot_keep_it(
    work: Work, trackers: dict[str, Capabilities]
) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), PROMISED, later(1))
    with pytest.raises(NotPossible, match="no_hours"):
        log_work(work, on(), 1800, "", trackers, PROMISED, later(2))


def test_time_goes_to_an_issue_that_keeps_it(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), PROMISED, later(1))
    owed(work)
    counting = {"local": Capabilities("none", work_log=True)}
    log_work(work, on(), 1800, "", counting, PROMISED, later(2))
    assert [one.op for one in owed(work) if one.op == "log_work"] == ["log_work"]
