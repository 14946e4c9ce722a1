"""A client that costs as little as a client can: connections that are kept, requests made before."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_END = b"\r\n\r\n"


class NotTaken(Exception):
    """The server did not answer 200."""


class Wire(asyncio.Protocol):
    """One connection that is kept, for one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none of asyncio's

    def data_received(self, data: bytes) -> None:
        """Give the answer to who waits for it once it is whole."""
        self._received += data
        if self._answer and not self._answer.done() and _is_whole(self._received):
            self._answer.set_result(self._received)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits that no answer will come."""
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("closed before it answered"))

    async def ask(self, request: bytes) -> bytes:
        """Send REQUEST and return the whole answer; raises `NotTaken`."""
        assert self._transport
        self._received = b""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        answer = await self._answer
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise NotTaken(answer[:200].decode(errors="replace"))
        return answer

    def close(self) -> None:
        """Close the connection."""
        if self._transport:
            self._transport.close()


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(_END)
    length = _LENGTH.search(head + b"\r\n")
    return bool(end) and len(body) >= (int(length[1]) if length else 0)


@asynccontextmanager
async def wires(port: int, number: int = 1) -> AsyncIterator[list[Wire]]:
    """Hold NUMBER connections to a server on loopback."""
    loop = asyncio.get_running_loop()
    made = [(await loop.create_connection(Wire, "127.0.0.1", port))[1] for _ in range(number)]
    try:
        yield made
    finally:
        for wire in made:
            wire.close()


async def durations(wire: Wire, requests: Iterable[bytes]) -> list[float]:
    """Return how many seconds each request took, asked one after another."""
    return [await duration(wire, request) for request in requests]


async def duration(wire: Wire, request: bytes) -> float:
    """Return how many seconds REQUEST took."""
    began = time.perf_counter()
    await wire.ask(request)
    return time.perf_counter() - began


async def throughput(every: Sequence[Wire], requests: Sequence[bytes]) -> float:
    """Return how many requests a second were answered, asked over all connections at once."""
    waiting = iter(requests)
    began = time.perf_counter()
    await asyncio.gather(*(_ask_all(wire, waiting) for wire in every))
    return len(requests) / (time.perf_counter() - began)


async def _ask_all(wire: Wire, waiting: Iterable[bytes]) -> None:
    for request in waiting:
        await wire.ask(request)
