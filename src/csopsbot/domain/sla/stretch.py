"""A stretch of time laid out: where its open intervals lie, and how much is open before each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from csopsbot.domain.sla.arithmetic import Side
from csopsbot.domain.sla.intervals import Interval, united


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time from LOW to HIGH, with a meter that runs while something is open.

    While the meter runs an instant is always the same number of seconds ahead of it: what was shut
    so far. So both questions are a search and a sum. STARTS, ENDS and SHUT have one entry more than
    there are intervals, for the time after the last of them.
    """

    low: int
    high: int
    starts: Sequence[int]
    ends: Sequence[int]
    meter: Sequence[int]
    """What the meter shows at the end of each interval."""
    shut: Sequence[int]
    gaps: tuple[Interval, ...]
    """Where nothing is open for so long that it may be too long; nearly always none."""

    @property
    def intervals(self) -> list[Interval]:
        """What is open, in order."""
        return list(zip(self.starts[:-1], self.ends[:-1], strict=True))

    def reading(self, instant: int) -> int:
        """Return what the meter shows at an instant from LOW to HIGH."""
        place = bisect_right(self.ends, instant)
        start = self.starts[place]
        return (instant if instant > start else start) - self.shut[place]

    def after(self, instant: int, n: int, side: Side) -> int | None:
        """Return the first or last instant with N more on the meter, None if it is not here."""
        place = bisect_right(self.ends, instant)
        start = self.starts[place]
        reading = (instant if instant > start else start) - self.shut[place] + n
        if side == "left":
            place = bisect_left(self.meter, reading) if reading > 0 else -1
        else:
            place = bisect_right(self.meter, reading) if reading >= 0 else -1
        return reading + self.shut[place] if 0 <= place < len(self.meter) else None


def stretch(low: int, high: int, intervals: Iterable[Interval], shortest_gap: int) -> Stretch:
    """Lay out what is open from LOW to HIGH, and note the gaps longer than SHORTEST_GAP."""
    whole = united(intervals)
    ends = [end for _, end in whole]
    meter = list(accumulate(end - start for start, end in whole))
    shut = [end - reading for end, reading in zip(ends, meter, strict=True)]
    return Stretch(
        low=low,
        high=high,
        starts=[*(start for start, _ in whole), high],
        ends=[*ends, high + 1],
        meter=meter,
        shut=[*shut, high - (meter[-1] if meter else 0)],
        gaps=tuple(_gaps([(low, low), *whole, (high, high)], shortest_gap)),
    )


def _gaps(whole: Iterable[Interval], shortest: int) -> Iterator[Interval]:
    for (_, end), (start, _) in pairwise(whole):
        if start - end > shortest:
            yield end, start
