from datetime import datetime
from typing import Any

import pytest

from csopsbot.domain.sla import CalendarError, compiled, read, seconds


def calendar(**parts: Any) -> dict[str, Any]:
    return {"tz": "UTC", "hours": {"mon": ["09:00-17:00"]}, **parts}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a zone that is none": (
        calendar(tz="Europe/Berln"),
        "tz: 'Europe/Berln' is not a time zone. Did you mean Europe/Berlin?",
    ),
    "a folder of zones": (calendar(tz="Europe"), "tz: 'Europe' is not a time zone."),
    "a path out of the zones": (calendar(tz="../../etc/passwd"), "tz: '../../etc/passwd' is not"),
    "a zone that counts leap seconds": (calendar(tz="right/UTC"), "tz: 'right/UTC' is not"),
    "no zone": ({"hours": {"mon": ["09:00-17:00"]}}, "tz: Write an IANA name"),
    "no hours": ({"tz": "UTC"}, "hours: Nothing is ever open"),
    "hours that are empty": (calendar(hours={"mon": []}), "hours: Nothing is ever open"),
    "nothing but a special day on a holiday": (
        calendar(hours={}, special_days={"2026-01-05": ["09:00-12:00"]}, holidays=["2026-01-05"]),
        "hours: Nothing is ever open",
    ),
    "no time at all": (
        calendar(hours={"mon": ["09:00-09:00"]}),
        "hours.mon[0]: 09:00 to 09:00 is no time at all; leave it out.",
    ),
    "a whole day as no time": (
        calendar(hours={"mon": ["00:00-00:00"]}),
        "for the whole day write 00:00 to 24:00.",
    ),
    "a start at 24:00": (
        calendar(hours={"mon": ["24:00-06:00"]}),
        "hours.mon[0]: 24:00 ends a day",
    ),
    "seconds": (
        calendar(hours={"mon": ["09:00:00-17:00"]}),
        "hours.mon[0]: Opening hours have no seconds; write 09:00.",
    ),
    "an hour too many": (
        calendar(hours={"mon": ["09:00-25:00"]}),
        "hours.mon[0]: '25:00' is not a time of day; write HH:MM, up to 24:00.",
    ),
    "an hour in other digits": (
        calendar(hours={"mon": ["٠٩:00-17:00"]}),
        "hours.mon[0]: '٠٩:00' is not",
    ),
    "an overlap": (
        calendar(hours={"mon": ["09:00-13:00", "12:00-17:00"]}),
        "hours.mon: Two intervals share 12:00-13:00; join them into one.",
    ),
    "an overlap over midnight": (
        calendar(hours={"mon": ["22:00-06:00"], "tue": ["05:00-09:00"]}),
        "hours.tue: Two intervals share 05:00-06:00",
    ),
    "an overlap from Sunday to Monday": (
        calendar(hours={"sun": ["22:00-06:00"], "mon": ["05:00-09:00"]}),
        "hours.mon: Two intervals share 05:00-06:00",
    ),
    "an overlap on a special day": (
        calendar(special_days={"2026-01-05": ["09:00-13:00", "12:00-17:00"]}),
        "special_days.2026-01-05: Two intervals share",
    ),
    "a weekday that is none": (
        calendar(hours={"monday": ["09:00-17:00"]}),
        "hours.monday: Weekdays are mon, tue,",
    ),
    "a part that is none": (
        calendar(holiday=[]),
        "holiday: A calendar has no such part; it has tz, hours",
    ),
    "an interval that is none": (
        calendar(hours={"mon": [["09:00"]]}),
        "hours.mon[0]: Write an interval as",
    ),
    "intervals that are none": (
        calendar(hours={"mon": "09:00-17:00"}),
        "hours.mon: Give a list of intervals",
    ),
    "hours that are none": (calendar(hours=[]), "hours: Give intervals for each day"),
    "a date that is none": (
        calendar(breaks={"2026-02-29": []}),
        "breaks.2026-02-29: '2026-02-29' is not a date; write YYYY-MM-DD.",
    ),
    "a week as a date": (
        calendar(holidays=["2026-W01-1"]),
        "holidays[0]: '2026-W01-1' is not a date",
    ),
    "a day of no year": (calendar(holidays=["02-30"]), "holidays[0]: '2000-02-30' is not a date"),
    "a range turned round": (
        calendar(holidays=["2026-01-05/2026-01-01"]),
        "holidays[0]: 2026-01-05/2026-01-01 ends before it begins; turn it round.",
    ),
    "a range without end": (
        calendar(holidays=["2026-01-01/9999-12-31"]),
        "is longer than three years; is a year wrong?",
    ),
    "a range of two kinds": (
        calendar(holidays=["12-30/2027-01-02"]),
        "holidays[0]: '2027-01-02' is not a day of every year; write MM-DD.",
    ),
    "a holiday that is none": (
        calendar(holidays=[{"on": "12-25", "nme": "x"}]),
        "holidays[0]: Write a holiday as",
    ),
    "holidays that are none": (calendar(holidays="12-25"), "holidays: Give a list of days"),
    "a date of effect without a zone": (
        calendar(effective_from="2026-01-01"),
        "effective_from: 2026-01-01 00:00:00 has no time zone; end it with Z.",
    ),
    "a date of effect that is none": (
        calendar(effective_from="soon"),
        "effective_from: Write an instant",
    ),
}


