from collections.abc import Iterator

import pytest

from csopsbot.app.ports import Database
from csopsbot.sandbox.redmine import RedmineServer, absent
from csopsbot.testing.github_site import GitHubSite
from csopsbot.testing.gitlab_server import GitLabServer
from csopsbot.testing.jira_cloud import JiraCloud
from csopsbot.testing.linear_workspace import LinearWorkspace
from csopsbot.testing.proxy import Proxy
from tests.contract.trackers.github_stand import GitHubStand, github_stand
from tests.contract.trackers.gitlab_stand import GitLabStand, gitlab_stand
from tests.contract.trackers.jira_stand import JiraStand, jira_cloud, jira_stand
from tests.contract.trackers.linear_stand import LinearStand, linear_stand
from tests.contract.trackers.local_stand import LocalStand
from tests.contract.trackers.redmine_stand import (
    RedmineStand,
    redmine_serving,
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
    with redmine_serving(tmp_path_factory.mktemp("redmine")) as served:
        yield served


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
