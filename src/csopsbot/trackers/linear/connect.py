"""Building the Linear adapter out of the settings."""

from contextlib import AsyncExitStack

from pydantic import SecretStr

from csopsbot.domain.issue import Category
from csopsbot.settings import Linear
from csopsbot.trackers.connection import Connection, Surroundings
from csopsbot.trackers.linear.client import LinearAccess, LinearTracker
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.outlet import TrackerOutlet


class NotSet(LookupError):
    """The desk file names Linear, but the settings say nothing of it."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    linear = around.settings.trackers.linear
    if linear is None:
        raise NotSet
    secrets = (linear.webhook_secret, linear.webhook_secret_previous)
    access = LinearAccess(linear.url, _open(linear.token), tuple(filter(None, map(_open, secrets))))
    tracker = LinearTracker(name, access, clock=around.clock, meanings=_meanings(linear))
    return Connection(tracker, TrackerOutlet(tracker, around.desk, around.permalink))


def _meanings(linear: Linear) -> Meanings:
    return Meanings(
        {
            Category.OPEN: linear.open_state,
            Category.IN_PROGRESS: linear.in_progress_state,
            Category.DONE: linear.done_state,
            Category.REJECTED: linear.rejected_state,
        }
    )


def _open(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
