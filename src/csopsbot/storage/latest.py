"""How far the clock had come when a database was last used."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from csopsbot.app.failures import StorageUnavailable
from csopsbot.storage import tables as t
from csopsbot.storage.address import file_of, parse


def latest(url: str) -> datetime | None:
    """Return when the newest event of all histories happened, None where there is no history.

    It reads them all, and raises `StorageUnavailable`.
    """
    address = parse(url)
    path = file_of(address)
    if path and not path.exists():
        return None
    engine = sa.create_engine(address, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table(t.history.name):
                return None
            newest: datetime | None = connection.scalar(sa.select(sa.func.max(t.history.c.at)))
            return newest
    except sa.exc.DBAPIError as error:
        raise StorageUnavailable(f"The database cannot be used: {error.orig}") from error
