"""What one clock does, move by move."""

import pytest

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.policy import Reopen, Retarget
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.state import Clock
from tests.unit.sla.clocks import (
    FIRST_RESPONSE,
    GOES_ON,
    HOUR,
    MINUTE,
    NEXT_UPDATE,
    OPENED,
    RAISED,
    STANDARD,
    WAITS_FOR_CUSTOMER,
    at,
    cycles,
    policy,
    said,
    state,
    story,
    target,
)

MONDAY_NINE = ("mon 09:00", OPENED)


def test_a_case_with_no_promise_has_no_clock_that_runs() -> None:
    nothing = policy(target(metric="first_response"))
    assert state(story(MONDAY_NINE), "mon 10:00", nothing).status is Status.IDLE


def test_a_clock_that_never_began_has_no_cycle() -> None:
    assert cycles((), "mon 10:00") == ()


def test_what_ends_as_the_doors_close_is_due_then_and_met_until_they_open() -> None:
    running = state(story(MONDAY_NINE), "mon 10:00")
    assert (said(running.due_at), said(running.breach_at)) == ("mon 17:00", "tue 09:00")


@pytest.mark.parametrize("when", ["mon 17:00", "mon 20:00", "tue 09:00"])
def test_what_is_done_before_the_doors_open_again_is_met(when: str) -> None:
    done = state(story(MONDAY_NINE, (when, s.Resolved())), "wed 09:00")
    assert (done.status, done.breached_at) == (Status.MET, None)


def test_the_first_second_beyond_the_target_is_a_breach() -> None:
    done = state(story(MONDAY_NINE, ("tue 09:00:01", s.Resolved())), "wed 09:00")
    assert (done.status, said(done.breached_at)) == (Status.MISSED, "tue 09:00:01")


def test_a_breach_has_its_own_instant_however_late_one_looks() -> None:
    assert said(state(story(MONDAY_NINE), "fri 12:00").breached_at) == "tue 09:00:01"


def test_a_paused_clock_has_no_due_instant_but_tells_what_is_left() -> None:
    paused = state(story(MONDAY_NINE, ("mon 12:00", WAITS_FOR_CUSTOMER)), "wed 12:00")
    assert (paused.status, paused.due_at, paused.breach_at) == (Status.PAUSED, None, None)
    assert (paused.left, paused.reasons) == (5 * HOUR, frozenset({s.WAITING_FOR_CUSTOMER}))


def test_a_clock_runs_again_when_the_last_of_its_reasons_is_gone() -> None:
    pauses = {"resolution": frozenset({s.WAITING_FOR_CUSTOMER, s.ON_HOLD})}
    told = story(
        MONDAY_NINE,
        ("mon 10:00", WAITS_FOR_CUSTOMER),
        ("mon 11:00", s.Paused(s.ON_HOLD)),
        ("mon 12:00", GOES_ON),
        ("mon 13:00", s.Resumed(s.ON_HOLD)),
    )
    one_reason = state(told, "mon 12:30", policy(pauses=pauses))
    assert (one_reason.status, one_reason.reasons) == (Status.PAUSED, frozenset({s.ON_HOLD}))
    assert state(told, "mon 14:00", policy(pauses=pauses)).spent == 2 * HOUR


def test_pausing_twice_is_pausing_once() -> None:
    twice = story(
        MONDAY_NINE,
        ("mon 10:00", WAITS_FOR_CUSTOMER),
        ("mon 11:00", WAITS_FOR_CUSTOMER),
        ("mon 12:00", GOES_ON),
        ("mon 13:00", GOES_ON),
    )
    assert state(twice, "mon 14:00").spent == 3 * HOUR


def test_a_message_of_the_customer_ends_the_wait_for_them() -> None:
    told = story(MONDAY_NINE, ("mon 10:00", WAITS_FOR_CUSTOMER), ("mon 12:00", s.CustomerWrote()))
    assert (state(told, "mon 13:00").status, state(told, "mon 13:00").spent) == (
        Status.RUNNING,
        2 * HOUR,
    )


