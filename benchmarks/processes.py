"""The servers that are compared, each a process of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.posts import SECRET, TEAM
from csopsbot.demo.bot import bot_running, free_port, stop

STARTS_WITHIN_S = 20.0

_DESK = f"""\
teams:
  - key: payments
    name: Payments
    channel: {TEAM}
    tracker:
      name: local
      project: PAY
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A process that listens on PORT of loopback."""

    port: int
    pid: int


@asynccontextmanager
async def bot(
    role: Literal["all", "web"], database_url: str, slack_url: str, folder: Path
) -> AsyncIterator[Server]:
    """Run `csopsbot serve` as it is run for real; its desk file is put into FOLDER."""
    port, desk = free_port(), folder / "csopsbot.yaml"
    desk.write_text(_DESK, encoding="utf-8")
    settings = {
        "CSOPSBOT_DATABASE_URL": database_url,
        "CSOPSBOT_DESK": str(desk),
        "CSOPSBOT_PORT": str(port),
        "CSOPSBOT_SLACK__API_URL": slack_url,
        "CSOPSBOT_SLACK__BOT_TOKEN": "xoxb-bot",
        "CSOPSBOT_SLACK__SIGNING_SECRET": SECRET,
        "CSOPSBOT_LOG_LEVEL": "error",
    }
    url = f"http://127.0.0.1:{port}"
    async with bot_running(settings, url, "--role", role) as process:
        yield Server(port, process.pid)


@asynccontextmanager
async def bolt(kind: Literal["bare", "stock"], slack_url: str) -> AsyncIterator[Server]:
    """Run a Bolt app that answers with nothing."""
    port = free_port()
    command = (sys.executable, "-m", "benchmarks.bolt", kind, str(port), slack_url)
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
    try:
        async with asyncio.timeout(STARTS_WITHIN_S):
            await _listens(port)
        yield Server(port, process.pid)
    finally:
        await stop(process)


async def together(
    stack: AsyncExitStack, *servers: AbstractAsyncContextManager[Server]
) -> list[Server]:
    """Start servers at the same time; they run as long as STACK lasts."""
    async with asyncio.TaskGroup() as group:
        starting = [group.create_task(stack.enter_async_context(server)) for server in servers]
    return [started.result() for started in starting]


async def _listens(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
