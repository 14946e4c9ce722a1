import pytest

from csopsbot.trackers.outlet import TrackerOutlet
from tests.unit.trackers.owing import DESK
from tests.unit.trackers.scripted import ScriptedTracker


@pytest.fixture
def tracker() -> ScriptedTracker:
    return ScriptedTracker()


@pytest.fixture
def outlet(tracker: ScriptedTracker) -> TrackerOutlet:
    return TrackerOutlet(tracker, DESK, lambda card: f"https://chat.test/{card.ts}")