def test_waiting_for_somebody_else_counts_against_us_unless_the_policy_says_so() -> None:
    told = story(MONDAY_NINE, ("mon 10:00", s.Paused(s.WAITING_FOR_THIRD_PARTY)))
    honoured = {"resolution": frozenset({s.WAITING_FOR_THIRD_PARTY})}
    assert state(told, "mon 12:00").status is Status.RUNNING
    assert state(told, "mon 12:00", policy(pauses=honoured)).status is Status.PAUSED


def test_a_pause_after_the_breach_stops_the_overrun_and_not_the_breach() -> None:
    told = story(MONDAY_NINE, ("tue 11:00", WAITS_FOR_CUSTOMER))
    paused = state(told, "fri 12:00")
    assert (said(paused.breached_at), paused.left) == ("tue 09:00:01", -2 * HOUR)


def test_a_pause_entered_later_counts_from_when_it_was() -> None:
    noted = s.Signal(at("mon 10:00"), WAITS_FOR_CUSTOMER, "Mia", noted_at=at("tue 12:00"))
    assert state((*story(MONDAY_NINE), noted), "tue 13:00").spent == HOUR


def test_a_pause_entered_later_needs_a_name() -> None:
    with pytest.raises(s.NamelessPause, match="needs the name"):
        s.Signal(at("mon 10:00"), WAITS_FOR_CUSTOMER, noted_at=at("tue 12:00"))


def test_a_withdrawn_case_cancels_its_clock() -> None:
    told = story(MONDAY_NINE, ("mon 12:00", s.Cancelled("merged")))
    assert state(told, "fri 12:00").status is Status.CANCELLED
    assert state(told, "fri 12:00").breached_at is None


class TestAnotherSeverity:
    """The target changes while the clock runs; Friday at five to Saturday at noon is closed."""

    FRIDAY = (("fri 09:00", OPENED), ("sat 12:00", s.SeverityChanged("s1")))

    def test_time_before_the_change_counts_under_the_calendar_of_then(self) -> None:
        told = story(("fri 17:00", OPENED), ("sat 12:00", s.SeverityChanged("s1")))
        raised = state(told, "sat 13:00", RAISED)
        assert (said(raised.due_at), raised.breached_at) == ("sat 16:00", None)

    def test_what_was_spent_is_kept(self) -> None:
        told = story(("fri 15:00", OPENED), ("sat 12:00", s.SeverityChanged("s1")))
        assert said(state(told, "sat 13:00", RAISED).due_at) == "sat 14:00"

    def test_a_grace_is_left_where_more_than_the_target_was_spent(self) -> None:
        raised = state(story(*self.FRIDAY), "sat 12:01", RAISED)
        assert (said(raised.due_at), raised.breached_at) == ("sat 12:15", None)
        after = state(story(*self.FRIDAY), "sat 13:00", RAISED)
        assert said(after.breached_at) == "sat 12:15:01"

    def test_without_a_floor_it_breaks_as_it_changes(self) -> None:
        strict = policy(*RAISED.targets, retarget=Retarget(rule="keep_no_floor"))
        raised = state(story(*self.FRIDAY), "sat 12:01", strict)
        assert (said(raised.breached_at), said(raised.due_at)) == ("sat 12:00", "fri 13:00")

    def test_what_broke_by_a_change_in_a_pause_is_missed_as_it_ends(self) -> None:
        strict = policy(*RAISED.targets, retarget=Retarget(rule="keep_no_floor"))
        told = story(
            ("fri 09:00", OPENED),
            ("fri 16:00", WAITS_FOR_CUSTOMER),
            ("sat 12:00", s.SeverityChanged("s1")),
            ("sun 12:00", s.Resolved()),
        )
        assert state(told, "sun 11:00", strict).breached_at is None
        done = state(told, "sun 12:00", strict)
        assert (done.status, said(done.breached_at)) == (Status.MISSED, "sun 12:00")

    def test_a_restart_counts_from_the_change(self) -> None:
        anew = policy(*RAISED.targets, retarget=Retarget(rule="restart"))
        raised = state(story(*self.FRIDAY), "sat 12:01", anew)
        assert (said(raised.due_at), raised.spent) == ("sat 16:00", MINUTE)

    def test_the_grace_does_not_run_out_during_a_pause(self) -> None:
        told = story(
            ("fri 09:00", OPENED),
            ("fri 16:00", WAITS_FOR_CUSTOMER),
            ("sat 12:00", s.SeverityChanged("s1")),
            ("sun 12:00", GOES_ON),
        )
        assert said(state(told, "sun 12:01", RAISED).due_at) == "sun 12:15"

    def test_a_breach_stays_when_it_is_found_less_bad(self) -> None:
        worse = s.Opened(s.Facts(severity="s1"))
        told = story(("mon 09:00", worse), ("mon 14:00", s.SeverityChanged("s3")))
        lowered = state(told, "mon 15:00", RAISED)
        assert (said(lowered.breached_at), said(lowered.due_at)) == ("mon 13:00:01", "mon 17:00")
        assert [one.terms.severity for one in lowered.breaches] == ["s1"]

    def test_the_easier_target_can_be_broken_too(self) -> None:
        worse = s.Opened(s.Facts(severity="s1"))
        told = story(("mon 09:00", worse), ("mon 14:00", s.SeverityChanged("s3")))
        assert [one.terms.severity for one in state(told, "wed 09:00", RAISED).breaches] == [
            "s1",
            "s3",
        ]

    def test_a_broken_clock_does_not_break_again_under_a_harder_target(self) -> None:
        told = story(MONDAY_NINE, ("tue 12:00", s.SeverityChanged("s1")))
        assert len(state(told, "fri 12:00", RAISED).breaches) == 1

    def test_a_broken_clock_has_no_grace(self) -> None:
        told = story(MONDAY_NINE, ("tue 12:00", s.SeverityChanged("s1")))
        assert said(state(told, "tue 12:01", RAISED).due_at) == "mon 13:00"

    def test_the_same_target_under_another_severity_changes_nothing(self) -> None:
        alike = policy(target(), target(severity="s2"))
        told = story(MONDAY_NINE, ("mon 12:00", s.SeverityChanged("s2")))
        assert state(told, "mon 13:00", alike).run.epoch == 0


