"""What a benchmark says: one ratio to one baseline, and what it ought to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

COLUMNS = ("What", "Ours", "Baseline", "Ratio", "Goal")


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio, or an amount in UNIT, is to be."""

    bound: Literal["at most", "at least"]
    value: float
    unit: str = ""

    def verdict(self, value: float) -> str:
        """Return the goal, and whether VALUE meets it."""
        low, high = (value, self.value) if self.bound == "at most" else (self.value, value)
        wanted = f"{self.value:.0f}" if self.value >= 10 else f"{self.value:.2g}"
        return f"{self.bound} {wanted}{self.unit}: {'met' if low <= high else 'missed'}"


@dataclass(frozen=True, slots=True)
class Figure:
    """OURS as a RATIO of the baseline ITS; VERDICT is empty where no goal is set."""

    what: str
    ours: str
    its: str
    ratio: float
    verdict: str = ""

    def row(self) -> tuple[str, ...]:
        """Return the figure in the order of `COLUMNS`."""
        return (self.what, self.ours, self.its, _shortly(self.ratio), self.verdict)


def compared(what: str, ours: str, its: str, ratio: float, goal: Goal) -> Figure:
    """Return a figure whose ratio has a goal."""
    return Figure(what, ours, its, ratio, goal.verdict(ratio))


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield the lines of a Markdown table that can be read as it is."""
    rows = [COLUMNS, *(figure.row() for figure in figures)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join(cells)} |"


def _shortly(ratio: float) -> str:
    if ratio >= 100:
        return f"{ratio:,.0f}"
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.1g}"


def milliseconds(seconds: float) -> str:
    """Return a duration."""
    return f"{seconds * 1000:.2f} ms"


def microseconds(seconds: float) -> str:
    """Return a short duration."""
    return f"{seconds * 1e6:,.2f} µs"


def a_second(rate: float) -> str:
    """Return a throughput."""
    return f"{rate:,.0f} a second"


def megabytes(size: float) -> str:
    """Return an amount of memory."""
    return f"{size / 1e6:,.1f} MB"
