"""Looking into the bot's database from beside it, as an operator might."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from csopsbot.storage.address import parse
from csopsbot.storage.tables import metadata

_OWED = "SELECT count(*) FROM lane WHERE run_at IS NOT NULL"
_UNDER_WAY = "SELECT count(*) FROM effect WHERE tried_at IS NOT NULL"
_GIVEN_UP = "SELECT lane, reason FROM effect WHERE dead_at IS NOT NULL"


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

    def titles(self) -> list[str]:
        """Return the titles of the issues in the built-in tracker."""
        return [row[0] for row in self._rows("SELECT title FROM board_issue")]

    def comments(self) -> list[str]:
        """Return what stands in the comments of the built-in tracker, as it is stored."""
        return [row[0] for row in self._rows("SELECT body FROM board_comment")]

    def rows(self) -> dict[str, int]:
        """Return how many rows each table has."""
        with self._engine.connect() as connection:
            return {
                table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
            }

    def _number(self, statement: str) -> int:
        return int(self._rows(statement)[0][0])

    def _rows(self, statement: str) -> list[list[Any]]:
        with self._engine.connect() as connection:
            return [list(row) for row in connection.execute(sa.text(statement))]
