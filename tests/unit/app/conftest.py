from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from csopsbot.app.ports import Work
from csopsbot.storage.tables import metadata
from csopsbot.storage.work import SqlWork


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """Give a transaction on an empty database in memory."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    metadata.create_all(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def work(connection: sa.Connection) -> Work:
    """Give a unit of work."""
    return SqlWork(connection)


@pytest.fixture
def another(connection: sa.Connection) -> Work:
    """Give another unit of work on the same database, as of another process."""
    return SqlWork(connection)
