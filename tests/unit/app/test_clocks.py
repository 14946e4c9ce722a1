from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.consequences import CARDS
from csopsbot.app.conversation import Reply, reply
from csopsbot.app.deadlines import fire_due
from csopsbot.app.effects import Urgency
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.steering import acknowledge, change_severity, end_waiting, start_waiting, withdraw
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Policy, Target
from csopsbot.domain.sla.run import Status
from csopsbot.domain.standing import ClockView, next_due
from tests.unit.app.clocked import AGREEMENTS, PROMISED, called, later, on, opened, passed, passes
from tests.unit.app.house import ADA, CARD, DESK, NOON, happened, issue, owed, reacts, state


def first_response(work: Work) -> ClockView:
    clock = state(work).clock("ola/first_response")
    assert clock is not None
    return clock


def takes(work: Work, minutes: float) -> None:
    reacts(work, ADA, "eyes", at=later(minutes), desk=PROMISED)


def test_clocks_go_on_after_an_issue_was_made(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), PROMISED, later(1))
    takes(work, 2)
    assert first_response(work).status is Status.MET


def test_an_escalation_has_its_clocks_from_the_opening_on(work: Work) -> None:
    opened(work)
    due = next_due(state(work).clocks)
    assert due is not None
    assert (due.name, due.due_at, due.level) == ("ola/first_response", later(30), "calm")


def test_without_a_policy_nothing_is_watched(work: Work) -> None:
    opened(work, DESK)
    assert state(work).clocks == ()
    assert work.deadlines.next_due() is None


def test_a_warning_is_recorded_at_its_instant_and_calls_the_team(work: Work) -> None:
    opened(work)
    passes(work, 15)
    (warning,) = passed(work)
    assert (warning.key.threshold, warning.at, warning.late_s) == ("50%", later(15), 0)
    assert [effect for effect in owed(work) if isinstance(effect, fx.ShowAlert)]
    assert first_response(work).level == "warned"


def test_a_breach_climbs_the_ladder_until_it_ends(work: Work) -> None:
    opened(work)
    passes(work, 120)
    breach = passed(work)[2].key
    assert breach.threshold == "breach"
    number = state(work).alerts[2].number
    calls = [(int(at), call.rung, call.nth) for at, call in called(work) if call.alert == number]
    assert calls == [(30, 0, 1), (35, 0, 2), (40, 0, 3), (42, 1, 1)]


def test_an_answer_ends_the_calls(work: Work) -> None:
    opened(work)
    passes(work, 31)
    before = called(work)
    acknowledge(work, on(ADA), PROMISED, later(32))
    passes(work, 120)
    assert [one for one in called(work) if one[0] < 200] == before


def test_taking_it_is_an_answer_too_and_shows_in_the_alert(work: Work) -> None:
    opened(work)
    passes(work, 31)
    owed(work)
    takes(work, 32)
    shown = [effect for effect in owed(work) if isinstance(effect, fx.ShowAlert)]
    assert [effect.seq for effect in shown] == [
        call for alert in state(work).alerts for call in alert.calls
    ]
    assert all(alert.by == ADA.actor for alert in state(work).alerts)


def test_a_breach_shows_the_warnings_before_it_anew(work: Work) -> None:
    opened(work)
    passes(work, 29)
    warnings = [seq for alert in state(work).alerts for seq in alert.calls]
    owed(work)
    passes(work, 31)
    shown = [effect.seq for effect in owed(work) if isinstance(effect, fx.ShowAlert)]
    (first,) = state(work).alerts[-1].calls
    assert shown == [first, *warnings]
    assert all(state(work).is_overtaken(one) for one in state(work).alerts[:-1])


def test_a_warning_overtakes_no_other(work: Work) -> None:
    opened(work)
    passes(work, 29)
    first, second = state(work).alerts
    assert not state(work).is_overtaken(first)
    assert state(work).rings(second)


def test_thresholds_that_passed_unseen_are_one_alert_that_says_how_late(work: Work) -> None:
    opened(work)
    fire_due(work, PROMISED, later(60))
    (only,) = passed(work)
    assert only.key.threshold == "breach"
    assert only.late_s == 30 * 60 - 1
    assert {key.threshold for key in only.speaks_for} == {"50%", "300s left", "breach"}


def test_calls_that_were_missed_are_not_made_up_for_one_by_one(work: Work) -> None:
    opened(work)
    fire_due(work, PROMISED, later(60))
    calls = [(call.channel, call.nth) for _, call in called(work)]
    assert calls == [("", 3), ("C_LEADS", 1)]


def test_looking_twice_tells_once(work: Work) -> None:
    opened(work)
    passes(work, 31)
    count = len(happened(work))
    fire_due(work, PROMISED, later(31))
    change_severity(work, on(), "s2", PROMISED, later(32))
    change_severity(work, on(), "s1", PROMISED, later(33))
    assert [one.key.threshold for one in passed(work)].count("breach") == 1
    assert len(happened(work)) == count + 2


