"""Tables of plain text, each line made as its row comes."""

from dataclasses import dataclass

from csopsbot.words.clocks import metric_name
from csopsbot.words.durations import open_time

_GAP = "  "
_NOTHING = "-"
_HOUR = 3600
_LANGUAGE = "en"  # as all of the command line


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, how wide it is, and whether it holds words or figures."""

    title: str
    width: int
    words: bool = False

    def cell(self, value: str) -> str:
        """Return VALUE as wide as the column; what has no room ends in dots."""
        shown = value if len(value) <= self.width else f"{value[: self.width - 3]}..."
        return shown.ljust(self.width) if self.words else shown.rjust(self.width)


class Table:
    """Columns that lines are made by."""

    def __init__(self, *columns: Column) -> None:
        self._columns = columns

    @property
    def heading(self) -> str:
        """The line of the titles."""
        return self.line(*(one.title for one in self._columns))

    def line(self, *values: str) -> str:
        """Return the line of VALUES, one a column."""
        pairs = zip(self._columns, values, strict=True)
        return _GAP.join(column.cell(printable(value)) for column, value in pairs).rstrip()


def printable(text: str) -> str:
    """Return TEXT without what moves a terminal's cursor or changes its colours."""
    return "".join(char if char.isprintable() else " " for char in text)


def clock_name(clock: str) -> str:
    """Return what the clock called CLOCK measures and for whom: `Resolution, OLA`."""
    audience = clock.split("/")[-2]
    return f"{metric_name(clock, _LANGUAGE)}, {audience.upper()}"


def counted(seconds: int | None) -> str:
    """Return open time in words; of much of it, whole hours."""
    if seconds is None:
        return _NOTHING
    exact = seconds if seconds < 100 * _HOUR else seconds // _HOUR * _HOUR
    return open_time(exact, _LANGUAGE)


def percent(share: float | None) -> str:
    """Return a percentage in words, cut so that 100 is said of what is whole alone."""
    return _NOTHING if share is None else f"{int(share * 10) / 10:.1f} %"
