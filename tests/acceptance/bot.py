"""`csopsbot serve` as a process that can be killed at any moment, and started again."""

import asyncio
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from csopsbot.demo.bot import ready
from csopsbot.settings import environment

STOPS_WITHIN_S = 15.0


class Bot:
    """A process of the bot, in ROLE, by the clock of the file CLOCK; what it says goes to LOG."""

    def __init__(
        self, settings: Mapping[str, str], log: Path, clock: Path, role: str = "all"
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._role = role
        self._process: asyncio.subprocess.Process | None = None
        self.log = log

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None:
            await self.kill()
        print(self.log.read_text(encoding="utf-8"))  # noqa: T201 - shown when the test fails

    async def start(self) -> None:
        """Start it; one that answers over HTTP is ready then."""
        await self.launch()
        if self._role != "worker":
            await ready(self._running, f"http://127.0.0.1:{self._settings['CSOPSBOT_PORT']}")

    async def launch(self) -> None:
        """Start it, and do not wait for anything."""
        assert self._process is None, "it runs already"
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "csopsbot", "serve"),
                *("--role", self._role, "--clock", str(self._clock)),
                env=environment.child(self._settings),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def kill(self) -> None:
        """End it in the middle of whatever it does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end, and return its exit status."""
        async with asyncio.timeout(STOPS_WITHIN_S):
            return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        process = self._running
        if process.returncode is None:
            process.send_signal(how)
        status = await process.wait()
        self._process = None
        return status

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "the bot was not started"
        return self._process
