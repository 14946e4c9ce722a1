"""When a clock is looked at again, and what is said of what went by."""

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.policy import Retarget, Warn
from csopsbot.domain.sla.state import ClockState
from csopsbot.domain.sla.thresholds import Key, Outlook, outlook
from tests.unit.sla.clocks import (
    CALENDARS,
    GOES_ON,
    HOUR,
    MINUTE,
    OPENED,
    WAITS_FOR_CUSTOMER,
    at,
    policy,
    said,
    state,
    story,
    target,
)

MONDAY_NINE = ("mon 09:00", OPENED)
WARNED = policy(
    target(warnings=(Warn(50), Warn(75))),
    target(4 * HOUR, severity="s1", warnings=(Warn(50), Warn(75))),
)


def key(threshold: str, epoch: int = 0) -> Key:
    return Key("sla/resolution", 1, epoch, threshold)


def look(found: ClockState, *told: Key) -> Outlook:
    return outlook(found, CALENDARS, told)


def test_a_running_clock_is_watched_for_each_warning_and_the_breach() -> None:
    ahead = look(state(story(MONDAY_NINE), "mon 10:00", WARNED)).ahead
    assert [(one.key, said(one.at)) for one in ahead] == [
        (key("50%"), "mon 13:00"),
        (key("75%"), "mon 15:00"),
        (key("breach"), "tue 09:00:01"),
    ]


def test_a_warning_of_time_left_is_counted_from_the_end() -> None:
    left = policy(target(warnings=(Warn(30 * MINUTE, "left"),)))
    assert said(look(state(story(MONDAY_NINE), "mon 10:00", left)).ahead[0].at) == "mon 16:30"


def test_a_percentage_is_rounded_up_to_a_second() -> None:
    assert Warn(33).level(100 * MINUTE + 1, 0) == 1981


def test_a_pause_moves_what_is_ahead_and_leaves_its_keys() -> None:
    told = story(MONDAY_NINE, ("mon 10:00", WAITS_FOR_CUSTOMER), ("mon 12:00", GOES_ON))
    ahead = look(state(told, "mon 12:00", WARNED)).ahead
    assert [(one.key, said(one.at)) for one in ahead][:2] == [
        (key("50%"), "mon 15:00"),
        (key("75%"), "mon 17:00"),
    ]


def test_a_threshold_is_due_for_telling_at_its_very_instant() -> None:
    overdue = look(state(story(MONDAY_NINE), "mon 13:00", WARNED)).overdue
    assert overdue is not None
    assert (overdue.threshold.key, overdue.late_by) == (key("50%"), 0)


def test_after_downtime_only_the_furthest_is_told_and_how_late() -> None:
    overdue = look(state(story(MONDAY_NINE), "mon 15:12", WARNED)).overdue
    assert overdue is not None
    assert (overdue.threshold.key, overdue.late_by) == (key("75%"), 12 * MINUTE)
    assert overdue.speaks_for == (key("50%"), key("75%"))


def test_a_lesser_one_is_not_told_after_a_further_one() -> None:
    assert look(state(story(MONDAY_NINE), "mon 15:12", WARNED), key("75%")).overdue is None


def test_a_change_of_target_arms_what_is_ahead_anew() -> None:
    told = story(MONDAY_NINE, ("mon 10:00", s.SeverityChanged("s1")))
    ahead = look(state(told, "mon 10:00", WARNED), key("50%")).ahead
    epoch = at("mon 10:00")
    assert [(one.key, said(one.at)) for one in ahead] == [
        (key("50%", epoch), "mon 11:00"),
        (key("75%", epoch), "mon 12:00"),
        (key("breach", epoch), "mon 13:00:01"),
    ]


def test_an_older_change_that_comes_in_late_leaves_the_keys_as_they_are() -> None:
    told = story(MONDAY_NINE, ("mon 10:00", s.SeverityChanged("s1")))
    late = story(("mon 09:30", s.SeverityChanged("s2")))
    found = [look(state(one, "mon 10:00", WARNED)).ahead for one in (told, (*told, *late))]
    assert found[0] == found[1]


def test_what_a_new_target_puts_behind_is_late_since_the_change_alone() -> None:
    told = story(MONDAY_NINE, ("mon 12:30", s.SeverityChanged("s1")))
    overdue = look(state(told, "mon 12:40", WARNED)).overdue
    assert overdue is not None
    assert overdue.late_by == 10 * MINUTE


def test_what_a_pause_kept_from_counting_is_late_since_it_counts() -> None:
    told = story(
        MONDAY_NINE,
        ("mon 12:30", WAITS_FOR_CUSTOMER),
        ("tue 12:00", s.SeverityChanged("s1")),
        ("wed 12:00", GOES_ON),
    )
    overdue = look(state(told, "wed 12:05", WARNED)).overdue
    assert overdue is not None
    assert overdue.late_by == 5 * MINUTE


def test_a_breach_is_told_of_even_when_a_pause_came_after_it() -> None:
    told = story(MONDAY_NINE, ("tue 10:00", WAITS_FOR_CUSTOMER))
    found = look(state(told, "tue 11:00", WARNED))
    assert (found.ahead, found.overdue and found.overdue.threshold.key) == ((), key("breach"))


def test_a_paused_clock_does_not_warn() -> None:
    told = story(MONDAY_NINE, ("mon 16:00", WAITS_FOR_CUSTOMER))
    assert look(state(told, "mon 17:00", WARNED)) == Outlook((), None)


def test_a_finished_clock_does_not_warn() -> None:
    told = story(MONDAY_NINE, ("mon 16:00", s.Resolved()))
    assert look(state(told, "mon 17:00", WARNED)) == Outlook((), None)


def test_an_easier_target_after_a_breach_is_watched_too() -> None:
    worse = s.Opened(s.Facts(severity="s1"))
    told = story(("mon 09:00", worse), ("mon 14:00", s.SeverityChanged("s3")))
    ahead = look(state(told, "mon 14:00", WARNED), key("breach")).ahead
    assert [one.key.threshold for one in ahead] == ["75%", "breach"]


def test_a_harder_target_after_a_breach_is_not() -> None:
    told = story(MONDAY_NINE, ("tue 12:00", s.SeverityChanged("s1")))
    found = look(state(told, "tue 12:00", WARNED), key("breach"))
    assert found == Outlook((), None)


def test_a_breach_by_a_change_without_floor_is_told_at_once() -> None:
    strict = policy(*WARNED.targets, retarget=Retarget(rule="keep_no_floor"))
    told = story(MONDAY_NINE, ("mon 16:00", s.SeverityChanged("s1")))
    overdue = look(state(told, "mon 16:00", strict), key("50%"), key("75%")).overdue
    assert overdue is not None
    assert (overdue.threshold.key.threshold, overdue.late_by) == ("breach", 0)
