"""A calendar in several versions, each in force from its own instant on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.days import Days
from csopsbot.domain.sla.errors import CalendarError
from csopsbot.domain.sla.instants import seconds
from csopsbot.domain.sla.intervals import Interval

_EVER = 2**62
_FROM = ("effective_from",)


class Versions:
    """The versions of one calendar; the earliest is in force before its date too."""

    def __init__(self, calendars: Iterable[Calendar]) -> None:
        ordered = sorted(calendars, key=_begins)
        _refuse_unordered(ordered)
        begins = [-_EVER, *map(_begins, ordered[1:]), _EVER]
        self._calendars = tuple(ordered)
        self._terms = list(pairwise(begins))
        self._days = [Days(calendar) for calendar in ordered]

    def at(self, instant: datetime) -> Calendar:
        """Return the version in force at an aware datetime."""
        second = seconds(instant)
        terms = zip(self._terms, self._calendars, strict=True)
        return next(calendar for (start, end), calendar in terms if start <= second < end)

    def intervals(self, low: int, high: int) -> Iterator[Interval]:
        """Yield what is open from LOW up to HIGH, each piece by the version then in force."""
        for (start, end), days in zip(self._terms, self._days, strict=True):
            first, last = max(start, low), min(end, high)
            if first < last:
                yield from days.intervals(first, last)


def _begins(calendar: Calendar) -> int:
    return -_EVER if calendar.effective_from is None else seconds(calendar.effective_from)


def _refuse_unordered(ordered: Sequence[Calendar]) -> None:
    if not ordered:
        raise CalendarError((), "A calendar has at least one version.")
    for one, other in pairwise(ordered):
        if _begins(one) == _begins(other):
            raise CalendarError(_FROM, f"{_both(one, other)} at once; give each its own date.")


def _both(one: Calendar, other: Calendar) -> str:
    since = f"{other.effective_from:%Y-%m-%d %H:%M}" if other.effective_from else "always"
    return f"Versions {one.version} and {other.version} both take effect ({since})"
