from collections.abc import Iterator

import pytest

pytest.register_assert_rewrite("csopsbot.testing.tracker_contract")

from csopsbot.app.ports import Database  # noqa: E402 - too
from csopsbot.testing.jira_cloud import JiraCloud  # noqa: E402 - after its asserts are rewritten
from tests.contract.trackers.jira_stand import JiraStand, jira_cloud, jira_stand  # noqa: E402 - too
from tests.contract.trackers.local_stand import LocalStand  # noqa: E402 - too


@pytest.fixture(scope="session")
def cloud() -> Iterator[JiraCloud]:
    with jira_cloud() as served:
        yield served


@pytest.fixture
def stand(cloud: JiraCloud) -> Iterator[JiraStand]:
    with jira_stand(cloud) as fresh:
        yield fresh


@pytest.fixture
def local(database: Database, database_url: str) -> LocalStand:
    return LocalStand(database, database_url)
