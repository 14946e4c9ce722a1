"""A calendar laid out in UTC, where open time is counted by a search and a sum."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Protocol

from csopsbot.domain.sla.arithmetic import Side
from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.days import Days
from csopsbot.domain.sla.errors import NoBusinessTime, OutOfReach
from csopsbot.domain.sla.instants import SECOND, moment, seconds
from csopsbot.domain.sla.intervals import Interval
from csopsbot.domain.sla.stretch import Stretch, stretch
from csopsbot.domain.sla.versions import Versions

_DAY = 86_400
HORIZON = 731 * _DAY
"""The longest that nothing may be open: two years, one of them a leap year."""

FIRST = seconds(datetime(1900, 1, 1, tzinfo=UTC))
LAST = seconds(datetime(2200, 1, 1, tzinfo=UTC))
_ROOM = 64 * _DAY
_NOTHING = stretch(1, 0, (), HORIZON)
"""A layout without any instant in it."""


class Opened(Protocol):
    """What can say when it is open."""

    def intervals(self, low: int, high: int) -> Iterator[Interval]:
        """Yield what is open from LOW up to HIGH, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, and until when it is still met; the doors may close in between."""

    at: datetime
    latest: datetime


class CompiledCalendar:
    """Counts the open time of what it was made from, in time that grows as its logarithm.

    What was asked about is laid out once and kept, with as much room again on the side that was
    too short. A layout is never changed but replaced, so that threads may share a calendar.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._stretch = _NOTHING

    def elapsed(self, a: int, b: int) -> int:
        """Return the open seconds in [A, B); negative when B is before A."""
        known = self._stretch
        if not known.low <= a <= b <= known.high:
            known = self._cover(min(a, b), max(a, b))
        return known.reading(b) - known.reading(a)

    def add(self, a: int, n: int, side: Side = "left") -> int:
        """Return an instant N open seconds after A, or before it where N is negative.

        It is the first such instant by `left`, the last one by `right`; nothing added, the first
        one is A. Raises `NoBusinessTime` and `OutOfReach`.
        """
        known = self._stretch
        if n > 0 and known.low <= a <= known.high and not known.gaps:
            found = known.after(a, n, side)
            if found is not None:
                return found
        return self._search(a, n, side)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the open time from START to END, both aware."""
        return timedelta(seconds=self.elapsed(seconds(start), seconds(end)))

    def due(self, start: datetime, amount: timedelta) -> Due:
        """Return when AMOUNT of open time has passed since START, which is aware."""
        a, n = seconds(start), amount // SECOND
        return Due(moment(self.add(a, n, "left")), moment(self.add(a, n, "right")))

    def intervals(self, low: int, high: int) -> Iterator[Interval]:
        """Yield what is open from LOW up to HIGH, in order."""
        return self._opened.intervals(low, high)

    def _search(self, a: int, n: int, side: Side) -> int:
        """Return what `add` does, laying out more until it is there."""
        if n == 0 and side == "left":
            return a
        if abs(n) > LAST - FIRST:
            raise OutOfReach
        known = self._cover(a, a)
        while (found := known.after(a, n, side)) is None:
            edge = known.low if n < 0 else known.high
            _refuse_desert(known, *sorted((a, edge)))
            known = self._cover(min(a, edge - (n < 0)), max(a, edge + (n >= 0)))
        _refuse_desert(known, *sorted((a, found)))
        return found

    def _cover(self, low: int, high: int) -> Stretch:
        """Return a layout that reaches from LOW to HIGH at least; raises `OutOfReach`."""
        known = self._stretch
        if low < known.low or known.high < high:
            if not FIRST <= low <= high <= LAST:
                raise OutOfReach
            self._stretch = known = self._widened(known, low, high)
        return known

    def _widened(self, known: Stretch, low: int, high: int) -> Stretch:
        if known is _NOTHING:
            known = stretch(low, low, (), HORIZON)
        room = max(_ROOM, known.high - known.low)
        first = max(low - room, FIRST) if low < known.low else known.low
        last = min(high + room, LAST) if known.high < high else known.high
        before = self._opened.intervals(first, known.low)
        after = self._opened.intervals(known.high, last)
        return stretch(first, last, chain(before, known.intervals, after), HORIZON)


def compiled(*calendars: Calendar) -> CompiledCalendar:
    """Return a calendar to count with, or one calendar in several versions as one."""
    return CompiledCalendar(Days(calendars[0]) if len(calendars) == 1 else Versions(calendars))


def _refuse_desert(known: Stretch, low: int, high: int) -> None:
    """Raise where nothing is open for too long on the way from LOW to HIGH."""
    for start, end in known.gaps:
        since, until = max(start, low), min(end, high)
        if until - since > HORIZON:
            raise NoBusinessTime(f"Nothing is open for two years from {moment(since):%Y-%m-%d}.")
