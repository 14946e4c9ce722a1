"""What a stranger's huge post costs: a hundred megabytes that nobody signed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import psutil

from benchmarks.benchmark import Benchmark, Effort
from benchmarks.databases import database
from benchmarks.fake_slack import fake_slack
from benchmarks.figure import Figure, Goal, megabytes, milliseconds
from benchmarks.posts import head
from benchmarks.processes import Server, bolt, bot, together

SIZE = 100_000_000
STOCK_SIZE = 5_000_000
"""What stock Bolt is sent, which would take gigabytes for more."""

CHUNKED = {"Transfer-Encoding": "chunked"}
_PIECE = b"a=1&" * 16_384
_QUICK = Goal("at most", 5, " ms")
_SMALL = Goal("at most", 2, " MB")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a server spent on one post."""

    seconds: float
    size: float


async def run(effort: Effort) -> list[Figure]:
    """Return what a post costs us that says how long it is, and one that does not."""
    times = effort.rounds * effort.samples
    async with _servers() as (ours, stock):
        told = await _cost(ours, times, SIZE, _length(SIZE))
        untold = await _cost(ours, times, SIZE, CHUNKED)
        small = await _cost(stock, 1, STOCK_SIZE, _length(STOCK_SIZE))
    scale = SIZE / STOCK_SIZE
    theirs = Cost(small.seconds * scale, small.size * scale)
    return [
        *_figures("100 MB that say so", told, theirs),
        *_figures("100 MB of unknown length", untold, theirs),
    ]


def _figures(what: str, ours: Cost, stock: Cost) -> list[Figure]:
    """Return the time and the memory; stock's are reckoned from a smaller post."""
    return [
        Figure(
            f"{what}: CPU",
            milliseconds(ours.seconds),
            f"{milliseconds(stock.seconds)}, stock",
            ours.seconds / stock.seconds,
            _QUICK.verdict(ours.seconds * 1000),
        ),
        Figure(
            f"{what}: memory",
            megabytes(ours.size),
            f"{megabytes(stock.size)}, stock",
            ours.size / stock.size,
            _SMALL.verdict(ours.size / 1e6),
        ),
    ]


def _length(size: int) -> dict[str, str]:
    return {"Content-Length": str(size)}


@asynccontextmanager
async def _servers() -> AsyncIterator[tuple[Server, Server]]:
    async with AsyncExitStack() as stack:
        _, slack = await stack.enter_async_context(fake_slack())
        url, folder = stack.enter_context(database("SQLite"))
        ours, stock = await together(stack, bot("web", url, slack, folder), bolt("stock", slack))
        yield ours, stock


async def _cost(server: Server, times: int, size: int, framing: dict[str, str]) -> Cost:
    """Return what one of so many posts costs: the CPU on average, the memory at its most."""
    await _post(server.port, 10, _length(10))
    process = psutil.Process(server.pid)
    before, began = process.memory_info().rss, _seconds(process)
    watching = asyncio.create_task(_highest(process))
    for _ in range(times):
        await _post(server.port, size, framing)
    watching.cancel()
    highest = await watching
    return Cost((_seconds(process) - began) / times, highest - before)


async def _highest(process: psutil.Process) -> int:
    """Return the most memory that PROCESS held until this is cancelled."""
    highest = 0
    with suppress(asyncio.CancelledError):
        while True:
            highest = max(highest, process.memory_info().rss)
            await asyncio.sleep(0.001)
    return max(highest, process.memory_info().rss)


def _seconds(process: psutil.Process) -> float:
    spent = process.cpu_times()
    return spent.user + spent.system


async def _post(port: int, size: int, framing: dict[str, str]) -> bytes:
    """Send as much of SIZE as the server takes, and return what it answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    with suppress(ConnectionError):
        writer.write(head(framing))
        for piece in _chunks(size) if framing == CHUNKED else _pieces(size):
            writer.write(piece)
            await writer.drain()
        answer = await reader.read(1000)
    writer.close()
    return answer


def _pieces(size: int) -> Iterator[bytes]:
    for start in range(0, size, len(_PIECE)):
        yield _PIECE[: size - start]


def _chunks(size: int) -> Iterator[bytes]:
    for piece in _pieces(size):
        yield b"%x\r\n%b\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


BENCHMARK = Benchmark(
    "unsigned",
    "A post of 100 MB that nobody signed, against stock Bolt",
    run,
    Effort(rounds=5, samples=10),
)
