"""Looking into the bot's database from beside it, as an operator might."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from csopsbot.storage.address import parse
from csopsbot.storage.schema import metadata

_OWED = "SELECT count(*) FROM lane WHERE run_at IS NOT NULL"
_UNDER_WAY = "SELECT count(*) FROM effect WHERE tried_at IS NOT NULL"
_GIVEN_UP = "SELECT lane, reason FROM effect WHERE reason IS NOT NULL"


_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Records:
    """The database at URL."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(parse(url), poolclass=NullPool)

    def owed(self) -> int:
        """Return how many lanes have something to deliver."""
        return self._number(_OWED)

    def under_way(self) -> int:
        """Return how many calls were begun of which no answer was recorded."""
        return self._number(_UNDER_WAY)

    def given_up(self) -> list[tuple[str, str]]:
        """Return what was not delivered and never will be."""
        return [(row[0], row[1]) for row in self._rows(_GIVEN_UP)]

    def events(self, kind: str) -> int:
        """Return how many events of that kind all histories have."""
        return self._number(f"SELECT count(*) FROM history WHERE kind = '{kind}'")

    def titles(self) -> list[str]:
        """Return the titles of the issues in the built-in tracker."""
        return [row[0] for row in self._rows("SELECT title FROM board_issue")]

    def comments(self) -> list[str]:
        """Return what stands in the comments of the built-in tracker, as it is stored."""
        return [row[0] for row in self._rows("SELECT body FROM board_comment")]

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let the bot not get at its database until the block ends."""
        take = self._closed if self._engine.dialect.name == "postgresql" else self._locked
        with take():
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the file's one right to write, as a copying tool might that hangs."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield
            connection.rollback()

    @contextmanager
    def _closed(self) -> Iterator[None]:
        """Throw everybody out of the database and let nobody in, as while it is moved elsewhere."""
        name = self._engine.url.database
        server = sa.create_engine(
            self._engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT"
        )
        with self._engine.connect() as inside, server.connect() as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            inside.exec_driver_sql(_OTHERS)
            try:
                yield
            finally:
                connection.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        server.dispose()

    def rows(self) -> dict[str, int]:
        """Return how many rows each table has; people are looked up whenever they act."""
        with self._engine.connect() as connection:
            return {
                table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
                if table.name != "person"
            }

    def _number(self, statement: str) -> int:
        return int(self._rows(statement)[0][0])

    def _rows(self, statement: str) -> list[list[Any]]:
        with self._engine.connect() as connection:
            return [list(row) for row in connection.execute(sa.text(statement))]
