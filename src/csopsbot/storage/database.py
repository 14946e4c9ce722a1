"""The door to the database."""

from csopsbot.app.ports import Database
from csopsbot.storage.address import file_of, parse
from csopsbot.storage.migrate import require_current
from csopsbot.storage.units import PATIENCE_SECONDS


def open_database(url: str, *, patience: float = PATIENCE_SECONDS) -> Database:
    """Return the database at URL; raises `UnknownDatabase`, `WrongSchema`, `StorageUnavailable`.

    Meant for start-up: it looks at the database at once, and waits for its answer. PATIENCE says
    for how many seconds a unit of work waits for others to get out of its way.
    """
    require_current(url)
    address = parse(url)
    if path := file_of(address):
        from csopsbot.storage.sqlite import SqliteDatabase

        return SqliteDatabase(path, patience)
    from csopsbot.storage.postgres import PostgresDatabase

    return PostgresDatabase(address, patience)
