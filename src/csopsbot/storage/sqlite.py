"""SQLite: the embedded database, for one machine."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy as sa

from csopsbot.app.failures import StorageUnavailable
from csopsbot.storage.bell import Bell
from csopsbot.storage.sqlite_file import file_engine, is_about_the_file, transaction
from csopsbot.storage.units import Function, T
from csopsbot.storage.work import SqlWork
from csopsbot.storage.writer import Writer

_READERS = 2


class SqliteDatabase:
    """A database in one file, which several processes may share; the bell rings in each alone."""

    def __init__(self, path: Path, patience: float) -> None:
        self._bell = Bell()
        self._writer = Writer(file_engine(path, patience), self._bell)
        self._engine = file_engine(path, patience, "query_only = ON")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="csopsbot-reader")

    @property
    def wake(self) -> Bell:
        """The bell that a commit of this process rings."""
        return self._bell

    async def run(self, function: Function[T]) -> T:
        """Run FUNCTION in a transaction and return its answer once that is committed for good."""
        return await self._writer.submit(function)

    async def read(self, function: Function[T]) -> T:
        """Run FUNCTION, which writes nothing, over one consistent state, beside the writing."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._read, function)

    def _read(self, function: Function[T]) -> T:
        try:
            with self._engine.connect() as connection, transaction(connection, "BEGIN"):
                return function(SqlWork(connection))
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            if is_about_the_file(error):
                raise StorageUnavailable from error
            raise

    async def ping(self) -> None:
        """Return if the database answers; raises `StorageUnavailable`."""
        await self.read(lambda work: work.outbox.dead(1))

    async def close(self) -> None:
        """Finish what was begun, and let go of the file."""
        await self._writer.stop()
        await asyncio.to_thread(self._readers.shutdown)
        self._engine.dispose()
