"""What went wrong elsewhere, each by the name of what went wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from csopsbot.domain.sla import CompiledCalendar, NoBusinessTime, compiled, read

OFFICE_DAYS = ("mon", "tue", "wed", "thu", "fri")
EVERY_DAY = (*OFFICE_DAYS, "sat", "sun")
HOUR = timedelta(hours=1)


def office(
    hours: list[str], days: tuple[str, ...] = OFFICE_DAYS, tz: str = "UTC", **parts: Any
) -> CompiledCalendar:
    return compiled(read({"tz": tz, "hours": dict.fromkeys(days, hours), **parts}))


def at(text: str) -> datetime:
    """Return an instant; a text without an offset is in UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def test_a_pause_over_a_weekend_gave_time_back() -> None:
    """3: hold was added as time of the wall clock."""
    desk = office(["09:00-17:00"])
    start, held, resumed = at("2026-03-06T15:00"), at("2026-03-06T17:00"), at("2026-03-09T09:00")
    rest = 8 * HOUR - desk.between(start, held)
    assert desk.due(resumed, rest) == desk.due(start, 8 * HOUR)


def test_a_desk_that_is_always_open_was_closed_for_a_minute_each_midnight() -> None:
    """12: 23:59 was the only end a day could have."""
    desk = office(["00:00-24:00"], EVERY_DAY)
    assert desk.between(at("2026-03-02"), at("2026-03-09")) == timedelta(days=7)


def test_lunch_counted_since_a_day_had_one_interval() -> None:
    """13: one interval a day, and no lunch."""
    desk = office(["08:00-10:00", "10:15-12:00", "13:00-17:30"])
    assert desk.between(at("2026-03-02"), at("2026-03-03")) == 8.25 * HOUR


def test_the_offset_of_today_was_used_for_history() -> None:
    """14: winter was counted with summer's offset."""
    desk = office(["09:00-17:00"], tz="America/New_York")
    winter = desk.due(at("2024-01-08T09:00-05:00"), 8 * HOUR)
    summer = desk.due(at("2024-07-08T09:00-04:00"), 8 * HOUR)
    assert winter.at == at("2024-01-08T17:00-05:00")
    assert summer.at == at("2024-07-08T17:00-04:00")


@pytest.mark.parametrize(
    ("tz", "offset"), [("Pacific/Auckland", "+13:00"), ("America/Los_Angeles", "-08:00")]
)
def test_a_holiday_was_off_by_the_offset_from_utc(tz: str, offset: str) -> None:
    """14: the day of a holiday was looked up in UTC."""
    desk = office(["00:00-24:00"], EVERY_DAY, tz, holidays=["2026-01-15"])
    midnight = at(f"2026-01-15T00:00{offset}")
    assert desk.between(midnight, midnight + 24 * HOUR) == timedelta()
    assert desk.between(midnight - HOUR, midnight) == HOUR
    assert desk.between(midnight + 24 * HOUR, midnight + 25 * HOUR) == HOUR


def test_a_span_over_a_change_of_the_clock_was_an_hour_off() -> None:
    """14: hours on both sides of a change were merged."""
    desk = office(["09:00-17:00"], tz="America/New_York")
    friday, monday = at("2024-03-08T16:00-05:00"), at("2024-03-11T10:00-04:00")
    assert desk.between(friday, monday) == 2 * HOUR


LENGTHS = {
    "spring in Berlin": ("Europe/Berlin", "2026-03-29T00:00+01:00", 23),
    "autumn in Berlin": ("Europe/Berlin", "2026-10-25T00:00+02:00", 25),
    "spring on Lord Howe": ("Australia/Lord_Howe", "2024-10-06T00:00+10:30", 23.5),
    "autumn on Lord Howe": ("Australia/Lord_Howe", "2024-04-07T00:00+11:00", 24.5),
    "spring in Cairo, where midnight is left out": (
        "Africa/Cairo",
        "2024-04-26T01:00+03:00",
        23,
    ),
    "autumn in Cairo, back from midnight": ("Africa/Cairo", "2024-10-31T00:00+03:00", 25),
    "a winter's day in Dublin": ("Europe/Dublin", "2026-12-24T00:00+00:00", 24),
}


@pytest.mark.parametrize(("tz", "midnight", "hours"), LENGTHS.values(), ids=list(LENGTHS))
@pytest.mark.parametrize("before", [timedelta(minutes=30), timedelta(), timedelta(minutes=-30)])
def test_the_sunday_was_counted_twice_or_skipped_by_steps_of_86400_seconds(
    tz: str, midnight: str, hours: float, before: timedelta
) -> None:
    """15: days were walked through by adding 86,400 seconds."""
    start = at(midnight)
    day = start.date().strftime("%a").lower()
    desk = office(["00:00-24:00"], (day,), tz)
    assert desk.between(start - before, start + 3 * 24 * HOUR) == min(
        hours * HOUR, hours * HOUR + before
    )


def test_a_yearly_closure_over_new_year_never_matched() -> None:
    """16: days were compared as texts without a year."""
    desk = office(["09:00-17:00"], EVERY_DAY, holidays=["12-30/01-02"])
    for year in (2024, 2025, 2026):
        assert desk.between(at(f"{year}-12-30"), at(f"{year + 1}-01-03")) == timedelta()
        assert desk.between(at(f"{year + 1}-01-03"), at(f"{year + 1}-01-04")) == 8 * HOUR


def test_a_published_list_added_holidays_that_nobody_had_asked_for() -> None:
    """19: a public list of holidays came along unasked."""
    written = {"tz": "Europe/Berlin", "hours": {"fri": ["09:00-17:00"]}}
    assert compiled(read(written)).between(at("2026-12-25"), at("2026-12-26")) == 8 * HOUR
    holidays = read({**written, "holidays": [{"on": "2026-12-25", "name": "Christmas"}]}).holidays
    assert list(holidays.dates.values()) == ["Christmas"]


def test_a_calendar_without_opening_hours_looped_for_ever() -> None:
    """26: the search for an open second had no end."""
    with pytest.raises(NoBusinessTime):
        office([], special_days={"2020-01-01": ["09:00-10:00"]}).due(at("2026-01-01"), HOUR)


def test_pauses_were_cut_to_minutes() -> None:
    """27: seconds of a pause were thrown away."""
    desk = office(["09:00-17:00"])
    assert desk.between(at("2026-03-02T09:00:01"), at("2026-03-02T09:01:59")).seconds == 118
    assert desk.due(at("2026-03-02T16:59:31"), timedelta(seconds=60)).at == at(
        "2026-03-03T09:00:31"
    )


def test_due_at_closing_time_was_either_the_evening_or_the_morning_and_never_both() -> None:
    due = office(["09:00-17:00"]).due(at("2026-03-02T09:00"), 8 * HOUR)
    assert (due.at, due.latest) == (at("2026-03-02T17:00"), at("2026-03-03T09:00"))


def test_fractions_of_a_second_are_cut_off() -> None:
    desk = office(["09:00-17:00"])
    start = at("2026-03-02T10:00:00.999")
    assert desk.due(start, timedelta(seconds=1.9)).at == at("2026-03-02T10:00:01")


def test_an_instant_without_a_zone_was_taken_for_one() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        office(["09:00-17:00"]).between(datetime(2026, 3, 2), at("2026-03-03"))  # noqa: DTZ001 - refused
