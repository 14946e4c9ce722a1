"""Databases that nobody has prepared: `serve` finds them empty, as on its first day."""

from collections.abc import Iterator

import pytest

from tests.databases import Files, Server


@pytest.fixture
def empty_url(databases: Files | Server) -> Iterator[str]:
    """Yield the address of a database without tables, of the one kind and the other."""
    with databases.empty() as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_files: Files) -> Iterator[str]:
    """Yield the address of an SQLite file that is not there yet."""
    with sqlite_files.empty() as url:
        yield url
