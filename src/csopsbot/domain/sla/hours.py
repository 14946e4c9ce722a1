"""Opening hours on a wall clock: how they are written, and what is not allowed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from csopsbot.domain.sla.errors import CalendarError, Path
from csopsbot.domain.sla.intervals import Interval

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60

Piece = Interval
"""Minutes of one local day."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
_WITH_SECONDS = re.compile(r"([0-9]{1,2}:[0-9]{2}):[0-9]{2}.*")


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """Minutes from the midnight that the day begins with; overnight, END is beyond the next one."""

    start: int
    end: int

    @property
    def today(self) -> Piece:
        """The piece up to midnight."""
        return self.start, min(self.end, DAY)

    @property
    def tomorrow(self) -> Iterator[Piece]:
        """The piece after midnight, if there is one."""
        if self.end > DAY:
            yield 0, self.end - DAY

    @property
    def ends_a_minute_early(self) -> bool:
        """Whether it ends at 23:59, which closes for a minute before midnight."""
        return self.end % DAY == DAY - 1

    def __str__(self) -> str:
        end = self.end - DAY if self.end > DAY else self.end
        return f"{_written(self.start)}-{_written(end)}"


def opening(start: str, end: str, path: Path) -> Opening:
    """Return the hours from START to END, overnight where END is earlier; raises `CalendarError`."""
    first, last = _minutes(start, path), _minutes(end, path)
    if first == DAY:
        raise CalendarError(path, "24:00 ends a day and cannot begin one; write 00:00.")
    if first == last:
        advice = "for the whole day write 00:00 to 24:00" if first == 0 else "leave it out"
        raise CalendarError(path, f"{start} to {end} is no time at all; {advice}.")
    return Opening(first, last if last > first else last + DAY)


def spoken(piece: Piece) -> str:
    """Return a piece as it is written."""
    return f"{_written(piece[0])}-{_written(piece[1])}"


def _minutes(text: str, path: Path) -> int:
    if found := _TIME.fullmatch(text):
        return int(found[1]) * 60 + int(found[2]) if found[1] else DAY
    if found := _WITH_SECONDS.fullmatch(text):
        raise CalendarError(path, f"Opening hours have no seconds; write {found[1]}.")
    raise CalendarError(path, f"{text[:40]!r} is not a time of day; write HH:MM, up to 24:00.")


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
