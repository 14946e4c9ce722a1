"""Building the GitHub adapter out of the settings."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

from csopsbot.settings import GitHub
from csopsbot.trackers.connection import (
    Connection,
    NotSet,
    Surroundings,
    every,
    opened,
    projects_of,
)
from csopsbot.trackers.github.client import AppAccess, GitHubAccess, GitHubTracker
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.outlet import TrackerOutlet


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    github = around.settings.trackers.github
    if github is None or not (github.token or github.app_id):
        raise NotSet("GitHub")
    projects = projects_of(around.desk, name)
    meanings = Meanings(github.in_progress_label, github.priority_prefix)
    access = access_of(github, projects)
    tracker = GitHubTracker(name, access, clock=around.clock, meanings=meanings)
    return Connection(
        tracker, TrackerOutlet(tracker, around.desk, around.permalink, around.fetch_file)
    )


def access_of(github: GitHub, repositories: Sequence[str] = ()) -> GitHubAccess:
    """Return how the settings have us reach GitHub, for a desk that names these REPOSITORIES."""
    app = None
    if github.app_id:
        app = AppAccess(
            github.app_id,
            opened(github.app_private_key),
            github.app_installation_id,
            repositories[0] if repositories else "",
        )
    return GitHubAccess(
        github.url,
        opened(github.token),
        every(github.webhook_secret, github.webhook_secret_previous),
        app,
        repositories[0] if len(repositories) == 1 else "",
        tuple(repositories),
    )
