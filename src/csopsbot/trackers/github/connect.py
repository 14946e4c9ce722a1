"""Building the GitHub adapter out of the settings."""

from contextlib import AsyncExitStack

from pydantic import SecretStr

from csopsbot.trackers.connection import Connection, Surroundings
from csopsbot.trackers.github.client import GitHubAccess, GitHubTracker
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.outlet import TrackerOutlet


class NotSet(LookupError):
    """The desk file names GitHub, but the settings say nothing of it."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    github = around.settings.trackers.github
    if github is None:
        raise NotSet
    secrets = (github.webhook_secret, github.webhook_secret_previous)
    access = GitHubAccess(github.url, _open(github.token), tuple(filter(None, map(_open, secrets))))
    meanings = Meanings(github.in_progress_label)
    tracker = GitHubTracker(name, access, clock=around.clock, meanings=meanings)
    return Connection(tracker, TrackerOutlet(tracker, around.desk, around.permalink))


def _open(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
