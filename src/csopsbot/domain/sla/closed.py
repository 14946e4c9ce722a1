"""The time that a clock skipped because nobody was there."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from csopsbot.domain.sla.arithmetic import Arithmetic
from csopsbot.domain.sla.entries import Skipped
from csopsbot.domain.sla.intervals import Interval, without
from csopsbot.domain.sla.run import Calendars, Span, counts


@runtime_checkable
class TellsWhenOpen(Protocol):
    """A calendar that can also say when it is open, and so when it was closed."""

    def intervals(self, low: int, high: int) -> Iterator[Interval]:
        """Yield what is open from LOW up to HIGH, in order."""
        ...


def skipped(span: Span, cycle: int, calendars: Calendars) -> Iterator[Skipped]:
    """Yield what of SPAN did not count, if there is any."""
    shut = span.end - span.start - counts(span, calendars)
    if span.calendar and shut:
        gaps = _gaps(calendars[span.calendar], span.start, span.end)
        yield Skipped(at=span.start, cycle=cycle, until=span.end, seconds=shut, closed=gaps)


def _gaps(calendar: Arithmetic, start: int, end: int) -> tuple[Interval, ...]:
    if not isinstance(calendar, TellsWhenOpen):
        return ()
    return tuple(without([(start, end)], calendar.intervals(start, end)))
