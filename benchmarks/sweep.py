"""What it costs to find what is due, and how soon many alerts are durable that are due at once."""

import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from benchmarks.bare_commits import bare_rows
from benchmarks.benchmark import Benchmark, Effort
from benchmarks.databases import Kind, database
from benchmarks.figure import Figure, Goal, compared, milliseconds
from benchmarks.promises import DESK, DUE_AT, open_many, park, rows
from csopsbot.app.ports import Database, Work
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import prepare
from csopsbot.worker.sweep import Sweep

TIMES_MORE = 100
ONE_DUE_IN = 100
"""Of the fewer deadlines; of the others as many are due."""
LOOKS = 50
"""In a row, for each search."""

_AS_QUICK = Goal("at most", 2)
_IDLE = {"SQLite": Goal("at most", 0.1, " ms"), "PostgreSQL": Goal("at most", 0.5, " ms")}
_SOON = {"SQLite": Goal("at most", 0.3, " s"), "PostgreSQL": Goal("at most", 0.6, " s")}


class UndoneError(Exception):
    """What was only tried is undone."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A database in which much waits for its time, of which DUE has come."""

    opened: Database
    due: int

    async def find(self) -> float:
        """Return the seconds that it takes to find what is due; it is left there."""

        def claim(work: Work) -> None:
            assert len(work.deadlines.claim(DUE_AT, self.due)) == self.due
            raise UndoneError

        began = time.perf_counter()
        try:
            await self.opened.run(claim)
        except UndoneError:
            return time.perf_counter() - began
        raise AssertionError

    async def look(self) -> float:
        """Return the seconds that a look takes the sweep while nothing is due."""
        sweep = Sweep(self.opened, DESK, lambda: DUE_AT - timedelta(days=1))
        began = time.perf_counter()
        assert await sweep.look() > 0
        return time.perf_counter() - began


async def run(effort: Effort) -> list[Figure]:
    """Return the figures for each database."""
    figures = []
    for kind in effort.databases:
        figures += await _searched(kind, effort)
        figures.append(await _alerted(kind, effort))
    return figures


async def _searched(kind: Kind, effort: Effort) -> list[Figure]:
    """Return how finding and looking compare among few and among many."""
    few, due = effort.samples, max(1, effort.samples // ONE_DUE_IN)
    many = few * TIMES_MORE
    async with AsyncExitStack() as stack:
        sizes = [await _parked(stack, kind, number, due) for number in (few, many)]
        found, looked = await _taking_turns(sizes, effort)
    return [
        compared(
            f"find {due} due among {many:,} on {kind}",
            milliseconds(found[1]),
            f"{milliseconds(found[0])}, among {few:,}",
            found[1] / found[0],
            _AS_QUICK,
        ),
        Figure(
            f"look with {many:,} open on {kind}",
            milliseconds(looked[1]),
            f"{milliseconds(looked[0])}, with {few:,}",
            looked[1] / looked[0],
            _IDLE[kind].verdict(looked[1] * 1000),
        ),
    ]


async def _parked(stack: AsyncExitStack, kind: Kind, many: int, due: int) -> Parked:
    url, _ = stack.enter_context(database(kind))
    prepare(url)
    park(url, many, due)
    opened = open_database(url)
    stack.push_async_callback(opened.close)
    return Parked(opened, due)


async def _taking_turns(sizes: list[Parked], effort: Effort) -> tuple[list[float], list[float]]:
    found: list[list[float]] = [[] for _ in sizes]
    looked: list[list[float]] = [[] for _ in sizes]
    for _ in effort.turns():
        for place, one in enumerate(sizes):
            found[place].append(await one.find())
            looked[place] += [await one.look() for _ in range(LOOKS)]
    return list(map(median, found)), list(map(median, looked))


async def _alerted(kind: Kind, effort: Effort) -> Figure:
    """Return how long it takes until so many alerts are durable that are due at once."""
    number = effort.samples
    with database(kind) as (url, _):
        prepare(url)
        opened = open_database(url)
        try:
            await open_many(opened, number)
            before = rows(url)
            ours = await _until_idle(Sweep(opened, DESK, lambda: DUE_AT))
            written = rows(url) - before
            floor = bare_rows(url, written)
        finally:
            await opened.close()
    return Figure(
        f"{number:,} due at once on {kind}",
        f"{ours:.2f} s",
        f"{floor:.2f} s, {written:,} bare rows",
        ours / floor,
        _SOON[kind].verdict(ours),
    )


async def _until_idle(sweep: Sweep) -> float:
    began = time.perf_counter()
    while await sweep.look() == 0:
        pass
    return time.perf_counter() - began


BENCHMARK = Benchmark(
    "sweep",
    "Deadlines: finding what is due among many, and alerts that are due at once",
    run,
    Effort(rounds=200, samples=10_000),
)
