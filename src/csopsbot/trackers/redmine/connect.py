"""Building the Redmine adapter out of the settings."""

from contextlib import AsyncExitStack

from csopsbot.domain.issue import Category
from csopsbot.trackers.connection import Connection, NotSet, Surroundings, every, opened
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.trackers.redmine.client import RedmineAccess, RedmineTracker
from csopsbot.trackers.redmine.meanings import Meanings, plain


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    redmine = around.settings.trackers.redmine
    if redmine is None:
        raise NotSet("Redmine")
    access = RedmineAccess(
        redmine.url,
        opened(redmine.api_key),
        every(redmine.webhook_secret, redmine.webhook_secret_previous),
        str(redmine.ref_field or ""),
        redmine.largest_file_mb * 1024 * 1024,
    )
    tracker = RedmineTracker(
        name,
        access,
        clock=around.clock,
        formatting=redmine.formatting,
        meanings=Meanings({plain(one): Category(meant) for one, meant in redmine.statuses.items()}),
    )
    return Connection(
        tracker, TrackerOutlet(tracker, around.desk, around.permalink, around.fetch_file)
    )
