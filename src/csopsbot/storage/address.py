"""Where the database is, as the settings say it."""

from pathlib import Path

import sqlalchemy as sa

_FILE = ("sqlite",)
_SERVER = ("postgresql", "postgres", "postgresql+psycopg")


class UnknownDatabase(ValueError):
    """A database's address begins with sqlite:/// or postgresql://."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


def parse(url: str) -> sa.URL:
    """Return the address with the driver we use; raises `UnknownDatabase`."""
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise UnknownDatabase from None
    if address.drivername in _SERVER:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername in _FILE and address.database not in (None, "", ":memory:"):
        return address
    raise UnknownDatabase


def file_of(address: sa.URL) -> Path | None:
    """Return the file of an SQLite database, None for a server."""
    return Path(address.database or "") if address.drivername in _FILE else None