class TestReopening:
    """The case is opened again after it was resolved."""

    AGAIN = (
        MONDAY_NINE,
        ("mon 12:00", s.CustomerTold()),
        ("mon 13:00", s.Resolved()),
        ("wed 10:00", s.Reopened()),
    )

    def test_resolution_counts_on_without_the_time_that_it_was_solved(self) -> None:
        again = state(story(*self.AGAIN), "wed 11:00")
        assert (again.cycle, again.spent, said(again.due_at)) == (1, 5 * HOUR, "wed 14:00")

    def test_what_it_waited_for_before_it_was_solved_is_forgotten(self) -> None:
        told = story(MONDAY_NINE, ("mon 12:00", WAITS_FOR_CUSTOMER), *self.AGAIN[2:])
        assert state(told, "wed 11:00").status is Status.RUNNING

    def test_a_policy_may_begin_a_new_cycle(self) -> None:
        anew = policy(reopen=Reopen(rule="new_cycle"))
        first, second = cycles(story(*self.AGAIN), "wed 11:00", anew)
        assert (first.status, second.spent) == (Status.MET, HOUR)

    def test_a_policy_may_count_the_first_resolution_alone(self) -> None:
        once = policy(reopen=Reopen(rule="first_only"))
        assert state(story(*self.AGAIN), "fri 17:00", once).status is Status.MET

    def test_after_the_window_a_new_cycle_begins(self) -> None:
        late = policy(reopen=Reopen(window=HOUR))
        assert state(story(*self.AGAIN), "wed 11:00", late).cycle == 2

    def test_a_severity_that_changed_meanwhile_holds_from_the_reopening(self) -> None:
        told = story(*self.AGAIN[:3], ("tue 10:00", s.SeverityChanged("s1")), self.AGAIN[3])
        again = state(told, "wed 10:01", RAISED)
        assert (said(again.due_at), again.breached_at) == ("wed 10:15", None)

    def test_a_breach_stays(self) -> None:
        told = story(MONDAY_NINE, ("wed 10:00", s.Resolved()), ("wed 11:00", s.Reopened()))
        assert said(state(told, "wed 12:00").breached_at) == "tue 09:00:01"