def test_a_clock_that_is_met_in_time_calls_nobody(work: Work) -> None:
    opened(work)
    takes(work, 10)
    passes(work, 60)
    assert passed(work) == []
    assert first_response(work).status is Status.MET


def test_a_reply_that_meets_a_clock_is_seen_on_the_cards_and_the_next_one_costs_none(
    work: Work,
) -> None:
    opened(work)
    owed(work)
    for ts, cards in (("1.1", 2), ("1.2", 0)):
        said = Reply(ADA, "C_ENG", CARD, ts, plain("A regex, I think."))
        reply(work, said, PROMISED, later(1))
        assert sum(effect in CARDS for effect in owed(work)) == cards


def test_what_was_met_too_late_is_a_miss_that_is_asked_about_once(work: Work) -> None:
    opened(work)
    takes(work, 45)
    reacts(work, ADA, "hammer_and_wrench", at=later(50), desk=PROMISED)
    missed = [one for one in happened(work) if isinstance(one, e.ClockMissed)]
    assert [(one.clock, one.spent_s) for one in missed] == [("ola/first_response", 45 * 60)]


def test_a_broken_promise_is_asked_about_even_if_it_was_withdrawn_in_the_end(work: Work) -> None:
    opened(work)
    passes(work, 40)
    withdraw(work, on(), "", PROMISED, later(45))
    missed = [one for one in happened(work) if isinstance(one, e.ClockMissed)]
    assert [(one.clock, one.target_s) for one in missed] == [("ola/first_response", 30 * 60)]


def test_a_paused_clock_has_nothing_due(work: Work) -> None:
    opened(work)
    takes(work, 5)
    start_waiting(work, on(), "waiting_for_customer", "", None, PROMISED, later(10))
    resolution = state(work).clock("ola/resolution")
    assert resolution is not None
    assert (resolution.status, resolution.due_at) == (Status.PAUSED, None)
    assert resolution.left_s == 230 * 60
    passes(work, 1000)
    assert passed(work) == []


def test_resuming_arms_the_clock_again_with_what_was_left(work: Work) -> None:
    opened(work)
    takes(work, 5)
    start_waiting(work, on(), "waiting_for_customer", "", None, PROMISED, later(10))
    end_waiting(work, on(), "waiting_for_customer", PROMISED, later(70))
    due = next_due(state(work).clocks)
    assert due is not None
    assert due.due_at == later(300)


def test_a_withdrawn_escalation_has_no_alarm_left(work: Work) -> None:
    opened(work)
    passes(work, 31)
    withdraw(work, on(), "solved itself", PROMISED, later(32))
    assert first_response(work).status is Status.CANCELLED
    count = len(called(work))
    passes(work, 500)
    assert len(called(work)) == count


def test_a_milder_severity_moves_the_alarm(work: Work) -> None:
    opened(work)
    change_severity(work, on(), "s2", PROMISED, later(10))
    assert first_response(work).due_at == later(120)
    passes(work, 100)
    assert passed(work) == []


def test_an_undone_answer_lets_the_clock_run_on(work: Work) -> None:
    opened(work)
    takes(work, 10)
    reacts(work, ADA, "eyes", added=False, at=later(11), desk=PROMISED)
    assert first_response(work).due_at == later(30)
    passes(work, 16)
    assert len(passed(work)) == 1


def test_each_second_is_somebodys_turn(work: Work) -> None:
    opened(work)
    takes(work, 10)
    start_waiting(work, on(), "waiting_for_customer", "", None, PROMISED, later(20))
    end_waiting(work, on(), "waiting_for_customer", PROMISED, later(50))
    turns = state(work).turns
    assert turns is not None
    assert (turns.support_s, turns.engineering_s, turns.customer_s) == (0, 1200, 1800)
    assert turns.since - NOON == timedelta(minutes=50)


def test_terms_that_come_into_force_later_are_looked_at_then(work: Work) -> None:
    opened(work, replace(PROMISED, agreements=_stricter_from(later(20))))
    desk = replace(PROMISED, agreements=_stricter_from(later(20)))
    passes(work, 20, desk)
    assert first_response(work).due_at == later(20 + 15)
    passes(work, 60, desk)
    assert [one.at for one in passed(work) if one.key.threshold == "breach"] == [
        later(35) + timedelta(seconds=1)
    ]


def _stricter_from(at: datetime) -> Agreements:
    """Return agreements with a target of ten minutes in force from AT on."""
    strict = Target(metric="first_response", seconds=600, calendar="always")
    second = Policy(
        key="internal",
        audience="ola",
        targets=(strict,),
        version=2,
        effective_from=int(at.timestamp()),
    )
    return replace(AGREEMENTS, policies=(*AGREEMENTS.policies, second))


@pytest.mark.parametrize(
    ("rank", "urgency"), [(1, Urgency.ALERT_1), (3, Urgency.ALERT_3), (9, Urgency.ALERT_4)]
)
def test_an_alert_is_as_urgent_as_its_severity_is_bad(rank: int, urgency: Urgency) -> None:
    assert fx.alarming(rank) is urgency < Urgency.PERSON
