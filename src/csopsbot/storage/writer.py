"""The one thread that writes to SQLite: units of work that wait together share one commit."""

import asyncio
import threading
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import sqlalchemy as sa

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Stale
from csopsbot.storage.bell import Bell
from csopsbot.storage.sqlite_file import driver, transaction, translated
from csopsbot.storage.units import MOST_TRIES, Function, T, for_a_future
from csopsbot.storage.work import SqlWork

_MOST_AT_ONCE = 64


@dataclass(slots=True)
class _Unit:
    """A unit of work, and who waits for it; ERROR or ANSWER is what it came to."""

    function: Function[Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop
    answer: Any = None
    error: BaseException | None = None
    rings: bool = False


class Writer:
    """Runs units of work one after another, each in a savepoint, and commits them together."""

    def __init__(self, engine: sa.Engine, bell: Bell) -> None:
        self._engine = engine
        self._bell = bell
        self._queue: SimpleQueue[_Unit | None] = SimpleQueue()
        self._open = True
        self._kept: sa.Connection | None = None
        self._thread = threading.Thread(target=self._write, name="csopsbot-writer", daemon=True)
        self._thread.start()

    async def submit(self, function: Function[T]) -> T:
        """Return FUNCTION's answer once it is committed; one given up while it waits is not run."""
        if not self._open:
            raise StorageUnavailable("The database is closed.")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._queue.put(_Unit(function, future, loop))
        return await future

    async def stop(self) -> None:
        """Take no more, write what waits, and let go of the file."""
        if self._open:
            self._open = False
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)
            self._let_go()
            self._engine.dispose()

    def _write(self) -> None:
        goes_on = True
        while goes_on:
            batch = self._waiting()
            goes_on = batch[-1] is not None
            units = [unit for unit in batch if unit is not None and not unit.future.cancelled()]
            if units:
                self._commit(units)
                self._answer(units)

    def _waiting(self) -> list[_Unit | None]:
        """Return what waits, at least one; None comes last, when it is time to stop."""
        batch = [self._queue.get()]
        while batch[-1] is not None and len(batch) < _MOST_AT_ONCE:
            try:
                batch.append(self._queue.get_nowait())
            except Empty:
                break
        return batch

    def _commit(self, units: list[_Unit]) -> None:
        try:
            connection = self._connection()
            with transaction(connection, "BEGIN IMMEDIATE"):
                for unit in units:
                    _run(connection, unit)
        except BaseException as error:  # noqa: BLE001 every unit's caller is told of it
            for unit in units:
                unit.error = translated(error)
            self._let_go()

    def _connection(self) -> sa.Connection:
        """Return the connection, which is kept until a commit fails over it."""
        if self._kept is None:
            self._kept = self._engine.connect()
        return self._kept

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _answer(self, units: list[_Unit]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[_Unit]] = defaultdict(list)
        for unit in units:
            by_loop[unit.loop].append(unit)
        for loop, its_units in by_loop.items():
            with suppress(RuntimeError):  # a loop that was closed meanwhile: nobody waits in it
                loop.call_soon_threadsafe(_deliver, its_units, self._bell)


def _run(connection: sa.Connection, unit: _Unit) -> None:
    """Run UNIT so that its failure leaves no trace; an error here is one of the whole batch."""
    raw = driver(connection)
    for tries in range(1, MOST_TRIES + 1):
        raw.execute("SAVEPOINT unit")
        work = SqlWork(connection)
        try:
            unit.answer = unit.function(work)
            unit.rings = work.stir.here
            unit.error = None
        except BaseException as error:
            unit.error = for_a_future(translated(error))
            if not raw.in_transaction:  # a full disk undoes everybody's part
                raise
            raw.execute("ROLLBACK TO unit")
        raw.execute("RELEASE unit")
        if not isinstance(unit.error, Stale) or tries == MOST_TRIES:
            return


def _deliver(units: list[_Unit], bell: Bell) -> None:
    if any(unit.rings and unit.error is None for unit in units):
        bell.ring()
    for unit in units:
        if unit.future.done():
            continue
        if unit.error is not None:
            unit.future.set_exception(unit.error)
        else:
            unit.future.set_result(unit.answer)
