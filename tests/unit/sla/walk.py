"""Open time counted a minute at a time, from the words of a calendar: slow, and hard to get wrong.

A wall time stands for the first instant at which the clock has reached it. So what counts at an
instant is the latest that the clock has shown until then, and no rule for gaps or folds is needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGER_THAN_ANY_FOLD = 27 * 60

Pairs = Sequence[Sequence[str]]
Written = Mapping[str, Any]


class Walk:
    """The minutes from LOW to HIGH, which are whole minutes: those that are open."""

    def __init__(self, written: Written, low: int, high: int) -> None:
        days = _Days(written)
        walls = _walls(written["tz"], low, high)
        self._open = [minute for minute, day, time in walls if days.is_open(day, time)]

    def elapsed(self, a: int, b: int) -> int:
        """Return the open seconds in [A, B)."""
        return sum(
            min(b, minute + 60) - max(a, minute)
            for minute in self._open
            if a < minute + 60 and minute < b
        )

    def add(self, a: int, n: int, side: str) -> int | None:
        """Return the first instant with N open seconds since A or the last one, None if beyond."""
        left = n
        for minute in self._open:
            here = max(0, minute + 60 - max(a, minute))
            if here > left or (here and here == left and side == "left"):
                return max(a, minute) + left
            left -= here
        return None


@cache
def _walls(tz: str, low: int, high: int) -> Sequence[tuple[int, date, str]]:
    """Return each minute with the latest that the clock has shown until then."""
    zone, latest = ZoneInfo(tz), datetime(1, 1, 1)  # noqa: DTZ001 - a wall has no zone
    walls = []
    for minute in range(low - _LONGER_THAN_ANY_FOLD * 60, high, 60):
        shown = datetime.fromtimestamp(minute, UTC).astimezone(zone).replace(tzinfo=None)
        latest = max(latest, shown)
        walls.append((minute, latest.date(), f"{latest:%H:%M}"))
    return walls[_LONGER_THAN_ANY_FOLD:]


class _Days:
    """The words of a calendar, date by date, in times of the day as texts."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._seen: dict[date, tuple[Pairs, Pairs]] = {}

    def is_open(self, day: date, time: str) -> bool:
        if day not in self._seen:
            self._seen[day] = list(self._hours(day)), list(self._dated("breaks", day))
        hours, breaks = self._seen[day]
        return _in_any(hours, time) and not _in_any(breaks, time)

    def _hours(self, day: date) -> Iterator[Sequence[str]]:
        if day.isoformat() in self._written.get("holidays", ()):
            return
        yield from self._dated("special_days", day)
        if day.isoformat() not in self._written.get("special_days", {}):
            hours = self._written["hours"]
            yield from _before_midnight(hours.get(WEEKDAYS[day.weekday()], ()))
            yield from _after_midnight(hours.get(WEEKDAYS[day.weekday() - 1], ()))

    def _dated(self, name: str, day: date) -> Iterator[Sequence[str]]:
        dated = self._written.get(name, {})
        yield from _before_midnight(dated.get(day.isoformat(), ()))
        yield from _after_midnight(dated.get((day - timedelta(days=1)).isoformat(), ()))


def _before_midnight(pairs: Pairs) -> Iterator[Sequence[str]]:
    return ((start, end if start < end else "24:00") for start, end in pairs)


def _after_midnight(pairs: Pairs) -> Iterator[Sequence[str]]:
    return (("00:00", end) for start, end in pairs if end < start)


def _in_any(pairs: Pairs, time: str) -> bool:
    return any(start <= time < end for start, end in pairs)
