"""Inserts, some of which say what happens when the row is there already.

SQLAlchemy builds them and knows how each value is kept, once; then they go straight to the driver.
Most that we write is a row or two, for which SQLAlchemy would take longer than the database.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

Row = Mapping[str, object]

_NAMED: Mapping[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": postgresql.psycopg.dialect(paramstyle="pyformat"),  # type: ignore[no-untyped-call]  # not typed there
}
"""Dialects in which values go by their names, whatever an engine uses for itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were written, and what the statement returns of them, as the database keeps it."""

    written: int
    rows: Sequence[Sequence[Any]]


class Upsert:
    """One statement, built once in the dialect of each database.

    BUILD is given the dialect's `insert`; the two know the same words here, so that one type does.
    """

    def __init__(self, build: Callable[[Any], sa.Executable]) -> None:
        self._by_dialect = {
            "sqlite": cast("sa.Insert", build(sqlite.insert)),
            "postgresql": cast("sa.Insert", build(postgresql.insert)),
        }
        self._compiled: dict[tuple[str, ...], _Compiled] = {}

    def run(self, connection: sa.Connection, parameters: Row | Sequence[Row]) -> Outcome:
        """Execute the statement in the dialect of CONNECTION, for each row where there are many.

        All rows have the columns of the first.
        """
        rows = [parameters] if isinstance(parameters, Mapping) else parameters
        dialect = connection.dialect
        key = (dialect.name, *rows[0])
        if key not in self._compiled:
            statement = self._by_dialect[dialect.name]
            self._compiled[key] = _Compiled(statement, dialect, rows[0])
        return self._compiled[key].run(connection, rows)


class _Compiled:
    """A statement as one driver takes it."""

    def __init__(self, statement: sa.Insert, dialect: Dialect, row: Row) -> None:
        named = _NAMED[dialect.name]
        compiled = statement.compile(dialect=named, column_keys=list(row), for_executemany=True)
        kinds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        convert = {name: kind.bind_processor(dialect) for name, kind in kinds.items()}
        self._sql = str(compiled)
        self._given = compiled.params
        self._convert = [(name, function) for name, function in convert.items() if function]

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> Outcome:
        bound = [self._bound(row) for row in rows]
        try:
            with closing(connection.connection.cursor()) as cursor:
                if len(bound) == 1:
                    cursor.execute(self._sql, bound[0])
                else:
                    cursor.executemany(self._sql, bound)
                return Outcome(cursor.rowcount, cursor.fetchall() if cursor.description else [])
        except connection.dialect.loaded_dbapi.Error as error:
            raise _told(error, connection, self._sql) from error

    def _bound(self, row: Row) -> dict[str, object]:
        bound = {**self._given, **row}
        for name, convert in self._convert:
            bound[name] = convert(bound[name])
        return bound


def _told(error: Any, connection: sa.Connection, sql: str) -> BaseException:
    """Return the driver's ERROR as SQLAlchemy tells it, and give up a connection that broke."""
    dialect, raw = connection.dialect, connection.connection.driver_connection
    broken = dialect.is_disconnect(error, raw, None)
    if broken:
        connection.invalidate(error)
    told: BaseException = sa.exc.DBAPIError.instance(
        sql, None, error, dialect.loaded_dbapi.Error, connection_invalidated=broken, dialect=dialect
    )
    return told


def insert_new(table: sa.Table) -> Upsert:
    """Return the statement that keeps a row, which must not be there."""
    return Upsert(lambda insert: insert(table))


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
    """Return the statement that keeps a row, or leaves the one that is there."""

    def build(insert: Any) -> sa.Executable:
        statement: sa.Executable = insert(table).on_conflict_do_nothing()
        return statement

    return Upsert(build)
