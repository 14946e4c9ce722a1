"""The sweep: sleeps until the next deadline falls due, then handles what is due."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from csopsbot.app.deadlines import fire_due
from csopsbot.app.failures import Failure
from csopsbot.app.ports import Database
from csopsbot.domain.desk import Desk

log = structlog.get_logger(__name__)

LONGEST_SLEEP_S = 1.0


@dataclass(frozen=True, slots=True)
class Sweep:
    """Handles deadlines until it is stopped; any number may run on one database."""

    database: Database
    desk: Desk
    clock: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Sweep until STOP is set; a deadline missed while nobody swept is handled at once."""
        while not stop.is_set():
            if not await self._sweep():
                await self._sleep(stop)

    async def _sweep(self) -> int:
        """Handle one batch; the write is spared while nothing is due."""
        try:
            due = await self.database.read(lambda work: work.deadlines.next_due())
            if due is None or due > self.clock():
                return 0
            return await self.database.run(lambda work: fire_due(work, self.desk, self.clock()))
        except Failure as failure:
            log.warning("sweep.database_unavailable", reason=str(failure))
            return 0

    async def _sleep(self, stop: asyncio.Event) -> None:
        try:
            due = await self.database.read(lambda work: work.deadlines.next_due())
        except Failure:
            due = None
        left = (due - self.clock()).total_seconds() if due else LONGEST_SLEEP_S
        try:
            await asyncio.wait_for(stop.wait(), min(max(left, 0.0), LONGEST_SLEEP_S))
        except TimeoutError:
            return
