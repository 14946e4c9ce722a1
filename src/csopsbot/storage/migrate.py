"""Whether a database has the tables that this version works with, and how it gets them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.pool import NullPool

from csopsbot.app.failures import StorageUnavailable
from csopsbot.storage.address import file_of, parse, require_folder
from csopsbot.storage.sqlite_file import file_engine, is_about_the_file, transaction

_MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE_SECONDS = 60.0
_ONE_AT_A_TIME = sa.text("SELECT pg_advisory_xact_lock(hashtext('csopsbot migrate'))")


class WrongSchema(Exception):
    """The database was made by another version of csopsbot."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


class SchemaBehind(WrongSchema):
    """The database is not up to date; `csopsbot migrate` brings it there."""


class SchemaAhead(WrongSchema):
    """A newer csopsbot ran `csopsbot migrate` on this database; only that one can use it."""


def upgrade(url: str) -> list[str]:
    """Apply what is missing, all of it or nothing, and return it; two may try at once.

    Raises `NoFolder`, as a folder made for a mistyped path would hide the mistake.
    """
    address = parse(url)
    if path := file_of(address):
        require_folder(path)
    with _connected(address) as connection:
        todo = _missing(connection)
        if todo:
            command.upgrade(_config(connection), "head")
        return todo


def prepare(url: str) -> None:
    """Give a database that has no tables yet all of them; one that has some is left as it is."""
    if pending(url) == _revisions():
        upgrade(url)


def pending(url: str) -> list[str]:
    """Return the migrations that `upgrade` would apply, in order; raises `SchemaAhead`."""
    address = parse(url)
    path = file_of(address)
    if path and not path.exists():
        return _revisions()
    with _connected(address) as connection:
        return _missing(connection)


def require_current(url: str) -> None:
    """Return if the database is up to date; raises `WrongSchema`, which says what to do."""
    if pending(url):
        raise SchemaBehind


def _revisions() -> list[str]:
    scripts = ScriptDirectory(str(_MIGRATIONS)).walk_revisions()
    return [script.revision for script in scripts][::-1]


def _missing(connection: sa.Connection) -> list[str]:
    current = MigrationContext.configure(connection).get_current_revision()
    revisions = _revisions()
    if current is None:
        return revisions
    if current not in revisions:
        raise SchemaAhead
    return revisions[revisions.index(current) + 1 :]


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connected(address: sa.URL) -> Iterator[sa.Connection]:
    """Connect for one transaction that nobody else shares; raises `StorageUnavailable`."""
    path = file_of(address)
    engine = (
        file_engine(path, _PATIENCE_SECONDS)
        if path
        else sa.create_engine(address, poolclass=NullPool)
    )
    try:
        with engine.connect() as connection:
            if path:
                with transaction(connection, "BEGIN IMMEDIATE"):
                    yield connection
            else:
                with connection.begin():
                    connection.execute(_ONE_AT_A_TIME)
                    yield connection
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        if isinstance(error, sa.exc.OperationalError) or is_about_the_file(error):
            cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
            raise StorageUnavailable(f"The database cannot be used: {cause}") from error
        raise
    finally:
        engine.dispose()
