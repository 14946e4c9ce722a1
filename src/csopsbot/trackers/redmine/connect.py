"""Building the Redmine adapter out of the settings."""

from contextlib import AsyncExitStack

from pydantic import SecretStr

from csopsbot.domain.issue import Category
from csopsbot.trackers.connection import Connection, Surroundings
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.trackers.redmine.client import RedmineAccess, RedmineTracker
from csopsbot.trackers.redmine.meanings import Meanings, plain


class NotSet(LookupError):
    """The desk file names Redmine, but the settings say nothing of it."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    redmine = around.settings.trackers.redmine
    if redmine is None:
        raise NotSet
    secrets = (redmine.webhook_secret, redmine.webhook_secret_previous)
    access = RedmineAccess(
        redmine.url,
        _open(redmine.api_key),
        tuple(filter(None, map(_open, secrets))),
        str(redmine.ref_field or ""),
    )
    tracker = RedmineTracker(
        name,
        access,
        clock=around.clock,
        formatting=redmine.formatting,
        meanings=Meanings({plain(one): Category(meant) for one, meant in redmine.statuses.items()}),
    )
    return Connection(tracker, TrackerOutlet(tracker, around.desk, around.permalink))


def _open(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
