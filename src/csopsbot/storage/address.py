"""Where the database is, as the settings say it."""

from pathlib import Path

import sqlalchemy as sa

_FILE = ("sqlite",)
_SERVER = ("postgresql", "postgres", "postgresql+psycopg")


class UnknownDatabase(ValueError):
    """A database's address begins with sqlite:/// or postgresql://."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


class NoFolder(Exception):
    """The folder that is to hold the database is not there."""

    def __init__(self, path: Path) -> None:
        folder = path.absolute().parent
        super().__init__(
            f"There is no folder {folder} to hold the database. Make it, or mend "
            "CSOPSBOT_DATABASE_URL."
        )


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


def require_folder(path: Path) -> None:
    """Return if there is a folder for the file at PATH; raises `NoFolder`."""
    if not path.absolute().parent.is_dir():
        raise NoFolder(path)
