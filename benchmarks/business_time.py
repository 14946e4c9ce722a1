"""The libraries that a Python program would count business time with today.

Each is asked about the same office in the form that it likes best: from Monday to Friday, from nine
to five in New York, with the same ten holidays.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

WALK = "a walk by the day"
NEW_YORK = ZoneInfo("America/New_York")
_EVERY_YEAR = (
    "01-01",
    "01-15",
    "02-19",
    "05-27",
    "06-19",
    "07-04",
    "09-02",
    "11-11",
    "11-28",
    "12-25",
)
HOLIDAYS = [f"{year}-{day}" for year in (2024, 2025, 2026) for day in _EVERY_YEAR]

_DAYS = [date.fromisoformat(day) for day in HOLIDAYS]
_OPENS, _CLOSES = time(9), time(17)

Elapsed = Callable[[datetime, datetime], object]
Add = Callable[[datetime, int], object]


@dataclass(frozen=True, slots=True)
class Library:
    """What a library offers: open time between two instants, an instant so many hours after one."""

    name: str
    elapsed: Elapsed
    add: Add | None = None
    knows_zones: bool = False

    def moment(self, instant: datetime) -> datetime:
        """Return an instant as the library takes it: aware, or as a clock in the office shows it."""
        local = instant.astimezone(NEW_YORK)
        return local if self.knows_zones else local.replace(tzinfo=None)


def businesstimedelta() -> Library:
    """Return businesstimedelta, which walks from opening to closing."""
    it = import_module("businesstimedelta")
    zone = import_module("pytz").timezone(NEW_YORK.key)
    workday = it.WorkDayRule(_OPENS, _CLOSES, working_days=[0, 1, 2, 3, 4], tz=zone)
    rules = it.Rules([workday, it.HolidayRule(dict.fromkeys(_DAYS, ""), tz=zone)])
    return Library(
        "businesstimedelta",
        rules.difference,
        lambda start, hours: start + it.BusinessTimeDelta(rules, hours=hours),
        knows_zones=True,
    )


def business_duration() -> Library:
    """Return business-duration, which only counts."""
    count = import_module("business_duration").businessDuration
    given = {"starttime": _OPENS, "endtime": _CLOSES, "holidaylist": _DAYS, "unit": "sec"}
    return Library("business-duration", lambda start, end: count(start, end, **given))


def businesstime() -> Library:
    """Return businesstime, which only counts."""
    it = import_module("businesstime")
    office = it.BusinessTime((_OPENS, _CLOSES), holidays=frozenset(_DAYS))
    return Library("businesstime", office.businesstimedelta)


def custom_business_hour() -> Library:
    """Return pandas' CustomBusinessHour, which counts by listing every hour."""
    pandas = import_module("pandas")
    hour = pandas.offsets.CustomBusinessHour
    one = hour(start="09:00", end="17:00", holidays=_DAYS)
    return Library(
        "CustomBusinessHour",
        lambda start, end: len(pandas.date_range(start, end, freq=one)),
        lambda start, hours: pandas.Timestamp(start) + one * hours,
        knows_zones=True,
    )


def walk_by_the_day() -> Library:
    """Return what one would write for oneself; it is wrong where the doors open in a gap."""
    return Library(WALK, _walked, _walked_to, knows_zones=True)


def _walked(start: datetime, end: datetime) -> timedelta:
    total = timedelta()
    for opens, closes in _openings(start):
        if opens >= end:
            return total
        total += max(min(closes, end) - max(opens, start), timedelta())
    raise OverflowError("the walk has no end")


def _walked_to(start: datetime, hours: int) -> datetime:
    left = timedelta(hours=hours)
    for opens, closes in _openings(start):
        begins = max(opens, start)
        if closes - begins >= left:
            return begins + left
        left -= max(closes - begins, timedelta())
    raise OverflowError("the walk has no end")


def _openings(start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield when the office opens and closes, in UTC, from the day of START on."""
    day, holidays = start.date(), frozenset(_DAYS)
    while True:
        if day.weekday() < 5 and day not in holidays:
            opens = datetime.combine(day, _OPENS, NEW_YORK).astimezone(UTC)
            yield opens, datetime.combine(day, _CLOSES, NEW_YORK).astimezone(UTC)
        day += timedelta(days=1)


LIBRARIES = {
    "businesstimedelta": businesstimedelta,
    "business-duration": business_duration,
    "businesstime": businesstime,
    "pandas": custom_business_hour,
}


def installed() -> Iterator[Library]:
    """Yield the walk and the libraries that are here, and say which are not."""
    yield walk_by_the_day()
    missing: list[str] = []
    for name, library in LIBRARIES.items():
        try:
            yield library()
        except ModuleNotFoundError:
            missing.append(name)
    if missing:
        print(f"Not compared with {', '.join(missing)}: `make bench` installs them.\n")
