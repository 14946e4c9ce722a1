"""How long Slack waits for an answer, with everything committed that follows from it."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from statistics import median

from benchmarks.bare_commits import bare_commits
from benchmarks.benchmark import Benchmark, Effort
from benchmarks.databases import Kind, database
from benchmarks.fake_slack import fake_slack
from benchmarks.figure import Figure, Goal, a_second, compared, milliseconds
from benchmarks.posts import command, submission
from benchmarks.processes import Server, bolt, bot, together
from benchmarks.wire import durations, throughput, wires

AT_ONCE = 32

_LONGEST = Goal("at most", 3)
_QUICKER = Goal("at least", 5)
_SHARE = Goal("at least", 1 / 3)

Post = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class _Case:
    """What is posted, and whether anything has to be kept before it is answered."""

    name: str
    post: Post
    commits: bool


_CASES = (_Case("/csops help", command, commits=False), _Case("form", submission, commits=True))


@dataclass(frozen=True, slots=True)
class _Stand:
    """The bot, bare Bolt and stock Bolt, and the database the bot keeps things in."""

    servers: Mapping[str, Server]
    database_url: str


async def run(effort: Effort) -> list[Figure]:
    """Return the figures of every case on every database."""
    figures: list[Figure] = []
    for kind in effort.databases:
        async with _stand(kind) as stand:
            for case in _CASES:
                figures += await _compare(f"{case.name} on {kind}", stand, case, effort)
    return figures


async def _compare(what: str, stand: _Stand, case: _Case, effort: Effort) -> list[Figure]:
    await _latency(stand, case.post, Effort(1, 20))
    took = await _latency(stand, case.post, effort)
    rates = await _throughput(stand, case.post, effort)
    one, many = f"{what}, one at a time", f"{what}, {AT_ONCE} at once"
    return [
        *_one_at_a_time(one, took),
        *(_beside_a_commit(one, took) if case.commits else ()),
        _at_once(many, rates),
    ]


def _one_at_a_time(what: str, took: Mapping[str, float]) -> Iterator[Figure]:
    ours, bare, stock = took["bot"], took["bare"], took["stock"]
    shown = milliseconds(ours)
    yield compared(what, shown, f"{milliseconds(bare)}, bare", ours / bare, _LONGEST)
    yield compared(what, shown, f"{milliseconds(stock)}, stock", stock / ours, _QUICKER)


def _beside_a_commit(what: str, took: Mapping[str, float]) -> Iterator[Figure]:
    """Yield the figure against what no program can be quicker than on this disk."""
    ours, floor = took["bot"], took["bare"] + took["commit"]
    its = f"{milliseconds(floor)}, bare and a bare commit"
    yield Figure(what, milliseconds(ours), its, ours / floor)


def _at_once(what: str, rates: Mapping[str, float]) -> Figure:
    ours, bare = rates["bot"], rates["bare"]
    return compared(what, a_second(ours), f"{a_second(bare)}, bare", ours / bare, _SHARE)


@asynccontextmanager
async def _stand(kind: Kind) -> AsyncIterator[_Stand]:
    async with AsyncExitStack() as stack:
        _, slack = await stack.enter_async_context(fake_slack())
        url, folder = stack.enter_context(database(kind))
        ours, bare, stock = await together(
            stack, bot("web", url, slack, folder), bolt("bare", slack), bolt("stock", slack)
        )
        yield _Stand({"bot": ours, "bare": bare, "stock": stock}, url)


async def _latency(stand: _Stand, post: Post, effort: Effort) -> dict[str, float]:
    """Return the median seconds of each server and of a bare commit, which take turns."""
    seconds: dict[str, list[float]] = {name: [] for name in (*stand.servers, "commit")}
    for _ in effort.turns():
        for name, server in stand.servers.items():
            posts = [post() for _ in range(effort.samples)]
            async with wires(server.port) as (wire,):
                seconds[name] += await durations(wire, posts)
        seconds["commit"].append(1 / await bare_commits(stand.database_url, effort.samples, 1))
    return {name: median(every) for name, every in seconds.items()}


async def _throughput(stand: _Stand, post: Post, effort: Effort) -> dict[str, float]:
    """Return the median answers a second of each server, which take turns."""
    rates: dict[str, list[float]] = {name: [] for name in stand.servers}
    for _ in effort.turns():
        for name, server in stand.servers.items():
            posts = [post() for _ in range(effort.samples * 16)]
            async with wires(server.port, AT_ONCE) as every:
                rates[name].append(await throughput(every, posts))
    return {name: median(each) for name, each in rates.items()}


BENCHMARK = Benchmark(
    "ack",
    "An acknowledgement with everything committed, against Bolt apps that answer nothing",
    run,
    Effort(rounds=8, samples=30, seconds=4),
)