class TestNextUpdate:
    """An answer to each message, or news every so often."""

    REPLY = policy(target(2 * HOUR, "always", "next_update"))
    PERIODIC = policy(target(2 * HOUR, "always", "next_update", mode="periodic"))
    ANSWERED = (MONDAY_NINE, ("mon 10:00", s.CustomerTold()))

    def test_an_answer_is_due_from_the_oldest_message_without_one(self) -> None:
        told = story(
            *self.ANSWERED, ("mon 11:00", s.CustomerWrote()), ("mon 12:00", s.CustomerWrote())
        )
        assert said(state(told, "mon 12:30", self.REPLY, NEXT_UPDATE).due_at) == "mon 13:00"

    def test_each_question_is_a_cycle(self) -> None:
        told = story(
            *self.ANSWERED,
            ("mon 11:00", s.CustomerWrote()),
            ("mon 12:00", s.CustomerTold()),
            ("mon 13:00", s.CustomerWrote()),
        )
        found = cycles(told, "mon 16:00", self.REPLY, NEXT_UPDATE)
        assert [one.status for one in found] == [Status.MET, Status.RUNNING]
        assert [said(one.breached_at) for one in found] == [None, "mon 15:00:01"]

    def test_after_reopening_it_counts_from_the_message_that_came_meanwhile(self) -> None:
        told = story(
            *self.ANSWERED,
            ("mon 11:00", s.Resolved()),
            ("mon 12:00", s.CustomerWrote()),
            ("mon 13:00", s.Reopened()),
        )
        assert cycles(told, "mon 12:30", self.REPLY, NEXT_UPDATE) == ()
        assert said(state(told, "mon 13:30", self.REPLY, NEXT_UPDATE).due_at) == "mon 14:00"

    def test_a_question_from_before_it_was_solved_is_settled_by_that(self) -> None:
        told = story(
            *self.ANSWERED,
            ("mon 10:30", s.CustomerWrote()),
            ("mon 11:00", s.Resolved()),
            ("mon 13:00", s.Reopened()),
        )
        (only,) = cycles(told, "mon 16:00", self.REPLY, NEXT_UPDATE)
        assert only.status is Status.CANCELLED

    def test_news_are_due_again_from_each_update(self) -> None:
        told = story(*self.ANSWERED, ("mon 11:30", s.CustomerTold()))
        found = cycles(told, "mon 12:00", self.PERIODIC, NEXT_UPDATE)
        assert [one.status for one in found] == [Status.MET, Status.RUNNING]
        assert said(found[-1].due_at) == "mon 13:30"

    def test_no_news_are_due_before_the_first_response(self) -> None:
        assert cycles(story(MONDAY_NINE), "mon 15:00", self.PERIODIC, NEXT_UPDATE) == ()

    def test_news_are_due_again_once_it_is_reopened(self) -> None:
        told = story(*self.ANSWERED, ("mon 11:00", s.Resolved()), ("mon 14:00", s.Reopened()))
        assert said(state(told, "mon 15:00", self.PERIODIC, NEXT_UPDATE).due_at) == "mon 16:00"


