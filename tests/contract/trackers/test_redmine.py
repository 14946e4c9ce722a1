"""The Redmine adapter keeps the promises of every tracker, on a real Redmine."""

import pytest

from csopsbot.testing.tracker_contract import TrackerContract
from tests.contract.trackers.redmine_stand import RedmineStand

pytestmark = pytest.mark.xdist_group("redmine")


class TestRedmine(TrackerContract):
    @pytest.fixture
    def rig(self, redmine: RedmineStand) -> RedmineStand:
        return redmine
