"""Building the GitLab adapter out of the settings."""

from contextlib import AsyncExitStack

from pydantic import SecretStr

from csopsbot.settings import GitLab
from csopsbot.trackers.connection import Connection, Surroundings
from csopsbot.trackers.gitlab.client import GitLabAccess, GitLabTracker, Ways
from csopsbot.trackers.gitlab.meanings import Meanings
from csopsbot.trackers.outlet import TrackerOutlet


class NotSet(LookupError):
    """The desk file names GitLab, but the settings say nothing of it."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


async def connect(name: str, around: Surroundings, _: AsyncExitStack) -> Connection:
    """Return the tracker at the address that is set; raises `NotSet`."""
    gitlab = around.settings.trackers.gitlab
    if gitlab is None:
        raise NotSet
    tracker = GitLabTracker(name, access_of(gitlab), clock=around.clock, ways=ways_of(gitlab))
    return Connection(tracker, TrackerOutlet(tracker, around.desk, around.permalink))


def access_of(gitlab: GitLab) -> GitLabAccess:
    """Return how the settings have us reach GitLab."""
    return GitLabAccess(
        gitlab.url,
        gitlab.token.get_secret_value(),
        _open(gitlab.webhook_secret, gitlab.webhook_secret_previous),
        _open(gitlab.signing_token, gitlab.signing_token_previous),
    )


def ways_of(gitlab: GitLab) -> Ways:
    """Return how the settings have us use GitLab."""
    meanings = Meanings(gitlab.in_progress_label, gitlab.rejected_label, gitlab.duplicate_label)
    return Ways(meanings, gitlab.label, gitlab.confidential, gitlab.internal_notes)


def _open(*secrets: SecretStr | None) -> tuple[str, ...]:
    opened = (secret.get_secret_value() for secret in secrets if secret)
    return tuple(filter(None, opened))
