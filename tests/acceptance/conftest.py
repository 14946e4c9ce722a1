"""Databases that nobody has prepared: `serve` finds them empty, as on its first day."""

from collections.abc import Iterator
from random import Random, SystemRandom

import pytest

from tests.databases import Files, Server, wanted


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.thorough)])
def databases(request: pytest.FixtureRequest) -> Files | Server:
    """Return the one kind of database or the other; whole processes on PostgreSQL take their time."""
    return wanted(request)


@pytest.fixture
def empty_url(databases: Files | Server) -> Iterator[str]:
    """Yield the address of a database without tables, of the one kind and the other."""
    with databases.empty() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """Yield the address of a database without tables on PostgreSQL."""
    with postgres_server.empty() as url:
        yield url


@pytest.fixture
def dice() -> Random:
    """Return chance, and print by which number it can be had again."""
    seed = SystemRandom().randrange(1_000_000)
    print(f"the dice's seed is {seed}")  # noqa: T201 - shown when the test fails
    return Random(seed)


@pytest.fixture
def sqlite_url(sqlite_files: Files) -> Iterator[str]:
    """Yield the address of an SQLite file that is not there yet."""
    with sqlite_files.empty() as url:
        yield url
