"""What is open on a local date, and where that lies in UTC."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from csopsbot.domain.sla.calendar import Calendar, Dated, pieces_of_week
from csopsbot.domain.sla.hours import Piece
from csopsbot.domain.sla.intervals import Interval, united, without
from csopsbot.domain.sla.wall import local, reached
from csopsbot.domain.sla.zones import zone

Pieces = tuple[Piece, ...]

_NEXT_DAY = timedelta(days=1)


class Days:
    """The days of a calendar, one after another."""

    def __init__(self, calendar: Calendar) -> None:
        self._zone = zone(calendar.tz)
        self._holidays = calendar.holidays
        self._week = pieces_of_week(calendar.hours)
        self._unusual = dict(_unusual(calendar, self._week))

    def pieces(self, day: date) -> Sequence[Piece]:
        """Return what is open on the wall on DAY, in order."""
        if day in self._holidays:
            return ()
        usual = self._week[day.weekday()]
        return self._unusual.get(day, usual)

    def intervals(self, low: int, high: int) -> Iterator[Interval]:
        """Yield what is open from LOW up to HIGH, in order; intervals may touch."""
        day, last = local(low, self._zone).date() - _NEXT_DAY, local(high, self._zone).date()
        while day <= last:
            for start, end in self._in_utc(day):
                if start < high and end > low:
                    yield max(start, low), min(end, high)
            day += _NEXT_DAY

    def _in_utc(self, day: date) -> Iterator[Interval]:
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall has no zone
        for piece in self.pieces(day):
            start, end = (midnight + timedelta(minutes=minutes) for minutes in piece)
            yield reached(start, self._zone), reached(end, self._zone)


def _unusual(calendar: Calendar, week: Sequence[Sequence[Piece]]) -> Iterator[tuple[date, Pieces]]:
    """Yield what is open on the dates that differ from their weekday.

    A special day's night goes on into the next date, like any night that is split at midnight.
    """
    special = {day: [each.today for each in every] for day, every in calendar.special_days.items()}
    nights = _after_midnight(calendar.special_days)
    breaks = _cuts(calendar.breaks)
    for day in special.keys() | nights.keys() | breaks.keys():
        pieces = [*special.get(day, week[day.weekday()]), *nights.get(day, ())]
        yield day, tuple(without(united(pieces), breaks.get(day, ())))


def _cuts(breaks: Dated) -> dict[date, list[Piece]]:
    """Return the breaks by the local date that they fall on."""
    cuts = _after_midnight(breaks)
    for day, every in breaks.items():
        cuts.setdefault(day, []).extend(each.today for each in every)
    return cuts


def _after_midnight(dated: Dated) -> dict[date, list[Piece]]:
    """Return what the nights of each date leave over for the next one."""
    return {
        day + _NEXT_DAY: [piece for each in every for piece in each.tomorrow]
        for day, every in dated.items()
    }
