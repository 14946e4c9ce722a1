"""The Redmine adapter keeps the promises of every tracker, on a real Redmine."""

import pytest

from csopsbot.testing.tracker_contract import TrackerContract
from tests.contract.trackers.redmine_stand import ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE


class TestRedmine(TrackerContract):
    @pytest.fixture
    def rig(self, redmine: RedmineStand) -> RedmineStand:
        return redmine
