"""Intervals of whole numbers: minutes of a day on the wall, or seconds of UTC."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Interval = tuple[int, int]
"""From the first up to the second, which does not belong to it."""


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """Return what any of the intervals covers, in order; those that touch become one."""
    whole: list[Interval] = []
    for start, end in sorted(intervals):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(whole[-1][1], end)
        else:
            whole.append((start, end))
    return whole


def without(intervals: Iterable[Interval], cuts: Iterable[Interval]) -> Iterator[Interval]:
    """Yield what the cuts leave of the intervals, which are in order."""
    gaps = united(cuts)
    for interval in intervals:
        yield from _remains(interval, gaps)


def overlap(intervals: Iterable[Interval]) -> Interval | None:
    """Return what two of the intervals have in common, None if no two overlap."""
    for (_, end), (start, later_end) in pairwise(sorted(intervals)):
        if start < end:
            return start, min(end, later_end)
    return None


def _remains(interval: Interval, gaps: Sequence[Interval]) -> Iterator[Interval]:
    start, end = interval
    for gap_start, gap_end in gaps:
        if gap_end <= start or end <= gap_start:
            continue
        if start < gap_start:
            yield start, gap_start
        start = gap_end
    if start < end:
        yield start, end
