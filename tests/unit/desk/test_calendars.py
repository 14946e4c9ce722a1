"""When somebody is there, as the desk file says it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from csopsbot.domain.sla import Calendar, Opening
from tests.unit.desk.promises import calendar, complaints, desk

NINE_TO_FIVE = (Opening(9 * 60, 17 * 60),)


def read(**parts: str) -> Calendar:
    return desk(calendar(**parts)).agreements.written_calendars["office"]


def test_hours_are_given_by_weekday_or_for_several_in_a_row() -> None:
    hours = read(hours="{mon-wed: 09:00-17:00, sat: ['09:00-10:00', '11:00-12:00']}").hours
    assert hours.keys() == {"mon", "tue", "wed", "sat"}
    assert hours["tue"] == NINE_TO_FIVE
    assert hours["sat"] == (Opening(540, 600), Opening(660, 720))


def test_weekdays_in_a_row_may_go_on_into_the_next_week() -> None:
    assert read(hours="{sat-mon: 09:00-17:00}").hours.keys() == {"sat", "sun", "mon"}


def test_special_days_breaks_and_holidays_are_those_of_the_rules() -> None:
    found = read(
        special_days="{2026-12-24: 09:00-12:00, 2026-12-31: []}",
        breaks="{2026-12-01: 10:00-11:00}",
        holidays="[2026-12-25, 12-30/01-02, {on: 05-01, name: May Day}]",
    )
    assert found.special_days == {
        date(2026, 12, 24): (Opening(540, 720),),
        date(2026, 12, 31): (),
    }
    assert found.breaks == {date(2026, 12, 1): (Opening(600, 660),)}
    assert date(2026, 12, 25) in found.holidays
    assert date(2031, 1, 2) in found.holidays
    assert found.holidays.name(date(2027, 5, 1)) == "May Day"


def test_a_calendar_that_never_closes_is_there_by_itself() -> None:
    start = datetime(2026, 11, 22, tzinfo=UTC)
    always = desk().agreements.calendars["always"]
    assert always.elapsed(0, 86_400) == 86_400
    assert desk().agreements.written_calendars["always"] == Calendar.always()
    assert start.weekday() == 6


def test_a_calendar_can_be_counted_by_at_once() -> None:
    office = desk(calendar()).agreements.calendars["office"]
    monday = int(datetime(2026, 11, 23, 7, tzinfo=UTC).timestamp())
    assert office.elapsed(monday, monday + int(timedelta(days=1).total_seconds())) == 8 * 3600


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2027-01-01", datetime(2026, 12, 31, 23, tzinfo=UTC)),
        ("2027-01-01T09:00", datetime(2027, 1, 1, 8, tzinfo=UTC)),
        ("2027-01-01T09:00Z", datetime(2027, 1, 1, 9, tzinfo=UTC)),
        ("2027-01-01T09:00:30-05:00", datetime(2027, 1, 1, 14, 0, 30, tzinfo=UTC)),
    ],
)
def test_it_counts_from_a_date_or_an_instant_where_the_calendar_is(
    text: str, instant: datetime
) -> None:
    assert read(effective_from=text).effective_from == instant


WRONG = {
    "a zone that is none": (calendar(tz="Europe/Madird"), "4:9: .* Did you mean Europe/Madrid"),
    "no hours": (calendar(hours="{}"), "5:12: hours is an empty group, but should be"),
    "a weekday nobody knows": (
        calendar(hours="{lunes: 09:00-17:00}"),
        "5:13: 'lunes' should be a weekday or several in a row, such as mon or mon-fri",
    ),
    "a weekday twice": (
        calendar(hours="{mon-fri: 09:00-17:00, wed: 09:00-12:00}"),
        "5:40: wed is in mon-fri already; give each weekday its hours once",
    ),
    "no time of day": (calendar(hours="{mon-fri: 9-5}"), "5:22: '9' is not a time of day"),
    "seconds": (calendar(hours="{mon: 09:00:00-17:00}"), "5:18: Opening hours have no seconds"),
    "no interval": (calendar(hours="{mon: 09:00}"), "5:18: Write an interval as"),
    "hours that overlap": (
        calendar(hours="{mon-tue: [09:00-12:00, 11:00-13:00]}"),
        "5:22: Two intervals share 11:00-12:00",
    ),
    "no time at all": (calendar(hours="{mon: 09:00-09:00}"), "5:18: 09:00 to 09:00 is no time"),
    "a number for hours": (calendar(hours="{mon: 9}"), "5:18: mon is 9, but should be a list"),
    "never open": (calendar(hours="{mon: []}"), "5:12: Nothing is ever open"),
    "closed for years": (
        calendar(holidays="[01-01/12-31]"),
        "5:12: Nothing is open for two years .* too many holidays",
    ),
    "a date that is none": (
        calendar(special_days="{2026-02-30: 09:00-12:00}"),
        "6:32: '2026-02-30' is not a date",
    ),
    "a holiday that is none": (calendar(holidays="[easter]"), "6:16: 'easter' is not a date"),
    "a holiday of a strange form": (calendar(holidays="[{at: 12-25}]"), "6:16: Write a holiday"),
    "a range that ends before it begins": (
        calendar(holidays="[2026-12-25, 2026-12-27/2026-12-26]"),
        "6:28: 2026-12-27/2026-12-26 ends before it begins",
    ),
    "the name of the one that is there": (
        calendar(key="always"),
        "3:10: always is there by itself and never closes; rename",
    ),
    "no time zone": (
        "calendars: [{key: a, hours: {mon: 09:00-10:00}}]",
        "2:13: tz is missing. The time zone, such as",
    ),
    "a date of no kind": (
        calendar(effective_from="soon"),
        "6:21: effective_from is 'soon', but should be a date such as 2026-12-01",
    ),
    "a date out of reach": (calendar(effective_from="9999-12-31"), "should be a date such as"),
    "a date in weeks": (calendar(effective_from="2026-W01-1"), "should be a date such as"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_calendar_is_refused_where_it_is_wrong(text: str, said: str) -> None:
    (complaint,) = complaints(text)
    assert re.search(said, complaint), complaint


def test_two_calendars_have_two_keys() -> None:
    twice = calendar() + "\n" + calendar().removeprefix("calendars:\n")
    (complaint,) = complaints(twice)
    assert complaint.startswith("6:10: 'office' is here again; it is on line 3 already.")


def test_one_wrong_calendar_does_not_make_policies_wrong_that_go_by_it() -> None:
    promise = "policies: [{key: p, audience: ola, calendar: office, targets: [%s]}]"
    target = "{metric: resolution, within: 1h}"
    (complaint,) = complaints(calendar(tz="Nowhere"), promise % target)
    assert complaint.startswith("4:9: 'Nowhere' is not a time zone")
