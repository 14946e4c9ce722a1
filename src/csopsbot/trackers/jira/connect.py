"""Building the Jira adapter out of the settings."""

from contextlib import AsyncExitStack

from csopsbot.domain.desk import Desk
from csopsbot.settings import Jira
from csopsbot.trackers.connection import (
    Connection,
    NotSet,
    Surroundings,
    every,
    opened,
    projects_of,
)
from csopsbot.trackers.jira.client import JiraAccess, JiraTracker
from csopsbot.trackers.outlet import TrackerOutlet


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    jira = around.settings.trackers.jira
    if jira is None:
        raise NotSet("Jira")
    tracker = JiraTracker(name, access_to(jira, around.desk, name), clock=around.clock)
    return Connection(
        tracker, TrackerOutlet(tracker, around.desk, around.permalink, around.fetch_file)
    )


def access_to(jira: Jira, desk: Desk, name: str) -> JiraAccess:
    """Return how to reach JIRA, where the projects are that DESK gives the tracker called NAME."""
    secrets = every(jira.webhook_secret, jira.webhook_secret_previous)
    return JiraAccess(
        jira.url,
        jira.email,
        opened(jira.token),
        "\n".join(secrets),
        opened(jira.webhook_password),
        deployment=jira.deployment,
        projects=projects_of(desk, name),
    )
