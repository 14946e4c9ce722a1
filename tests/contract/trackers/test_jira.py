"""The Jira adapter keeps the promises of every tracker, on a strict Jira."""

import pytest

from csopsbot.testing.tracker_contract import TrackerContract
from tests.contract.trackers.jira_stand import JiraStand


class TestJira(TrackerContract):
    @pytest.fixture
    def rig(self, stand: JiraStand) -> JiraStand:
        return stand
