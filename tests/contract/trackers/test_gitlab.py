"""The GitLab adapter keeps the promises of every tracker, on a strict GitLab."""

import pytest

from csopsbot.testing.tracker_contract import TrackerContract
from tests.contract.trackers.gitlab_stand import GitLabStand


class TestGitLab(TrackerContract):
    @pytest.fixture
    def rig(self, gitlab: GitLabStand) -> GitLabStand:
        return gitlab
