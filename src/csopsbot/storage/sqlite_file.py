"""Connections to an SQLite file, whose transactions are begun and ended by hand."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from csopsbot.app.failures import StorageUnavailable

# For a new file. A commit writes each page it touches as a whole, and most rows are short.
_SMALL_PAGES = "page_size = 2048"
# With temporary files on disk, each savepoint that touches a few pages would make and delete one.
_PRAGMAS = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
)
_PAUSE_SECONDS = 0.02

# https://www.sqlite.org/rescode.html: what is about the file or the machine, not about our SQL.
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}


def file_engine(path: Path, patience: float, *pragmas: str) -> sa.Engine:
    """Return an engine that leaves BEGIN and COMMIT to us, and waits for others up to PATIENCE s."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={
            "timeout": patience,
            "isolation_level": None,
            "check_same_thread": False,
        },
    )

    def prepare(raw: sqlite3.Connection, _: object) -> None:
        raw.execute(f"PRAGMA {_SMALL_PAGES}")
        _write_ahead(raw, time.monotonic() + patience)
        for pragma in (*_PRAGMAS, *pragmas):
            raw.execute(f"PRAGMA {pragma}")

    sa.event.listen(engine, "connect", prepare)
    return engine


def _write_ahead(raw: sqlite3.Connection, give_up_at: float) -> None:
    """Switch the file to a write-ahead log, for which SQLite does not wait for others by itself."""
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if (
                error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY
                or time.monotonic() > give_up_at
            ):
                raise
        time.sleep(_PAUSE_SECONDS)


@contextmanager
def transaction(connection: sa.Connection, begin: str) -> Iterator[sqlite3.Connection]:
    """Begin, and commit unless an error comes, which may be that of the commit itself."""
    raw = driver(connection)
    raw.execute(begin)
    try:
        yield raw
        raw.execute("COMMIT")
    except BaseException:
        raw.rollback()
        raise


def driver(connection: sa.Connection) -> sqlite3.Connection:
    """Return the connection as the standard library knows it."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError(f"{raw!r} is no connection to SQLite")
    return raw


def is_about_the_file(error: BaseException) -> bool:
    """Return whether ERROR says that the file cannot be used now, whatever we ask of it."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0)
    return code & 0xFF in _UNAVAILABLE


def translated(error: BaseException) -> BaseException:
    """Return `StorageUnavailable` in place of an error about the file, else ERROR itself."""
    if not is_about_the_file(error):
        return error
    unavailable = StorageUnavailable()
    unavailable.__cause__ = error
    return unavailable
