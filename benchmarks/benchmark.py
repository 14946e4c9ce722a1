"""What a benchmark is, and how hard it works."""

import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from benchmarks.databases import KINDS, Kind
from benchmarks.figure import Figure


@dataclass(frozen=True, slots=True)
class Effort:
    """Each of the things compared has its turn in every round, SAMPLES at a time.

    No round begins after SECONDS, however slow the machine; there is always one.
    """

    rounds: int
    samples: int
    seconds: float = 5.0
    databases: tuple[Kind, ...] = KINDS

    def turns(self) -> Iterator[int]:
        """Yield the number of each round, from 0."""
        end = time.monotonic() + self.seconds
        for number in range(self.rounds):
            if number and time.monotonic() > end:
                return
            yield number


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark by name: what it measures, against what, how, and how hard to begin with."""

    name: str
    about: str
    run: Callable[[Effort], Awaitable[list[Figure]]]
    effort: Effort
