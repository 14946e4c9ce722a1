"""The bell that a commit rings when it armed a lane or a deadline."""

import asyncio


class Bell:
    """Wakes whoever waits; a ring that nobody waited for is heard by the next who does."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake them; to be called in the event loop."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Return when it rings, or after SECONDS."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return
        self._rung.clear()
