"""How many requests it takes to find what changed among many issues that are waited for."""

import asyncio
import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from benchmarks.benchmark import Benchmark, Effort
from benchmarks.databases import Kind, database
from benchmarks.figure import Figure, Goal, compared
from benchmarks.linked import DESK, MADE_AT, PAGE, CountedTracker, link_many
from csopsbot.app.ordering import read_issue
from csopsbot.app.ports import Database, Work
from csopsbot.app.reconciling import Often, routines
from csopsbot.app.tracker import Tracker
from csopsbot.storage.address import parse
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import prepare
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.worker.pausing import pause
from csopsbot.worker.reconciling import Reconciling
from csopsbot.worker.relay import Relay

ONE_IN = 200
"""So many of the issues changed: 50 of 10,000."""
OFTEN = Often(timedelta(minutes=10), timedelta(minutes=2))
LATER = MADE_AT + timedelta(hours=1)


@dataclass(slots=True)
class House:
    """A worker and a tracker, by a clock that stands still."""

    opened: Database
    url: str
    tracker: CountedTracker
    now: datetime = MADE_AT

    async def asks(self, look: bool) -> tuple[int, float]:
        """Let everything be done that is due, and return the requests and seconds it took."""
        before, began = self.tracker.requests, time.perf_counter()
        if look:
            await self._reconciling().look()
        await self._delivered()
        return self.tracker.requests - before, time.perf_counter() - began

    def _reconciling(self) -> Reconciling:
        can = {"tracker": self.tracker.capabilities}
        return Reconciling(self.opened, routines(DESK, can, OFTEN, OFTEN), lambda: self.now)

    async def _delivered(self) -> None:
        outlets = {"tracker": TrackerOutlet(cast("Tracker", self.tracker), DESK)}
        relay = Relay(self.opened, outlets, DESK, lambda: self.now, random.random)
        stop = asyncio.Event()
        running = asyncio.create_task(relay.run(stop))
        engine = sa.create_engine(parse(self.url), poolclass=NullPool)
        while await asyncio.to_thread(_waiting, engine):
            await pause(stop, 0.05)
        stop.set()
        await running


def _waiting(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        count = "SELECT count(*) FROM effect WHERE target = 'tracker'"
        return int(connection.exec_driver_sql(count).scalar_one())


async def run(effort: Effort) -> list[Figure]:
    """Return the figures for each database."""
    return [figure for kind in effort.databases for figure in await _compared(kind, effort.samples)]


async def _compared(kind: Kind, number: int) -> list[Figure]:
    with database(kind) as (url, _):
        prepare(url)
        opened = open_database(url)
        try:
            house = House(opened, url, await link_many(opened, number))
            await house.asks(look=True)
            changed = _change_some(house, number)
            ours, seconds = await house.asks(look=True)
            its, its_seconds = await _read_all(house, number)
        finally:
            await opened.close()
    least = 1 + changed + -(-number // PAGE)
    what = f"{changed} changed of {number:,} on {kind}"
    return [
        compared(
            f"{what}: requests",
            f"{ours:,}, of {least:,} at least",
            f"{its:,}, reading every issue again",
            ours / its,
            Goal("at most", round(2 * least / number, 3)),
        ),
        Figure(f"{what}: time", f"{seconds:.2f} s", f"{its_seconds:.2f} s", seconds / its_seconds),
    ]


def _change_some(house: House, number: int) -> int:
    """Let some issues change after all was seen, an hour later; return how many."""
    chosen = range(0, number, ONE_IN)
    for place, one in enumerate(chosen):
        house.tracker.touch(str(one), LATER - timedelta(seconds=place + 1))
    house.now = LATER
    return len(chosen)


async def _read_all(house: House, number: int) -> tuple[int, float]:
    """Read every issue again, as one would that knows of no changes."""

    def owe(work: Work) -> None:
        orders = [read_issue("tracker", str(one), "baseline") for one in range(number)]
        work.outbox.put_all(orders, house.now)

    await house.opened.run(owe)
    return await house.asks(look=False)


BENCHMARK = Benchmark(
    "reconcile",
    "Finding what changed in a tracker, against reading every issue again",
    run,
    Effort(rounds=1, samples=10_000, databases=("SQLite",)),
)
