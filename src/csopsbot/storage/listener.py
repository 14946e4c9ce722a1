"""Hearing, over PostgreSQL's LISTEN, that another process armed a lane or a deadline."""

import asyncio
from contextlib import suppress
from typing import Any

import psycopg
import sqlalchemy as sa
import structlog

from csopsbot.storage.bell import Bell

CHANNEL = "csopsbot_wake"
_RETRY_SECONDS = 1.0

log = structlog.get_logger(__name__)


class Listener:
    """The bell of all processes on one database; what SENDER announces has rung here already."""

    def __init__(self, address: sa.URL, options: dict[str, Any], sender: str) -> None:
        self._address = address.set(drivername="postgresql")
        self._options = options
        self._sender = sender
        self._bell = Bell()
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Wake whoever waits in this process."""
        self._bell.ring()

    async def wait(self, seconds: float) -> None:
        """Return when it rings, or after SECONDS; the first wait begins to listen."""
        if self._task is None:
            self._task = asyncio.create_task(self._listen(), name="csopsbot-listener")
        await self._bell.wait(seconds)

    async def stop(self) -> None:
        """Listen no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except psycopg.OperationalError as error:
                log.warning("storage.not_listening", reason=str(error))
            await asyncio.sleep(_RETRY_SECONDS)

    async def _hear(self) -> None:
        """Ring for every announcement until the connection breaks."""
        address = self._address.render_as_string(hide_password=False)
        async with await psycopg.AsyncConnection.connect(
            address, autocommit=True, **self._options
        ) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self._bell.ring()  # what was announced before we listened
            async for notice in connection.notifies():
                if notice.payload != self._sender:
                    self._bell.ring()
