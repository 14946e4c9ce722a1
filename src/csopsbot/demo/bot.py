"""The bot as a process of its own, run for as long as it is needed."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx

from csopsbot.settings import environment

STARTS_WITHIN_S = 20.0
STOPS_WITHIN_S = 10.0


class HouseNotReady(Exception):
    """The bot did not start, or did not come to rest."""


@asynccontextmanager
async def bot_running(
    settings: Mapping[str, str], bot_url: str, *arguments: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `csopsbot serve` with SETTINGS until the block ends, which begins once it is ready."""
    async with bot_starting(settings, *arguments) as process:
        await ready(process, bot_url)
        yield process


@asynccontextmanager
async def bot_starting(
    settings: Mapping[str, str], *arguments: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Do as `bot_running` does, but begin at once: whoever needs the bot awaits `ready`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "csopsbot",
        "serve",
        *arguments,
        env=environment.child(settings),
        stdin=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        await stop(process)


async def ready(process: asyncio.subprocess.Process, bot_url: str) -> None:
    """Return when the bot says it is ready; raises `HouseNotReady`."""
    async with httpx.AsyncClient(trust_env=False) as client:
        try:
            async with asyncio.timeout(STARTS_WITHIN_S):
                while not await is_ready(client, bot_url):
                    if process.returncode is not None:
                        raise HouseNotReady(f"csopsbot serve ended with {process.returncode}.")
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise HouseNotReady(f"{bot_url} was not ready in {STARTS_WITHIN_S:.0f} s.") from None


async def stop(process: asyncio.subprocess.Process) -> None:
    """End the bot kindly, and for certain."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOPS_WITHIN_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def is_ready(client: httpx.AsyncClient, bot_url: str) -> bool:
    """Return whether the bot says that it can do its work."""
    try:
        return (await client.get(f"{bot_url}/readyz")).is_success
    except httpx.TransportError:
        return False


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
