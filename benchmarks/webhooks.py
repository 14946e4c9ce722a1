"""Whether one worker stays ahead of a hundred webhooks a second, and is never stopped by Slack.

Most of what a tracker delivers is nothing for people: one in fifty is a comment, and the others are
read and compared for nothing. Comments come as people write them: ten at once, on issues of one team.
Each delivery is signed, and taken as the web server takes it.
"""

import asyncio
import itertools
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import fmean
from typing import cast

import httpx
import sqlalchemy as sa
from prometheus_client import CollectorRegistry
from sqlalchemy.pool import NullPool

from benchmarks.benchmark import Benchmark, Effort
from benchmarks.databases import Kind, database
from benchmarks.figure import Figure, Goal, compared
from benchmarks.linked import DESK, TEAMS, CountedTracker, link_many
from benchmarks.strict_slack import StrictSlack
from csopsbot import logs
from csopsbot.app.ports import Database
from csopsbot.app.tracker import Tracker
from csopsbot.app.tracking import receive_hint
from csopsbot.app.webhooks import Hint
from csopsbot.storage.address import parse
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import prepare
from csopsbot.trackers.local.webhook import LocalWebhooks, payload, sign
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.web.app import Web, build
from csopsbot.worker.pausing import pause
from csopsbot.worker.relay import Relay

A_SECOND, ISSUES = 100, 300
BURST, EVERY = 10, 500
CONNECTIONS = 16
SECRET = "a secret"
_numbers = itertools.count(1)


@dataclass(slots=True)
class House:
    """One worker, the web server beside it, a tracker and a Slack."""

    opened: Database
    tracker: CountedTracker
    slack: StrictSlack
    web: httpx.AsyncClient
    engine: sa.Engine
    waited: list[int] = field(default_factory=list)

    async def deliver(self, *, talking: bool = True) -> None:
        """Let an issue change, and its tracker tell of it; by a comment now and then if TALKING."""
        number = next(_numbers)
        burst, place = divmod(number, EVERY)
        comments = talking and place < BURST
        issue = str((burst + place * TEAMS if comments else number) % ISSUES)
        self.tracker.touch(issue, _now(), f"Seen {number}." if comments else "")
        body = payload(issue)
        headers = sign(SECRET, f"d{number}", body, _now())
        answer = await self.web.post("/in/tracker", content=body, headers=headers)
        assert answer.status_code == 202

    async def deliver_for(self, seconds: float) -> None:
        """Let a hundred a second come, whether or not those before were answered."""
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in range(int(seconds * A_SECOND)):
                await asyncio.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
                group.create_task(self.deliver())
                if number % (A_SECOND // 5) == 0:
                    self.waited.append(await self.waiting())

    async def waiting(self) -> int:
        """Return how many effects have yet to leave."""
        return await asyncio.to_thread(_count, self.engine)

    async def idle(self) -> None:
        """Return once there is none."""
        while await self.waiting():
            await pause(asyncio.Event(), 0.02)


async def run(effort: Effort) -> list[Figure]:
    """Return the figures for each database; as many SAMPLES are so many seconds of deliveries."""
    logs.configure("error", "console")  # to be stopped by Slack is what the baseline is there for
    return [figure for kind in effort.databases for figure in await _compared(kind, effort.samples)]


async def _compared(kind: Kind, seconds: float) -> list[Figure]:
    async with _house(kind, paced=True) as house:
        await house.deliver_for(seconds)
        await house.idle()
        rate = await _as_fast_as_can_be(house, int(seconds * A_SECOND) // 2)
        stopped, calls = house.slack.stopped, len(house.slack.called)
        half = len(house.waited) // 2
        first, second = fmean(house.waited[:half]), fmean(house.waited[half:])
        longest = max(house.waited)
    async with _house(kind, paced=False) as unpaced:
        await unpaced.deliver_for(seconds)
        await unpaced.idle()
    what, its = f"{A_SECOND} a second on {kind}", unpaced.slack.stopped
    return [
        compared(
            f"{what}: queue",
            f"{second:.1f} in the second half, {longest} at most",
            f"{first:.1f} in the first half",
            (second + 1) / (first + 1),
            Goal("at most", 2),
        ),
        compared(
            f"{what}: read and done",
            f"{rate:,.0f} a second, if they come",
            f"{A_SECOND} a second, as they come",
            rate / A_SECOND,
            Goal("at least", 1),
        ),
        Figure(
            f"{what}: 429s taken",
            f"{stopped} in {calls} calls",
            f"{its}, without budgets",
            stopped / max(its, 1),
            Goal("at most", 0, " 429s").verdict(stopped),
        ),
    ]


async def _as_fast_as_can_be(house: House, number: int) -> float:
    """Return how many a second are read when one follows the other over a few connections."""
    left, began = iter(range(number)), time.perf_counter()

    async def connection() -> None:
        for _ in left:
            await house.deliver(talking=False)

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    await house.idle()
    return number / (time.perf_counter() - began)


@asynccontextmanager
async def _house(kind: Kind, *, paced: bool) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        url, _ = stack.enter_context(database(kind))
        prepare(url)
        opened = open_database(url)
        stack.push_async_callback(opened.close)
        house = House(
            opened,
            await link_many(opened, ISSUES),
            StrictSlack(DESK, _now, paced),
            await stack.enter_async_context(_web(opened)),
            sa.create_engine(parse(url), poolclass=NullPool),
        )
        outlets = {"tracker": TrackerOutlet(cast("Tracker", house.tracker), DESK)}
        relay = Relay(opened, outlets | {"slack": house.slack}, DESK, _now, random.random)
        stop = asyncio.Event()
        running = asyncio.create_task(relay.run(stop))
        try:
            yield house
        finally:
            stop.set()
            await running


def _web(opened: Database) -> httpx.AsyncClient:
    async def store(tracker: str, hint: Hint) -> None:
        await opened.run(lambda work: receive_hint(work, tracker, hint, _now()))

    app = build(
        Web(
            slack=None,
            trackers={"tracker": LocalWebhooks(SECRET)},
            store=store,
            checks={},
            registry=CollectorRegistry(),
            clock=_now,
            mounts={},
        )
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot")


def _count(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM effect").scalar_one())


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - webhooks come in real time here


BENCHMARK = Benchmark(
    "webhooks",
    f"{A_SECOND} webhooks a second through one worker to Slack, against themselves",
    run,
    Effort(rounds=1, samples=15),
)
