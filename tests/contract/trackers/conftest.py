from collections.abc import Iterator

import pytest

pytest.register_assert_rewrite("csopsbot.testing.tracker_contract")

from csopsbot.app.ports import Database  # noqa: E402 - too
from csopsbot.sandbox.redmine import RedmineServer, absent  # noqa: E402 - too
from csopsbot.testing.github_site import GitHubSite  # noqa: E402 - after its asserts are rewritten
from csopsbot.testing.gitlab_server import GitLabServer  # noqa: E402 - too
from csopsbot.testing.jira_cloud import JiraCloud  # noqa: E402 - too
from csopsbot.testing.linear_workspace import LinearWorkspace  # noqa: E402 - too
from csopsbot.testing.proxy import Proxy  # noqa: E402 - too
from tests.contract.trackers.github_stand import GitHubStand, github_stand  # noqa: E402 - too
from tests.contract.trackers.gitlab_stand import GitLabStand, gitlab_stand  # noqa: E402 - too
from tests.contract.trackers.jira_stand import JiraStand, jira_cloud, jira_stand  # noqa: E402 - too
from tests.contract.trackers.linear_stand import LinearStand, linear_stand  # noqa: E402 - too
from tests.contract.trackers.local_stand import LocalStand  # noqa: E402 - too
from tests.contract.trackers.redmine_stand import (  # noqa: E402 - too
    PEOPLE,
    RedmineStand,
    redmine_stand,
)


@pytest.fixture(scope="session")
def cloud() -> Iterator[JiraCloud]:
    with jira_cloud() as served:
        yield served


@pytest.fixture
def stand(cloud: JiraCloud) -> Iterator[JiraStand]:
    with jira_stand(cloud) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def github() -> Iterator[GitHubSite]:
    with GitHubSite() as served:
        yield served


@pytest.fixture
def hub(github: GitHubSite) -> Iterator[GitHubStand]:
    with github_stand(github) as fresh:
        yield fresh


@pytest.fixture
def local(database: Database, database_url: str) -> LocalStand:
    return LocalStand(database, database_url)


@pytest.fixture(scope="session")
def gitlab_served() -> Iterator[GitLabServer]:
    with GitLabServer() as served:
        yield served


@pytest.fixture
def gitlab(gitlab_served: GitLabServer) -> Iterator[GitLabStand]:
    with gitlab_stand(gitlab_served) as fresh:
        yield fresh
        assert fresh.undocumented() == []


@pytest.fixture(scope="session")
def redmine_served(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[RedmineServer, Proxy]]:
    if reason := absent():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("redmine")
    with RedmineServer(folder, PEOPLE) as server, Proxy(server.url) as proxy:
        yield server, proxy


@pytest.fixture
def redmine(redmine_served: tuple[RedmineServer, Proxy]) -> Iterator[RedmineStand]:
    with redmine_stand(*redmine_served) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def linear_served() -> Iterator[LinearWorkspace]:
    with LinearWorkspace() as served:
        yield served


@pytest.fixture
def linear(linear_served: LinearWorkspace) -> Iterator[LinearStand]:
    with linear_stand(linear_served) as fresh:
        yield fresh
