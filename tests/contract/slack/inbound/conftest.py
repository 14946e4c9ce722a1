"""The Slack app, reached over HTTP and over Socket Mode, on one database and on both."""

from collections.abc import AsyncIterator

import pytest

from csopsbot.app.ports import Database
from csopsbot.storage.database import open_database
from tests.contract.slack.inbound.harness import Inbound, Mode, inbound
from tests.databases import Files


@pytest.fixture(params=["http", "socket"])
def mode(request: pytest.FixtureRequest) -> Mode:
    """Choose the one transport, then the other."""
    chosen: Mode = request.param
    return chosen


@pytest.fixture
async def everywhere(database: Database, mode: Mode) -> AsyncIterator[Inbound]:
    """Run the app on both databases, over both transports."""
    async with inbound(database, mode) as world:
        yield world


@pytest.fixture
async def sqlite(sqlite_files: Files) -> AsyncIterator[Database]:
    """Open a migrated, empty SQLite database."""
    with sqlite_files.fresh() as url:
        opened = open_database(url)
        yield opened
        await opened.close()


@pytest.fixture
async def here(sqlite: Database) -> AsyncIterator[Inbound]:
    """Run the app over HTTP on SQLite alone: for what no database makes a difference to."""
    async with inbound(sqlite, "http") as world:
        yield world
