"""A calendar: when somebody is there, in the words of the place where they are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from csopsbot.domain.sla.errors import CalendarError, Doubt, Path
from csopsbot.domain.sla.holidays import Holidays
from csopsbot.domain.sla.hours import WEEKDAYS, Opening, Piece, spoken
from csopsbot.domain.sla.intervals import overlap
from csopsbot.domain.sla.zones import zone

Openings = tuple[Opening, ...]
Dated = Mapping[date, Openings]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours in a time zone; one that cannot be raises `CalendarError`.

    HOURS are by weekday, `mon` to `sun`. SPECIAL_DAYS take the place of a date's hours, BREAKS are
    cut out of them, and HOLIDAYS close a date whatever else is said of it.
    """

    tz: str
    hours: Mapping[str, Openings]
    special_days: Dated = field(default_factory=dict)
    breaks: Dated = field(default_factory=dict)
    holidays: Holidays = field(default_factory=Holidays)
    version: str = "1"
    effective_from: datetime | None = None

    def __post_init__(self) -> None:
        zone(self.tz)
        _refuse_strange_weekdays(self.hours)
        _refuse_overlaps(self)
        _refuse_naive(self.effective_from)
        if not any(self._open()):
            raise CalendarError(("hours",), "Nothing is ever open; give at least one interval.")

    @classmethod
    def always(cls, tz: str = "UTC") -> Self:
        """Return the calendar that never closes."""
        return cls(tz, {day: (Opening(0, 24 * 60),) for day in WEEKDAYS})

    def doubts(self) -> Iterator[Doubt]:
        """Yield what is allowed, but hardly meant."""
        for path, opening in self._written():
            if opening.ends_a_minute_early:
                yield Doubt(path, f"{opening} closes a minute before midnight; is 24:00 meant?")
        for day, openings in self.special_days.items():
            if openings and day in self.holidays:
                said = f"{day} is a holiday too, and so it is closed; take out one of the two."
                yield Doubt(("special_days", day.isoformat()), said)

    def _open(self) -> Iterator[Opening]:
        for openings in self.hours.values():
            yield from openings
        for day, openings in self.special_days.items():
            if day not in self.holidays:
                yield from openings

    def _written(self) -> Iterator[tuple[Path, Opening]]:
        """Yield every interval with the place where it is written."""
        dated = {"special_days": self.special_days, "breaks": self.breaks}
        yield from _placed("hours", self.hours)
        for name, days in dated.items():
            yield from _placed(name, {day.isoformat(): every for day, every in days.items()})


def _placed(name: str, days: Mapping[str, Openings]) -> Iterator[tuple[Path, Opening]]:
    for day, openings in days.items():
        yield from (((name, day, number), each) for number, each in enumerate(openings))


def pieces_of_week(hours: Mapping[str, Openings]) -> tuple[tuple[Piece, ...], ...]:
    """Return what is open on each weekday, with what the night before left over."""
    week: tuple[list[Piece], ...] = tuple([] for _ in WEEKDAYS)
    for number, day in enumerate(WEEKDAYS):
        for opening in hours.get(day, ()):
            week[number].append(opening.today)
            week[(number + 1) % 7].extend(opening.tomorrow)
    return tuple(tuple(sorted(pieces)) for pieces in week)


def _refuse_strange_weekdays(hours: Mapping[str, Openings]) -> None:
    for name in hours:
        if name not in WEEKDAYS:
            raise CalendarError(("hours", name), f"Weekdays are {', '.join(WEEKDAYS)}.")


def _refuse_overlaps(calendar: Calendar) -> None:
    week = zip(WEEKDAYS, pieces_of_week(calendar.hours), strict=True)
    for name, pieces in week:
        _refuse_overlap(pieces, ("hours", name))
    for day, openings in calendar.special_days.items():
        _refuse_overlap([each.today for each in openings], ("special_days", day.isoformat()))


def _refuse_overlap(pieces: Iterable[Piece], path: Path) -> None:
    if shared := overlap(pieces):
        raise CalendarError(path, f"Two intervals share {spoken(shared)}; join them into one.")


def _refuse_naive(moment: datetime | None) -> None:
    if moment is not None and moment.tzinfo is None:
        raise CalendarError(("effective_from",), f"{moment} has no time zone; end it with Z.")
