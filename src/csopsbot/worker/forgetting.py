"""Forgetting what nobody will send again, so that the database does not grow for ever."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from csopsbot.app.failures import Failure, noted
from csopsbot.app.ports import Database, Work
from csopsbot.worker.pausing import pause

log = structlog.get_logger(__name__)

KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)
EVERY_S = 3600.0


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Forgets, every hour, what came in and went out long ago; any number may run."""

    database: Database
    clock: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Forget until STOP is set."""
        while not stop.is_set():
            try:
                now = self.clock()
                await self.database.run(lambda work: forget(work, now))  # noqa: B023 - run before the next round
            except Failure as failure:
                log.warning("forgetting.database_unavailable", **noted(failure))
            await pause(stop, EVERY_S)


def forget(work: Work, now: datetime) -> None:
    """Forget which deliveries came in long ago, and how fast issues were written to."""
    work.inbox.forget(now - KEPT)
    work.budgets.forget(now - A_DAY)
