from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from csopsbot.app.ports import Work
from csopsbot.storage.schema import metadata
from csopsbot.storage.work import SqlWork


@pytest.fixture(scope="session")
def engine() -> Iterator[sa.Engine]:
    """Give an empty database in memory, which nothing is ever kept in."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a transaction on the empty database, of which nothing stays."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def work(connection: sa.Connection) -> Work:
    """Give a unit of work."""
    return SqlWork(connection)


@pytest.fixture
def another(connection: sa.Connection) -> Work:
    """Give another unit of work on the same database, as of another process."""
    return SqlWork(connection)
