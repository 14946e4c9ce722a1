"""From the click that sends the form to the first card on the wire."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from statistics import median

import sqlalchemy as sa

from benchmarks.benchmark import Benchmark, Effort
from benchmarks.databases import Kind, database
from benchmarks.fake_slack import FakeSlack, fake_slack
from benchmarks.figure import Figure, milliseconds
from benchmarks.posts import submission
from benchmarks.processes import Server, bolt, bot, together
from benchmarks.wire import Wire, durations, wires
from csopsbot.storage import tables
from csopsbot.storage.address import parse

_OWED = sa.select(sa.func.count()).select_from(tables.effect)
_FORGET_BUDGETS = sa.delete(tables.budget)
_QUIET_S = 0.02


@dataclass(frozen=True, slots=True)
class _Stand:
    """The whole bot in one process, the bare app beside it, and the Slack of both."""

    bot: Server
    bare: Server
    slack: FakeSlack
    database_url: str


async def run(effort: Effort) -> list[Figure]:
    """Return a figure for each database."""
    return [await _compare(kind, effort) for kind in effort.databases]


async def _compare(kind: Kind, effort: Effort) -> Figure:
    async with _stand(kind) as stand:
        await _measure(stand, Effort(1, 5))
        ours, floor = await _measure(stand, effort)
    what = f"click to card on {kind}"
    its = f"{milliseconds(floor)}, bare round trip"
    return Figure(what, milliseconds(ours), its, ours / floor)


@asynccontextmanager
async def _stand(kind: Kind) -> AsyncIterator[_Stand]:
    async with AsyncExitStack() as stack:
        slack, slack_url = await stack.enter_async_context(fake_slack())
        url, folder = stack.enter_context(database(kind))
        servers = bot("all", url, slack_url, folder), bolt("bare", slack_url)
        ours, bare = await together(stack, *servers)
        yield _Stand(ours, bare, slack, url)


async def _measure(stand: _Stand, effort: Effort) -> tuple[float, float]:
    """Return the median seconds to the card, and of a bare round trip; the two take turns."""
    cards: list[float] = []
    trips: list[float] = []
    async with wires(stand.bot.port) as (ours,), wires(stand.bare.port) as (bare,):
        for _ in effort.turns():
            cards += [await _card(stand, ours) for _ in range(effort.samples)]
            trips += await durations(bare, [submission() for _ in range(effort.samples)])
    return median(cards), median(trips)


async def _card(stand: _Stand, wire: Wire) -> float:
    """Return how long a card takes while nothing else is under way."""
    await asyncio.to_thread(_until_quiet, stand.database_url)
    arrived, began = stand.slack.expect(), time.perf_counter()
    await wire.ask(submission())
    return await arrived - began


def _until_quiet(url: str) -> None:
    """Wait until nothing is owed any more, and empty the budgets.

    It is the way that is measured, and not how long Slack wants posts to be apart.
    """
    engine = sa.create_engine(parse(url), poolclass=sa.NullPool)
    owed = 1
    while owed:
        time.sleep(_QUIET_S)
        with engine.begin() as connection:
            connection.execute(_FORGET_BUDGETS)
            owed = connection.scalar(_OWED) or 0


BENCHMARK = Benchmark(
    "card",
    "From the click to the first card on the wire, against a bare round trip",
    run,
    Effort(rounds=10, samples=8, seconds=12),
)
