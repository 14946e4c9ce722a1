"""Fixtures for every test that needs a database; a test that asks for one runs on both."""

from collections.abc import AsyncIterator, Iterator

import pytest

from csopsbot.app.ports import Database
from csopsbot.storage.database import open_database
from tests.databases import Files, Server, running_server


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str, worker_id: str) -> Iterator[Server]:
    with running_server(testrun_uid, worker_id) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest) -> Files | Server:
    """Return the one kind of database or the other, started when it is first asked for."""
    name = {"sqlite": "sqlite_files", "postgres": "postgres_server"}[request.param]
    kind: Files | Server = request.getfixturevalue(name)
    return kind


@pytest.fixture
def database_url(databases: Files | Server) -> Iterator[str]:
    """Yield the address of a migrated, empty database."""
    with databases.fresh() as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Yield a migrated, empty database."""
    opened = open_database(database_url)
    yield opened
    await opened.close()
