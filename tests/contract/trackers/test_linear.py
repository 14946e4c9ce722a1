"""The Linear adapter keeps the promises of every tracker, on a strict Linear."""

from collections.abc import Iterator

import pytest

from csopsbot.testing.linear_workspace import LinearWorkspace
from csopsbot.testing.tracker_contract import TrackerContract
from tests.contract.trackers.linear_stand import LinearStand, linear_stand


@pytest.fixture(scope="module")
def linear() -> Iterator[LinearWorkspace]:
    with LinearWorkspace() as served:
        yield served


class TestLinear(TrackerContract):
    @pytest.fixture
    def rig(self, linear: LinearWorkspace) -> Iterator[LinearStand]:
        with linear_stand(linear) as fresh:
            yield fresh
