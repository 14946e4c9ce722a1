"""Building the Jira adapter out of the settings."""

from contextlib import AsyncExitStack

from pydantic import SecretStr

from csopsbot.trackers.connection import Connection, Surroundings
from csopsbot.trackers.jira.client import JiraAccess, JiraTracker
from csopsbot.trackers.outlet import TrackerOutlet


class NotSet(LookupError):
    """The desk file names Jira, but the settings say nothing of it."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    jira = around.settings.trackers.jira
    if jira is None:
        raise NotSet
    secrets = filter(None, (_open(jira.webhook_secret), _open(jira.webhook_secret_previous)))
    access = JiraAccess(jira.url, jira.email, _open(jira.token), "\n".join(secrets))
    tracker = JiraTracker(name, access, clock=around.clock)
    return Connection(tracker, TrackerOutlet(tracker, around.desk, around.permalink))


def _open(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
