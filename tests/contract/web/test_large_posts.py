"""Large unsigned posts over a real connection: answered before they have been sent."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import uvicorn
from prometheus_client import CollectorRegistry
from starlette.responses import PlainTextResponse

from csopsbot.app.webhooks import Hint, Rejected
from csopsbot.web.app import Door, Web, build

HUNDRED_MB = 100_000_000
PIECE = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


async def nowhere(tracker: str, hint: Hint) -> None:
    """Store nothing."""


@pytest.fixture
async def port() -> AsyncIterator[int]:
    slack = Door(PlainTextResponse("never"), lambda *_: Rejected("unsigned"))
    app = build(
        Web(
            slack=slack,
            trackers={},
            store=nowhere,
            checks={},
            registry=CollectorRegistry(),
            clock=lambda: datetime(2026, 11, 21, tzinfo=UTC),
            mounts={},
        )
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        serving = asyncio.create_task(server.serve([listening]))
        yield listening.getsockname()[1]
        server.should_exit = True
        await serving


async def begin(port: int, header: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"POST /slack/events HTTP/1.1\r\nhost: bot\r\n{header}\r\n\r\n".encode())
    return reader, writer


async def test_a_post_is_refused_by_the_length_it_promises(port: int) -> None:
    reader, writer = await begin(port, f"content-length: {HUNDRED_MB}")
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.endswith(b"\r\n\r\n")


async def flood(writer: asyncio.StreamWriter) -> int:
    """Send pieces without end, and return how much the other side let through."""
    sent = 0
    with contextlib.suppress(ConnectionError):
        while sent < HUNDRED_MB:
            writer.write(PIECE)
            await writer.drain()
            sent += len(PIECE)
    return sent


async def test_a_post_of_no_promised_length_is_cut_off_soon(port: int) -> None:
    _, writer = await begin(port, "transfer-encoding: chunked")
    assert await flood(writer) < HUNDRED_MB / 5
    writer.close()
