"""A month, as a place has it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from csopsbot.domain.sla.wall import reached
from csopsbot.domain.sla.zones import zone

_WRITTEN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1970, 2199


class NoMonth(ValueError):
    """A month is written like 2026-10."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no month. {self.__doc__}")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of a calendar year; NUMBER 1 is January."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def following(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.following.first - timedelta(days=1)

    def bounds(self, tz: str) -> tuple[int, int]:
        """Return the UTC seconds [START, END) of the month in the time zone TZ."""
        where = zone(tz)
        start, end = (
            reached(datetime(day.year, day.month, 1), where)  # noqa: DTZ001 - a wall has no zone
            for day in (self.first, self.following.first)
        )
        return start, end


def month(text: str) -> Month:
    """Return the month that is written as 2026-10; raises `NoMonth`."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise NoMonth(text)
    year, number = int(found[1]), int(found[2])
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= number <= 12):
        raise NoMonth(text)
    return Month(year, number)
