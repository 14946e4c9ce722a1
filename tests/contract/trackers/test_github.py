"""The GitHub adapter keeps the promises of every tracker, on a strict GitHub."""

from collections.abc import Iterator

import pytest

from csopsbot.testing.github_site import GitHubSite
from csopsbot.testing.tracker_contract import TrackerContract
from tests.contract.trackers.github_stand import GitHubStand, github_stand


@pytest.fixture(scope="session")
def github() -> Iterator[GitHubSite]:
    with GitHubSite() as served:
        yield served


class TestGitHub(TrackerContract):
    @pytest.fixture
    def rig(self, github: GitHubSite) -> Iterator[GitHubStand]:
        with github_stand(github) as stand:
            yield stand
