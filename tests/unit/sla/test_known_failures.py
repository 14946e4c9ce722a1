"""What other clocks got wrong, each as the rule that ours keeps."""

from itertools import permutations

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.ladder import calls
from csopsbot.domain.sla.policy import Rung, Warn
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.state import ClockState
from csopsbot.domain.sla.thresholds import Key, outlook
from tests.unit.sla.clocks import (
    ALWAYS,
    CALENDARS,
    FIRST_RESPONSE,
    GOES_ON,
    HOUR,
    MINUTE,
    NEXT_UPDATE,
    OFFICE,
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
WARNED = policy(target(warnings=(Warn(50), Warn(75))))


def ahead(found: ClockState) -> list[tuple[str, str | None]]:
    return [(one.key.threshold, said(one.at)) for one in outlook(found, CALENDARS).ahead]


class TestWaitingWasBilled:
    """1: a case resolved while it waited was charged for the wait."""

    def test_resolved_out_of_a_pause_is_as_resolved_after_it(self) -> None:
        waits = (MONDAY_NINE, ("mon 09:30", WAITS_FOR_CUSTOMER))
        straight = state(story(*waits, ("mon 15:30", s.Resolved())), "fri 09:00")
        round_about = story(*waits, ("mon 15:30", GOES_ON), ("mon 15:30", s.Resolved()))
        around = state(round_about, "fri 09:00")
        assert straight.spent == around.spent == 30 * MINUTE
        assert straight.status is around.status is Status.MET


class TestBreachWhilePaused:
    """2: looking at a paused case after its old deadline made it fail."""

    def test_no_breach_appears_while_it_is_paused(self) -> None:
        told = story(MONDAY_NINE, ("mon 12:00", WAITS_FOR_CUSTOMER))
        assert state(told, "+fri 12:00").breached_at is None
        assert outlook(state(told, "+fri 12:00"), CALENDARS).ahead == ()


class TestHoldAddedAsWallTime:
    """3: a pause over a weekend gave the weekend back once more."""

    def test_a_pause_of_closed_hours_changes_nothing(self) -> None:
        told = story(
            ("fri 09:00", OPENED), ("fri 17:00", WAITS_FOR_CUSTOMER), ("+mon 09:00", GOES_ON)
        )
        over_ten = policy(target(10 * HOUR))
        without = state(story(("fri 09:00", OPENED)), "+mon 09:30", over_ten)
        assert state(told, "+mon 09:30", over_ten).due_at == without.due_at == at("+mon 11:00")


class TestPausesForgotten:
    """4: another severity forgot the pauses there had been."""

    def test_pauses_are_kept_when_the_target_changes(self) -> None:
        told = story(
            MONDAY_NINE,
            ("mon 10:00", WAITS_FOR_CUSTOMER),
            ("mon 14:00", GOES_ON),
            ("mon 15:00", s.SeverityChanged("s1")),
        )
        assert said(state(told, "mon 15:30", RAISED).due_at) == "mon 17:00"


class TestFailedOnTheSpot:
    """5: raised past its new target, a case failed at once and sent a burst of alerts."""

    TOLD = story(MONDAY_NINE, ("mon 15:00", s.SeverityChanged("s1")))
    QUICK = policy(target(), target(HOUR, "always", severity="s1", warnings=(Warn(50), Warn(75))))

    def test_it_cannot_break_before_the_grace_is_over(self) -> None:
        raised = state(self.TOLD, "mon 15:10", self.QUICK)
        assert (raised.breached_at, said(raised.due_at)) == (None, "mon 15:15")

    def test_the_warnings_behind_are_one_message(self) -> None:
        overdue = outlook(state(self.TOLD, "mon 15:00", self.QUICK), CALENDARS).overdue
        assert overdue is not None
        assert (overdue.threshold.key.threshold, overdue.late_by) == ("75%", 0)
        assert [key.threshold for key in overdue.speaks_for] == ["50%", "75%"]


class TestOldDeadlineStays:
    """6: after the warning had passed, a shorter goal left the later deadline standing."""

    def test_a_shorter_target_moves_the_deadline_even_after_a_warning(self) -> None:
        warned = policy(target(warnings=(Warn(10),)), target(4 * HOUR, severity="s1"))
        told = story(MONDAY_NINE, ("mon 10:00", s.SeverityChanged("s1")))
        assert said(state(told, "mon 10:01", warned).due_at) == "mon 13:00"


class TestSolvedTimeCounted:
    """7: the time that a case was solved counted once it was opened again."""

    def test_solved_time_does_not_count(self) -> None:
        told = story(MONDAY_NINE, ("mon 10:00", s.Resolved()), ("fri 10:00", s.Reopened()))
        again = state(told, "fri 11:00")
        assert (again.spent, said(again.due_at)) == (2 * HOUR, "fri 17:00")


class TestFirstResponseWiped:
    """8: opening a case again took its first response away."""

    def test_the_first_response_stays_when_it_is_reopened(self) -> None:
        promise = policy(target(HOUR, metric="first_response"))
        told = story(
            MONDAY_NINE,
            ("mon 09:30", s.CustomerTold()),
            ("mon 12:00", s.Resolved()),
            ("tue 12:00", s.Reopened()),
            ("tue 15:00", s.CustomerTold()),
        )
        (only,) = cycles(told, "fri 12:00", promise, FIRST_RESPONSE)
        assert (only.status, said(only.run.stopped_at)) == (Status.MET, "mon 09:30")


class TestReplyRunsOnAfterResolve:
    """9: with the customer's word last, the next reply went on being due after the end."""

    def test_resolving_cancels_the_next_update(self) -> None:
        promise = policy(target(HOUR, metric="next_update"))
        told = story(
            MONDAY_NINE,
            ("mon 09:30", s.CustomerTold()),
            ("mon 10:00", s.CustomerWrote()),
            ("mon 10:30", s.Resolved()),
        )
        done = state(told, "fri 12:00", promise, NEXT_UPDATE)
        assert (done.status, done.breached_at) == (Status.CANCELLED, None)


class TestUpdateBeforeResponse:
    """10: a shorter update target took over before there was any response."""

    def test_no_update_is_due_before_the_first_response(self) -> None:
        promise = policy(target(10 * MINUTE, metric="next_update"))
        told = story(MONDAY_NINE, ("mon 09:05", s.CustomerWrote()))
        assert cycles(told, "mon 12:00", promise, NEXT_UPDATE) == ()


class TestHoursIgnored:
    """11: business hours were switched on, and counted for nothing."""

    def test_the_calendar_of_the_target_is_the_one_that_counts(self) -> None:
        told = story(("fri 16:00", OPENED))
        assert said(state(told, "sat 12:00").due_at) == "+mon 16:00"
        around_the_clock = policy(target(calendar="always"))
        assert said(state(told, "fri 17:00", around_the_clock).due_at) == "sat 00:00"


class TestLevelFiredAtMidnight:
    """17: an escalation level fired at midnight instead of ten, or as the case was opened."""

    def test_a_warning_comes_before_its_due_instant_over_several_days(self) -> None:
        three_days = policy(target(24 * HOUR, warnings=(Warn(2 * HOUR, "left"), Warn(75))))
        found = state(story(("thu 12:00", OPENED)), "thu 12:00", three_days)
        assert ahead(found) == [
            ("75%", "+mon 14:00"),
            ("7200s left", "+tue 10:00"),
            ("breach", "+tue 12:00:01"),
        ]


class TestEditNotApplied:
    """18: an edited calendar or a removed promise did not reach the cases that ran."""

    def test_an_edited_calendar_moves_what_is_ahead_under_the_same_keys(self) -> None:
        before = state(story(MONDAY_NINE), "mon 10:00", WARNED)
        edited = {**CALENDARS, "office": ALWAYS}
        after = state(story(MONDAY_NINE), "mon 10:00", WARNED, calendars=edited)
        old, new = outlook(before, CALENDARS).ahead, outlook(after, edited).ahead
        assert [one.key for one in old] == [one.key for one in new]
        assert (said(old[-1].at), said(new[-1].at)) == ("tue 09:00:01", "mon 17:00:01")

    def test_a_merged_case_has_nothing_ahead(self) -> None:
        told = story(MONDAY_NINE, ("mon 10:00", s.Cancelled("merged")))
        assert ahead(state(told, "mon 10:00", WARNED)) == []

    def test_a_retired_promise_has_nothing_ahead(self) -> None:
        retired = policy(*WARNED.targets, retired_from=at("mon 10:00"))
        assert ahead(state(story(MONDAY_NINE), "mon 10:00", retired)) == []


class TestAtMidnightAndOnceADay:
    """20: reminders came at midnight, and the day's second real one never came."""

    LADDER = (Rung(threshold="breach", who=("on_call",), every=4 * HOUR, times=3),)

    def test_reminders_wait_for_the_doors_to_open(self) -> None:
        breach = outlook(state(story(MONDAY_NINE), "mon 10:00"), CALENDARS).ahead[-1]
        found = [said(one.at) for one in calls(breach, self.LADDER, OFFICE)]
        assert found == ["tue 09:00:01", "tue 13:00:01", "wed 09:00:01"]

    def test_two_cycles_of_one_day_are_told_of_each(self) -> None:
        promise = policy(target(HOUR, metric="next_update"))
        told = story(
            MONDAY_NINE,
            ("mon 09:00", s.CustomerTold()),
            ("mon 09:30", s.CustomerWrote()),
            ("mon 11:00", s.CustomerTold()),
            ("mon 11:30", s.CustomerWrote()),
        )
        found = cycles(told, "mon 13:00", promise, NEXT_UPDATE)
        looks = [outlook(one, CALENDARS).overdue for one in found]
        assert [one and str(one.threshold.key) for one in looks] == [
            "sla/next_update:1:0:breach",
            "sla/next_update:2:0:breach",
        ]


class TestAlertEachTick:
    """21: each look at a late case sent the alert again."""

    def test_what_was_told_of_is_not_told_again(self) -> None:
        late = state(story(MONDAY_NINE), "wed 12:00", WARNED)
        told = {Key("sla/resolution", 1, 0, "breach")}
        assert outlook(late, CALENDARS, told).overdue is None


class TestFiresAfterResume:
    """22: the deadline of before the pause fired on the first tick after it."""

    def test_resuming_makes_a_new_deadline(self) -> None:
        told = story(MONDAY_NINE, ("mon 10:00", WAITS_FOR_CUSTOMER), ("wed 09:00", GOES_ON))
        resumed = state(told, "wed 09:00")
        assert (said(resumed.due_at), outlook(resumed, CALENDARS).overdue) == ("wed 16:00", None)


class TestLateCountedAsHit:
    """23: what was resolved late between two looks was counted as in time."""

    LATE = story(MONDAY_NINE, ("tue 10:00", s.Resolved()))

    def test_resolved_late_is_missed_whenever_one_looks(self) -> None:
        assert state(self.LATE, "fri 12:00").status is Status.MISSED

    def test_its_breach_is_still_told_of(self) -> None:
        overdue = outlook(state(self.LATE, "tue 10:00"), CALENDARS).overdue
        assert overdue is not None
        assert (overdue.threshold.key.threshold, overdue.late_by) == ("breach", HOUR - 1)


class TestBreachKnownLate:
    """24: a breach was known up to an hour late, by the beat of a job."""

    def test_the_instant_of_the_breach_is_known_ahead(self) -> None:
        running = state(story(MONDAY_NINE), "mon 09:00")
        breach = outlook(running, CALENDARS).ahead[-1]
        just_before = state(story(MONDAY_NINE), said(breach.at - 1) or "")
        as_it_breaks = state(story(MONDAY_NINE), said(breach.at) or "")
        assert (just_before.breached_at, as_it_breaks.breached_at) == (None, breach.at)


class TestRaceOfSeverityAndResolve:
    """25: which of two simultaneous changes came in first decided the outcome."""

    def test_the_order_of_arrival_changes_nothing(self) -> None:
        told = story(
            MONDAY_NINE,
            ("mon 14:00", s.SeverityChanged("s1")),
            ("mon 14:05", s.Resolved()),
            ("mon 14:06", s.Reopened()),
        )
        found = {state(order, "tue 12:00", RAISED).breached_at for order in permutations(told)}
        assert len(found) == 1


class TestBreachTwice:
    """28: a second policy that came to apply broke the clock a second time."""

    def test_another_policy_with_the_same_target_breaks_nothing_again(self) -> None:
        newer = policy(version=2, effective_from=at("wed 09:00"))
        late = state(story(MONDAY_NINE), "fri 12:00", (STANDARD, newer))
        assert [said(one.at) for one in late.breaches] == ["tue 09:00:01"]

    def test_a_harder_policy_breaks_nothing_again(self) -> None:
        newer = policy(target(HOUR), version=2, effective_from=at("wed 09:00"))
        late = state(story(MONDAY_NINE), "fri 12:00", (STANDARD, newer))
        told = {Key("sla/resolution", 1, 0, "breach")}
        assert len(late.breaches) == 1
        assert outlook(late, CALENDARS, told).overdue is None
