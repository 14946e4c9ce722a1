"""Waiting for what another process does."""

import asyncio
from collections.abc import Callable

PATIENCE_S = 45.0


async def until(what: str, look: Callable[[], object]) -> None:
    """Return once LOOK finds something; fail if it does not for long."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not look():
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise AssertionError(f"In {PATIENCE_S:.0f} s it did not come about that {what}.") from None
