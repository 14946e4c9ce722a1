"""How long Slack waits for an answer, with everything committed that follows from it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median

from benchmarks.benchmark import Benchmark, Effort
from benchmarks.databases import KINDS, Kind, database
from benchmarks.fake_slack import fake_slack
from benchmarks.figure import Figure, Goal, a_second, compared, milliseconds
from benchmarks.posts import command, submission
from benchmarks.processes import Server, bolt, bot
from benchmarks.wire import durations, throughput, wires

AT_ONCE = 32

_POSTS: Mapping[str, Callable[[], bytes]] = {"/csops help": command, "form": submission}
_LONGEST = Goal("at most", 3)
_QUICKER = Goal("at least", 5)
_SHARE = Goal("at least", 1 / 3)

Servers = Mapping[str, Server]


async def run(effort: Effort) -> list[Figure]:
    """Return the figures of both kinds of post on both databases."""
    figures: list[Figure] = []
    for kind in KINDS:
        async with _servers(kind) as servers:
            for name, post in _POSTS.items():
                figures += await _compare(f"{name} on {kind}", servers, post, effort)
    return figures


async def _compare(
    what: str, servers: Servers, post: Callable[[], bytes], effort: Effort
) -> list[Figure]:
    """Return the figures of one kind of post, first one at a time and then many at once."""
    await _latency(servers, post, Effort(1, 20))
    took = await _latency(servers, post, effort)
    rates = await _throughput(servers, post, effort)
    ours, bare, stock = (milliseconds(took[one]) for one in ("bot", "bare", "stock"))
    one, many = f"{what}, one at a time", f"{what}, {AT_ONCE} at once"
    floor = f"{a_second(rates['bare'])}, bare"
    share = rates["bot"] / rates["bare"]
    return [
        compared(one, ours, f"{bare}, bare", took["bot"] / took["bare"], _LONGEST),
        compared(one, ours, f"{stock}, stock", took["stock"] / took["bot"], _QUICKER),
        compared(many, a_second(rates["bot"]), floor, share, _SHARE),
    ]


@asynccontextmanager
async def _servers(kind: Kind) -> AsyncIterator[Servers]:
    async with AsyncExitStack() as stack:
        _, slack = await stack.enter_async_context(fake_slack())
        url, folder = stack.enter_context(database(kind))
        yield {
            "bot": await stack.enter_async_context(bot("web", url, slack, folder)),
            "bare": await stack.enter_async_context(bolt("bare", slack)),
            "stock": await stack.enter_async_context(bolt("stock", slack)),
        }


async def _latency(servers: Servers, post: Callable[[], bytes], effort: Effort) -> dict[str, float]:
    """Return the median seconds of each server, which take turns."""
    seconds: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(effort.rounds):
        for name, server in servers.items():
            posts = [post() for _ in range(effort.samples)]
            async with wires(server.port) as (wire,):
                seconds[name] += await durations(wire, posts)
    return {name: median(every) for name, every in seconds.items()}


async def _throughput(
    servers: Servers, post: Callable[[], bytes], effort: Effort
) -> dict[str, float]:
    """Return the median answers a second of each server, which take turns."""
    rates: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(effort.rounds):
        for name, server in servers.items():
            posts = [post() for _ in range(effort.samples * 16)]
            async with wires(server.port, AT_ONCE) as every:
                rates[name].append(await throughput(every, posts))
    return {name: median(each) for name, each in rates.items()}


BENCHMARK = Benchmark(
    "ack",
    "An acknowledgement with everything committed, against Bolt apps that answer nothing",
    run,
    Effort(rounds=8, samples=40),
)
