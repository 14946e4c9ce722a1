"""The sandbox's clock: the machine's time plus an offset that a test can move."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress


class Clock:
    """Seconds since the epoch, movable; whoever waits on it is woken when it moves."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._offset = 0.0
        self._moved = asyncio.Event()

    @property
    def offset(self) -> float:
        """How many seconds this clock is ahead of its source."""
        return self._offset

    def follow(self, source: Callable[[], float]) -> None:
        """Take the time from somewhere else, such as a function that always says the same."""
        self._source = source

    def now(self) -> float:
        """Return the sandbox's time in seconds since the epoch."""
        return self._source() + self._offset

    def advance(self, seconds: float) -> None:
        """Move the clock forward."""
        self.set_offset(self._offset + seconds)

    def set_offset(self, offset: float) -> None:
        """Put the clock this many seconds ahead of its source."""
        self._offset = offset
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def wait_until(self, due: float) -> None:
        """Return once the clock shows `due`, whether time passed or the clock was moved."""
        while (remaining := due - self.now()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), timeout=remaining)
