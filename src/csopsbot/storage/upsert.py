"""Inserts that say what happens when the row is there already."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


class Upsert:
    """One statement, built once in the dialect of each database.

    BUILD is given the dialect's `insert`; the two know the same words here, so that one type does.
    """

    def __init__(self, build: Callable[[Any], sa.Executable]) -> None:
        self._by_dialect = {
            "sqlite": build(sqlite.insert),
            "postgresql": build(postgresql.insert),
        }

    def run(
        self,
        connection: sa.Connection,
        parameters: Mapping[str, object] | Sequence[Mapping[str, object]],
    ) -> sa.CursorResult[Any]:
        """Execute the statement in the dialect of CONNECTION, for each row where there are many."""
        return connection.execute(self._by_dialect[connection.dialect.name], parameters)


def insert_or_update(table: sa.Table, *changed: str) -> Upsert:
    """Return the statement that keeps a row, or the columns CHANGED of the one that is there."""

    def build(insert: Any) -> sa.Executable:
        new = insert(table)
        values = {name: new.excluded[name] for name in changed}
        keys = list(table.primary_key.columns)
        statement: sa.Executable = new.on_conflict_do_update(index_elements=keys, set_=values)
        return statement

    return Upsert(build)


def insert_or_leave(table: sa.Table) -> Upsert:
    """Return the statement that keeps a row and returns its key, or leaves the one that is there."""

    def build(insert: Any) -> sa.Executable:
        keys = list(table.primary_key.columns)
        statement: sa.Executable = insert(table).on_conflict_do_nothing().returning(*keys)
        return statement

    return Upsert(build)
