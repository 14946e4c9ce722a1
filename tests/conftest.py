"""Fixtures for every test that needs a database; a test that asks for one runs on both."""

from collections.abc import AsyncIterator, Iterator
from functools import cache

import httpx
import pytest
from hypothesis import HealthCheck, settings

from csopsbot.app.ports import Database
from csopsbot.storage.database import open_database
from tests.databases import Files, Server, running_server, wanted

# The suite of the trackers' contract says what it found where it fails, as tests do.
pytest.register_assert_rewrite("csopsbot.testing.tracker_contract")

# A deadline asserts on seconds: whatever else the machine does breaks it now and then.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


_LONG_S = 400
"""How long a thorough test may take on a slow and busy machine; its own mark goes before."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="run what takes long as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for; then let it take long."""
    long = [one for one in items if one.get_closest_marker("thorough")]
    if config.getoption("--thorough"):
        for one in long:
            one.add_marker(pytest.mark.timeout(_LONG_S))
        return
    config.hook.pytest_deselected(items=long)
    items[:] = [one for one in items if one not in long]


# A client reads the authorities it trusts each time one is made, which takes most of a short test.
_build = httpx.create_ssl_context
_build_once = cache(_build)


def _trust(verify: object = True, cert: object = None, trust_env: bool = True) -> object:
    """Return the trust of one client for all that ask for the same, and not for the environment's."""
    usual = verify is True and cert is None and not trust_env
    return _build_once(trust_env=False) if usual else _build(verify, cert, trust_env)  # type: ignore[arg-type]  # as it came


@pytest.fixture(scope="session", autouse=True)
def _quick_clients() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("httpx._transports.default.create_ssl_context", _trust)
        yield


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str, worker_id: str) -> Iterator[Server]:
    with running_server(testrun_uid, worker_id) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest) -> Files | Server:
    """Return the one kind of database or the other."""
    return wanted(request)


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
