from collections.abc import AsyncIterator

import pytest

from csopsbot.app.ports import Database
from csopsbot.storage.database import open_database


@pytest.fixture
async def another(database: Database, database_url: str) -> AsyncIterator[Database]:
    """Yield the same database, opened once more as another process would."""
    opened = open_database(database_url)
    yield opened
    await opened.close()