class TestWithinTheHouse:
    """What engineering promised support."""

    RESPONSE = Clock("first_response", "ola")
    UPDATE = Clock("next_update", "ola")
    POLICY = policy(
        target(HOUR, "office", "first_response"),
        target(HOUR, "office", "next_update"),
        target(),
        audience="ola",
    )

    def test_a_sign_of_life_is_engineerings_first_response_and_not_ours_to_the_customer(
        self,
    ) -> None:
        both = (self.POLICY, policy(target(HOUR, "office", "first_response"), key="outside"))
        told = story(MONDAY_NINE, ("mon 09:30", s.EngineeringSpoke(reached_support=False)))
        assert state(told, "mon 12:00", both, self.RESPONSE).status is Status.MET
        assert state(told, "mon 12:00", both, FIRST_RESPONSE).status is Status.RUNNING

    def test_what_did_not_reach_support_answers_no_question_of_theirs(self) -> None:
        told = story(
            MONDAY_NINE,
            ("mon 09:30", s.EngineeringSpoke()),
            ("mon 10:00", s.SupportWrote()),
            ("mon 10:10", s.EngineeringSpoke(reached_support=False)),
        )
        assert state(told, "mon 10:30", self.POLICY, self.UPDATE).status is Status.RUNNING

    def test_a_question_from_before_the_first_response_counts_from_that_response(self) -> None:
        told = story(
            MONDAY_NINE,
            ("mon 09:10", s.SupportWrote()),
            ("mon 09:30", s.EngineeringSpoke(reached_support=False)),
        )
        assert said(state(told, "mon 10:00", self.POLICY, self.UPDATE).due_at) == "mon 10:30"

    def test_each_team_that_takes_over_has_its_own_time(self) -> None:
        each = policy(*self.POLICY.targets, audience="ola", starts_on="assigned")
        told = story(
            MONDAY_NINE, ("mon 09:30", s.EngineeringSpoke()), ("mon 11:00", s.TeamChanged("ops"))
        )
        first, second = cycles(told, "mon 11:30", each, self.RESPONSE)
        assert (first.status, said(second.due_at)) == (Status.MET, "mon 12:00")
        solving = cycles(told, "mon 11:30", each, Clock("resolution", "ola"))
        assert [one.status for one in solving] == [Status.CANCELLED, Status.RUNNING]

    def test_without_such_a_rule_another_team_goes_on_with_what_is_left(self) -> None:
        told = story(MONDAY_NINE, ("mon 11:00", s.TeamChanged("ops")))
        on = state(told, "mon 12:00", self.POLICY, Clock("resolution", "ola"))
        assert (on.cycle, on.spent) == (1, 3 * HOUR)


class TestPoliciesThatChange:
    """Versions hold from their date on and leave what was as it was."""

    def test_a_new_version_holds_from_its_date(self) -> None:
        newer = policy(target(6 * HOUR), version=2, effective_from=at("mon 12:00"))
        both = (STANDARD, newer)
        assert said(state(story(MONDAY_NINE), "mon 11:00", both).due_at) == "mon 17:00"
        assert said(state(story(MONDAY_NINE), "mon 12:30", both).due_at) == "mon 15:00"

    def test_a_finished_clock_keeps_the_version_it_was_finished_under(self) -> None:
        newer = policy(target(HOUR), version=2, effective_from=at("tue 12:00"))
        told = story(MONDAY_NINE, ("mon 12:00", s.Resolved()))
        done = state(told, "wed 12:00", (STANDARD, newer))
        assert (done.status, done.terms and done.terms.policy.version) == (Status.MET, 1)

    def test_a_policy_that_comes_later_counts_from_the_opening(self) -> None:
        later = policy(effective_from=at("mon 12:00"))
        assert state(story(MONDAY_NINE), "mon 11:00", later).status is Status.IDLE
        assert said(state(story(MONDAY_NINE), "mon 12:30", later).due_at) == "mon 17:00"

    def test_a_retired_policy_leaves_the_clock_without_a_promise(self) -> None:
        retired = policy(retired_from=at("mon 12:00"))
        idle = state(story(MONDAY_NINE), "fri 12:00", retired)
        assert (idle.status, idle.due_at, idle.breached_at) == (Status.IDLE, None, None)

    def test_a_policy_in_shadow_has_clocks_of_its_own(self) -> None:
        trial = policy(target(HOUR), key="trial", shadow=True)
        shadow = Clock("resolution", "sla", shadow=True)
        both = (trial, STANDARD)
        assert said(state(story(MONDAY_NINE), "mon 12:00", both).due_at) == "mon 17:00"
        assert said(state(story(MONDAY_NINE), "mon 12:00", both, shadow).breached_at) == (
            "mon 10:00:01"
        )
