"""Building the GitLab adapter out of the settings."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

from csopsbot.settings import GitLab
from csopsbot.trackers.connection import Connection, NotSet, Surroundings, every, projects_of
from csopsbot.trackers.gitlab.client import GitLabAccess, GitLabTracker, Ways
from csopsbot.trackers.gitlab.meanings import Meanings
from csopsbot.trackers.outlet import TrackerOutlet


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    gitlab = around.settings.trackers.gitlab
    if gitlab is None:
        raise NotSet("GitLab")
    access = access_of(gitlab, projects_of(around.desk, name))
    tracker = GitLabTracker(name, access, clock=around.clock, ways=ways_of(gitlab))
    return Connection(
        tracker, TrackerOutlet(tracker, around.desk, around.permalink, around.fetch_file)
    )


def access_of(gitlab: GitLab, projects: Sequence[str] = ()) -> GitLabAccess:
    """Return how the settings have us reach GitLab, for a desk that names these PROJECTS."""
    return GitLabAccess(
        gitlab.url,
        gitlab.token.get_secret_value(),
        every(gitlab.webhook_secret, gitlab.webhook_secret_previous),
        every(gitlab.signing_token, gitlab.signing_token_previous),
        projects[0] if len(projects) == 1 else "",
        tuple(projects),
    )


def ways_of(gitlab: GitLab) -> Ways:
    """Return how the settings have us use GitLab."""
    meanings = Meanings(gitlab.in_progress_label, gitlab.rejected_label, gitlab.duplicate_label)
    return Ways(meanings, gitlab.label, gitlab.confidential, gitlab.internal_notes)
