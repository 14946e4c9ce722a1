"""Days on which nothing is open: single ones, ranges, and those that come every year."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from csopsbot.domain.sla.errors import CalendarError, Path

MonthDay = tuple[int, int]

_LEAP_YEAR = 2000
"""A year that has every day, to count the days of any year in."""

_NEW_YEARS_DAY, _NEW_YEARS_EVE = date(_LEAP_YEAR, 1, 1), date(_LEAP_YEAR, 12, 31)

_LONGEST = 3 * 366
_YEARLY = re.compile(r"[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Holidays:
    """The names of holidays by date, and by month and day for those of every year."""

    dates: Mapping[date, str] = field(default_factory=dict)
    yearly: Mapping[MonthDay, str] = field(default_factory=dict)

    def name(self, day: date) -> str | None:
        """Return the name of DAY's holiday, empty if it has none; None on other days."""
        name = self.dates.get(day)
        return self.yearly.get((day.month, day.day)) if name is None else name

    def __contains__(self, day: date) -> bool:
        return day in self.dates or (day.month, day.day) in self.yearly


def holidays(written: Iterable[tuple[str, str, Path]]) -> Holidays:
    """Return the holidays that are written as (days, name, path); raises `CalendarError`.

    Days are `2026-12-25`, a range `2026-12-24/2027-01-01` with both its ends, or, every year,
    `12-25` and `12-30/01-02`. Of the 29th of February there is one in leap years only.
    """
    dates: dict[date, str] = {}
    yearly: dict[MonthDay, str] = {}
    for days, name, path in written:
        first, _, last = days.partition("/")
        if _YEARLY.fullmatch(first):
            yearly |= {(day.month, day.day): name for day in _every_year(first, last, path)}
        else:
            dates |= dict.fromkeys(_once(first, last, path), name)
    return Holidays(dates, yearly)


def _once(first: str, last: str, path: Path) -> Iterator[date]:
    start = day(first, path)
    end = day(last, path) if last else start
    if end < start:
        raise CalendarError(path, f"{first}/{last} ends before it begins; turn it round.")
    if (end - start).days > _LONGEST:
        raise CalendarError(path, f"{first}/{last} is longer than three years; is a year wrong?")
    return _days(start, end)


def _every_year(first: str, last: str, path: Path) -> Iterator[date]:
    start = _in_any_year(first, path)
    end = _in_any_year(last, path) if last else start
    if start <= end:
        return _days(start, end)
    return chain(_days(start, _NEW_YEARS_EVE), _days(_NEW_YEARS_DAY, end))


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days + 1))


def _in_any_year(text: str, path: Path) -> date:
    if not _YEARLY.fullmatch(text):
        raise CalendarError(path, f"{text[:40]!r} is not a day of every year; write MM-DD.")
    return day(f"{_LEAP_YEAR}-{text}", path)


def day(text: str, path: Path) -> date:
    """Return the date that is written YYYY-MM-DD; raises `CalendarError`."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise CalendarError(path, f"{text[:40]!r} is not a date; write YYYY-MM-DD.")
    return found
