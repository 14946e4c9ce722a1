"""Forgetting what nobody will send again, so that the database does not grow for ever."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from csopsbot.app.failures import Failure
from csopsbot.app.ports import Database
from csopsbot.worker.pausing import pause

log = structlog.get_logger(__name__)

KEPT = timedelta(days=30)
EVERY_S = 3600.0


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Forgets, every hour, which deliveries came in long ago; any number may run."""

    database: Database
    clock: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Forget until STOP is set."""
        while not stop.is_set():
            try:
                before = self.clock() - KEPT
                await self.database.run(lambda work: work.inbox.forget(before))  # noqa: B023 - run before the next round
            except Failure as failure:
                log.warning("forgetting.database_unavailable", reason=str(failure))
            await pause(stop, EVERY_S)
