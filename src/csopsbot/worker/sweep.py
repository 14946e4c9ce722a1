"""The sweep: sleeps until the next deadline falls due, then handles what is due."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from csopsbot.app.deadlines import fire_due, postpone_first
from csopsbot.app.failures import Failure
from csopsbot.app.ports import Database
from csopsbot.domain.desk import Desk
from csopsbot.worker.pausing import pause

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
            await pause(stop, await self._round())

    async def _round(self) -> float:
        """Handle what is due, and return for how many seconds nothing is; an idle look is a read."""
        try:
            due = await self.database.read(lambda work: work.deadlines.next_due())
            left = (due - self.clock()).total_seconds() if due else LONGEST_SLEEP_S
            if left > 0:
                return min(left, LONGEST_SLEEP_S)
            await self._fire()
        except Failure as failure:
            log.warning("sweep.database_unavailable", reason=str(failure))
            return LONGEST_SLEEP_S
        return 0.0

    async def _fire(self) -> None:
        try:
            await self.database.run(lambda work: fire_due(work, self.desk, self.clock()))
        except Failure:
            raise
        except Exception:  # one deadline that we cannot handle must not hold up the others
            log.exception("sweep.fault")
            await self._fire_first()

    async def _fire_first(self) -> None:
        """Handle the oldest deadline alone; one that cannot be handled is put off."""
        try:
            await self.database.run(lambda work: fire_due(work, self.desk, self.clock(), limit=1))
        except Failure:
            raise
        except Exception:
            log.exception("sweep.put_off")
            await self.database.run(lambda work: postpone_first(work, self.clock()))
