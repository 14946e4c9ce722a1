"""Waiting, unless there is no reason to any more."""

import asyncio


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Return after SECONDS, or as soon as STOP is set."""
    if seconds <= 0:
        return
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
