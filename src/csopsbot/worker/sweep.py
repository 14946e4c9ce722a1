"""The sweep: sleeps until the next deadline falls due, then handles what is due."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from csopsbot.app.agreeing import current
from csopsbot.app.deadlines import fire_due, put_off
from csopsbot.app.failures import Failure, noted
from csopsbot.app.ports import Database, Deadline, Work
from csopsbot.domain.desk import Desk
from csopsbot.worker.pausing import pause

log = structlog.get_logger(__name__)

LONGEST_SLEEP_S = 1.0
OTHERS_ARE_AT_IT_S = 0.02
AT_ONCE = 100
"""How many are handled in one unit of work, for which people's commands have to wait."""


@dataclass(slots=True)
class Sweep:
    """Handles deadlines until it is stopped; any number may run on one database.

    It goes by what is agreed now, which a process that was started later may have read of a newer
    desk file.
    """

    database: Database
    desk: Desk
    clock: Callable[[], datetime]
    _versions: int = 0
    _alone: int = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Sweep until STOP is set; what fell due while nobody swept is handled at once."""
        while not stop.is_set():
            await pause(stop, await self.look())

    async def look(self) -> float:
        """Handle what is due, and return for how many seconds nothing is; an idle look is a read."""
        try:
            due = await self.database.read(lambda work: work.deadlines.next_due())
            left = (due - self.clock()).total_seconds() if due else LONGEST_SLEEP_S
            if left > 0:
                return min(left, LONGEST_SLEEP_S)
            return 0.0 if await self._fire() else OTHERS_ARE_AT_IT_S
        except Failure as failure:
            log.warning("sweep.database_unavailable", **noted(failure))
            return LONGEST_SLEEP_S

    async def _fire(self) -> bool:
        """Handle the first of what is due; return whether there was anything left for us."""
        if self._alone:
            return await self._fire_alone()
        try:
            return await self.database.run(lambda work: self._handle(work, AT_ONCE)) > 0
        except Failure:
            raise
        except Exception:  # one deadline that we cannot handle must not hold up the others
            log.exception("sweep.fault")
            self._alone = AT_ONCE
            return True

    async def _fire_alone(self) -> bool:
        """Handle the first of what is due without others; put it off if it cannot be handled."""
        self._alone -= 1
        begun: list[Deadline] = []
        try:
            return await self.database.run(lambda work: self._handle(work, 1, begun.append)) > 0
        except Failure:
            raise
        except Exception:
            if not begun:
                raise
            log.exception("sweep.put_off", deadline=begun[-1].key)
            await self.database.run(lambda work: put_off(work, begun[-1], self.clock()))
            return True

    def _handle(
        self, work: Work, limit: int, begin: Callable[[Deadline], object] = lambda _: None
    ) -> int:
        versions = work.agreements.count()
        if versions != self._versions:
            self.desk, self._versions = current(work, self.desk), versions
        return fire_due(work, self.desk, self.clock(), limit, begin)
