"""Reconciliation: lets trackers be asked, from time to time, for what their webhooks did not tell."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from csopsbot.app.failures import Failure, noted
from csopsbot.app.ports import Database, Routine
from csopsbot.app.reconciling import reconcile
from csopsbot.worker.pausing import pause

log = structlog.get_logger(__name__)

LONGEST_SLEEP_S = 2.0


@dataclass(slots=True)
class Reconciling:
    """Owes looks at ROUTINES when they are due, until it is stopped; any number may run."""

    database: Database
    routines: Sequence[Routine]
    clock: Callable[[], datetime]
    _arranged: bool = False

    async def run(self, stop: asyncio.Event) -> None:
        """Reconcile until STOP is set; a fault is logged and costs a look, not the worker."""
        while not stop.is_set():
            await pause(stop, await self.rest())

    async def rest(self) -> float:
        """Look, and return how long to rest, be it because of a fault."""
        try:
            return await self.look()
        except Failure as failure:
            log.warning("reconciling.database_unavailable", **noted(failure))
        except Exception:
            log.exception("reconciling.fault")
        return LONGEST_SLEEP_S

    async def look(self) -> float:
        """Owe what is due, and return for how many seconds nothing is; an idle look is a read."""
        if not self._arranged:
            await self.database.run(
                lambda work: work.reconciliations.arrange(self.routines, self.clock())
            )
            self._arranged = True
        due = await self.database.read(lambda work: work.reconciliations.next_due())
        left = (due - self.clock()).total_seconds() if due else LONGEST_SLEEP_S
        if left > 0:
            return min(left, LONGEST_SLEEP_S)
        await self.database.run(lambda work: reconcile(work, self.clock()))
        return 0.0