@pytest.mark.parametrize(("written", "said"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_is_refused_where_it_stands(written: dict[str, Any], said: str) -> None:
    with pytest.raises(CalendarError) as refused:
        read(written)
    assert said in str(refused.value)


ALLOWED: dict[str, tuple[dict[str, Any], int]] = {
    "pairs and texts alike": (calendar(hours={"mon": [["09:00", "12:00"], "13:00-17:00"]}), 7),
    "intervals that touch": (calendar(hours={"mon": ["09:00-12:00", "12:00-17:00"]}), 8),
    "intervals out of order": (calendar(hours={"mon": ["13:00-17:00", "09:00-12:00"]}), 7),
    "a day up to 24:00": (calendar(hours={"mon": ["18:00-24:00"]}), 6),
    "a night up to 00:00": (calendar(hours={"mon": ["18:00-00:00"]}), 6),
    "a night": (calendar(hours={"mon": ["22:00-06:00"]}), 8),
    "a night from Sunday on": (calendar(hours={"sun": ["22:00-06:00"]}), 8),
    "nights that touch a day": (
        calendar(hours={"mon": ["22:00-06:00"], "tue": ["06:00-09:00"]}),
        11,
    ),
    "breaks that overlap": (calendar(breaks={"2026-01-05": ["10:00-12:00", "11:00-13:00"]}), 5),
    "a break over midnight": (
        calendar(hours={"mon": ["20:00-04:00"]}, breaks={"2026-01-05": ["23:00-01:00"]}),
        6,
    ),
    "a break outside of the hours": (calendar(breaks={"2026-01-06": ["10:00-12:00"]}), 8),
    "a special day in place of the weekday": (
        calendar(special_days={"2026-01-05": ["10:00-12:00"]}),
        2,
    ),
    "a special day that is closed": (
        calendar(
            hours={"mon": ["09:00-17:00"], "tue": ["09:00-10:00"]}, special_days={"2026-01-05": []}
        ),
        1,
    ),
    "a special day with a night": (
        calendar(hours={"tue": ["05:00-09:00"]}, special_days={"2026-01-05": ["22:00-06:00"]}),
        11,
    ),
    "a special day after a night": (
        calendar(hours={"mon": ["22:00-06:00"]}, special_days={"2026-01-06": ["08:00-09:00"]}),
        3,
    ),
    "a holiday": (
        calendar(hours={"mon": ["09:00-17:00"], "wed": ["09:00-10:00"]}, holidays=["2026-01-05"]),
        1,
    ),
    "a holiday in a night": (calendar(hours={"mon": ["22:00-06:00"]}, holidays=["2026-01-06"]), 2),
    "a holiday that a night begins on": (
        calendar(hours={"mon": ["22:00-06:00"]}, holidays=["2026-01-05"]),
        6,
    ),
    "a holiday against a special day": (
        calendar(
            hours={"wed": ["09:00-10:00"]},
            special_days={"2026-01-05": ["09:00-17:00"]},
            holidays=["2026-01-05"],
        ),
        1,
    ),
}


@pytest.mark.parametrize(("written", "hours"), ALLOWED.values(), ids=list(ALLOWED))
def test_a_week_in_january_has_so_many_hours(written: dict[str, Any], hours: int) -> None:
    week = [
        seconds(datetime.fromisoformat(text)) for text in ("2026-01-04T12:00Z", "2026-01-11T12:00Z")
    ]
    assert compiled(read(written)).elapsed(*week) == hours * 3600


DOUBTED: dict[str, tuple[dict[str, Any], str]] = {
    "a day up to 23:59": (
        calendar(hours={"mon": ["09:00-23:59"]}),
        "hours.mon[0]: 09:00-23:59 closes a minute before midnight; is 24:00 meant?",
    ),
    "a special day up to 23:59": (
        calendar(special_days={"2026-12-24": ["09:00-12:00", "13:00-23:59"]}),
        "special_days.2026-12-24[1]: 13:00-23:59 closes a minute before midnight; is 24:00 meant?",
    ),
    "a special day that is a holiday": (
        calendar(special_days={"2026-12-24": ["09:00-12:00"]}, holidays=["12-24"]),
        "special_days.2026-12-24: 2026-12-24 is a holiday too, and so it is closed; "
        "take out one of the two.",
    ),
}


@pytest.mark.parametrize(("written", "said"), DOUBTED.values(), ids=list(DOUBTED))
def test_what_is_hardly_meant_is_told(written: dict[str, Any], said: str) -> None:
    assert [str(doubt) for doubt in read(written).doubts()] == [said]


def test_a_calendar_like_others_raises_no_doubt() -> None:
    assert (
        list(read(calendar(hours={"mon": ["00:00-24:00"], "wed": ["22:00-06:00"]})).doubts()) == []
    )
