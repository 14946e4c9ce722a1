"""What a benchmark is, and how hard it works."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from benchmarks.databases import KINDS, Kind
from benchmarks.figure import Figure


@dataclass(frozen=True, slots=True)
class Effort:
    """Each of the things compared has its turn in every round, SAMPLES at a time."""

    rounds: int
    samples: int
    databases: tuple[Kind, ...] = KINDS


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark by name: what it measures, against what, how, and how hard to begin with."""

    name: str
    about: str
    run: Callable[[Effort], Awaitable[list[Figure]]]
    effort: Effort
