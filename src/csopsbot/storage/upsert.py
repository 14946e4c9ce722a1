"""Inserts, some of which say what happens when the row is there already.

SQLAlchemy builds them and knows how each value is kept, once; then they go straight to the driver.
Most that we write is a row or two, for which SQLAlchemy would take longer than the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.pool import PoolProxiedConnection

if TYPE_CHECKING:
    import psycopg

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
        """Execute the statement for a row, or for each of them; all have the columns of the first."""
        rows = [parameters] if isinstance(parameters, Mapping) else parameters
        return together(connection, (self, rows))[0]

    def send(self, cursor: DBAPICursor, dialect: str, rows: Sequence[Row]) -> DBAPICursor:
        """Execute the statement in DIALECT for each of ROWS; return the cursor."""
        key = (dialect, *rows[0])
        if key not in self._compiled:
            self._compiled[key] = _Compiled(self._by_dialect[dialect], _NAMED[dialect], rows[0])
        self._compiled[key].send(cursor, rows)
        return cursor


Step = tuple[Upsert, Sequence[Row]]


class _Compiled:
    """A statement as one driver takes it."""

    def __init__(self, statement: sa.Insert, dialect: Dialect, row: Row) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(row), for_executemany=True)
        kinds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        convert = {name: kind.bind_processor(dialect) for name, kind in kinds.items()}
        self._sql = str(compiled)
        self._given = compiled.params
        self._convert = [(name, function) for name, function in convert.items() if function]

    def send(self, cursor: DBAPICursor, rows: Sequence[Row]) -> None:
        bound = [self._bound(row) for row in rows]
        if len(bound) == 1:
            cursor.execute(self._sql, bound[0])
        else:
            cursor.executemany(self._sql, bound)

    def _bound(self, row: Row) -> dict[str, object]:
        bound = {**self._given, **row}
        for name, convert in self._convert:
            bound[name] = convert(bound[name])
        return bound


def together(connection: sa.Connection, *steps: Step) -> list[Outcome]:
    """Execute statements one after another, each for its rows, in a single round trip."""
    try:
        return _TOGETHER[connection.dialect.name](connection.connection, steps)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(error, connection) from error


def _one_by_one(raw: PoolProxiedConnection, steps: Iterable[Step]) -> list[Outcome]:
    """Execute steps in a file, which is no trip away.

    A statement with rows yet to be read would have to be prepared anew, were it the next one too.
    """
    return [_outcome(statement.send(raw.cursor(), "sqlite", rows)) for statement, rows in steps]


def _in_one_trip(raw: PoolProxiedConnection, steps: Iterable[Step]) -> list[Outcome]:
    """Execute steps on a server without waiting for its answers in between."""
    with cast("psycopg.Connection[Any]", raw.driver_connection).pipeline():
        cursors = [statement.send(raw.cursor(), "postgresql", rows) for statement, rows in steps]
    return [_outcome(cursor) for cursor in cursors]


_TOGETHER = {"sqlite": _one_by_one, "postgresql": _in_one_trip}


def _outcome(cursor: DBAPICursor) -> Outcome:
    return Outcome(cursor.rowcount, cursor.fetchall() if cursor.description else [])


def _told(error: Any, connection: sa.Connection) -> BaseException:
    """Return the driver's ERROR as SQLAlchemy tells it, and give up a connection that broke."""
    dialect, raw = connection.dialect, connection.connection.driver_connection
    broken = dialect.is_disconnect(error, raw, None)
    if broken:
        connection.invalidate(error)
    told: BaseException = sa.exc.DBAPIError.instance(
        None,
        None,
        error,
        dialect.loaded_dbapi.Error,
        connection_invalidated=broken,
        dialect=dialect,
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
