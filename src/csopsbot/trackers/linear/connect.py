"""Building the Linear adapter out of the settings."""

from contextlib import AsyncExitStack

from csopsbot.domain.issue import Category
from csopsbot.settings import Linear
from csopsbot.trackers.connection import Connection, NotSet, Surroundings, every, opened
from csopsbot.trackers.linear.client import LinearAccess, LinearTracker
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.outlet import TrackerOutlet


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    linear = around.settings.trackers.linear
    if linear is None:
        raise NotSet("Linear")
    secrets = every(linear.webhook_secret, linear.webhook_secret_previous)
    access = LinearAccess(linear.url, opened(linear.token), secrets)
    tracker = LinearTracker(name, access, clock=around.clock, meanings=_meanings(linear))
    return Connection(
        tracker, TrackerOutlet(tracker, around.desk, around.permalink, around.fetch_file)
    )


def _meanings(linear: Linear) -> Meanings:
    return Meanings(
        {
            Category.OPEN: linear.open_state,
            Category.IN_PROGRESS: linear.in_progress_state,
            Category.DONE: linear.done_state,
            Category.REJECTED: linear.rejected_state,
        }
    )
