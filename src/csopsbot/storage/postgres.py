"""PostgreSQL: the database for several machines."""

import asyncio
import random
import secrets
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
from psycopg import errors

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Stale
from csopsbot.storage.listener import CHANNEL, Listener
from csopsbot.storage.stir import Stir
from csopsbot.storage.units import MOST_TRIES, Function, T, for_a_future
from csopsbot.storage.work import SqlWork

_CONNECTIONS = 6  # with more, their threads keep the interpreter from each other
_LONGEST_PAUSE_SECONDS = 0.02
# A connection to a server that is gone is noticed within half a minute, not in two hours.
_CONNECT: dict[str, Any] = {
    "application_name": "csopsbot",
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
# A process that is suspended within a transaction must not hold up the others for long.
_SESSION = "SET lock_timeout = {:.0f}; SET idle_in_transaction_session_timeout = 5000"
_ANNOUNCE = sa.select(sa.func.pg_notify(CHANNEL, sa.bindparam("sender")))


class _InTheWay(Exception):
    """Another transaction, or a broken connection, undid this one: it may be run again."""


class PostgresDatabase:
    """A database that any number of processes share; the bell rings in all of them.

    Each unit of work runs on a thread with a connection: waiting there for the server's answers costs
    a fraction of what it costs in the event loop.
    """

    def __init__(self, address: sa.URL, patience: float) -> None:
        self._name = secrets.token_hex(8)
        self._patience = patience
        self._engine = sa.create_engine(
            address, pool_size=_CONNECTIONS, max_overflow=0, connect_args=_CONNECT
        )
        session = _SESSION.format(patience * 1000)
        sa.event.listen(self._engine, "connect", lambda raw, _: _prepare(raw, session))
        self._snapshots = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._free = asyncio.Semaphore(_CONNECTIONS)
        self._threads = ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="csopsbot-postgres")
        self._listener = Listener(address, _CONNECT, self._name)
        self._open = True

    @property
    def wake(self) -> Listener:
        """The bell that any process's commit rings."""
        return self._listener

    async def run(self, function: Function[T]) -> T:
        """Run FUNCTION in a transaction and return its answer once that is committed for good."""
        return await self._persist(self._engine, function)

    async def read(self, function: Function[T]) -> T:
        """Run FUNCTION, which writes nothing, over one consistent state."""
        return await self._persist(self._snapshots, function)

    async def ping(self) -> None:
        """Return if the database answers; raises `StorageUnavailable`."""
        await self.read(lambda work: work.outbox.dead(1))

    async def close(self) -> None:
        """Finish what was begun, and let go of the connections."""
        self._open = False
        await self._listener.stop()
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def _persist(self, engine: sa.Engine, function: Function[T]) -> T:
        """Run FUNCTION until nobody is in the way, within reason."""
        for tries in range(1, MOST_TRIES):
            try:
                return await self._on_a_thread(engine, function)
            except (Stale, _InTheWay):
                await asyncio.sleep(random.uniform(0, _LONGEST_PAUSE_SECONDS * tries))  # noqa: S311 no secret
        try:
            return await self._on_a_thread(engine, function)
        except _InTheWay as error:
            raise StorageUnavailable from error

    async def _on_a_thread(self, engine: sa.Engine, function: Function[T]) -> T:
        """Wait for a thread to be free, but not for long, and run FUNCTION on it."""
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise StorageUnavailable from error
        if not self._open:
            self._free.release()
            raise StorageUnavailable("The database is closed.")
        loop = asyncio.get_running_loop()
        running = self._threads.submit(self._once, engine, function)
        running.add_done_callback(lambda done: loop.call_soon_threadsafe(self._finish, done))
        answer, _ = await asyncio.wrap_future(running)
        return answer

    def _finish(self, done: Future[tuple[Any, Stir]]) -> None:
        """Count the thread as free, and ring for what is committed, whoever still waits for it."""
        self._free.release()
        if not done.cancelled() and done.exception() is None and done.result()[1].here:
            self._listener.ring()

    def _once(self, engine: sa.Engine, function: Function[T]) -> tuple[T, Stir]:
        try:
            with engine.connect() as connection:
                connection.begin()  # what goes straight to the driver begins none for SQLAlchemy
                outcome = self._work(connection, function)
                _commit(connection)
                return outcome
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            if _may_run_again(error):
                raise _InTheWay from error
            if _is_about_the_server(error):
                raise StorageUnavailable from error
            raise
        except StopIteration as error:
            raise for_a_future(error) from error

    def _work(self, connection: sa.Connection, function: Function[T]) -> tuple[T, Stir]:
        work = SqlWork(connection)
        answer = function(work)
        if work.stir.everywhere:
            connection.execute(_ANNOUNCE, {"sender": self._name})
        return answer, work.stir


def _commit(connection: sa.Connection) -> None:
    """Commit; an error here leaves open whether it was, so that nothing may be run again."""
    try:
        connection.commit()
    except sa.exc.DBAPIError as error:
        raise StorageUnavailable("The database's answer to a commit was lost.") from error


def _prepare(connection: Any, session: str) -> None:
    cursor = connection.cursor()
    cursor.execute(session)
    cursor.close()
    connection.commit()


def _may_run_again(error: sa.exc.SQLAlchemyError) -> bool:
    if not isinstance(error, sa.exc.DBAPIError):
        return False
    undone = errors.SerializationFailure | errors.DeadlockDetected
    return error.connection_invalidated or isinstance(error.orig, undone)


def _is_about_the_server(error: sa.exc.SQLAlchemyError) -> bool:
    """Return whether the server cannot be used now, whatever we ask of it."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    unusable = errors.ReadOnlySqlTransaction | sa.exc.TimeoutError
    return isinstance(error, sa.exc.OperationalError) or isinstance(cause, unusable)
