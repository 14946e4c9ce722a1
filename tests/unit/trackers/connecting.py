"""Settings for every tracker, and surroundings for connections that are never used."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from csopsbot.app.ports import Database, Surface
from csopsbot.domain.desk import Desk
from csopsbot.settings import GitHub, GitLab, Jira, Linear, Redmine, Settings, Trackers
from csopsbot.trackers.passing_on import FetchFile, no_files

EMPTY = Desk((), (), {}, frozenset())
NOTHING_ASKED = cast("Database", None)


@dataclass
class Around:
    """Fits `Surroundings`."""

    settings: Settings
    desk: Desk = EMPTY
    database: Database = NOTHING_ASKED

    def clock(self) -> datetime:
        return datetime(2026, 3, 2, tzinfo=UTC)

    @property
    def fetch_file(self) -> FetchFile:
        return no_files

    def permalink(self, surface: Surface) -> str | None:
        return None


def settings() -> Settings:
    """Return settings with all that a tracker can use."""
    jira = Jira.model_validate(
        {"url": "https://acme.test", "email": "bot@acme.test", "token": "secret"}
    )
    github = GitHub.model_validate({"token": "secret", "priority_prefix": "priority: "})
    gitlab = GitLab.model_validate({"token": "secret"})
    redmine = Redmine.model_validate(
        {"url": "https://redmine.acme.test", "api_key": "secret", "webhook_secret": "secret"}
    )
    linear = Linear.model_validate({"token": "secret"})
    return Settings(
        trackers=Trackers(jira=jira, github=github, gitlab=gitlab, linear=linear, redmine=redmine)
    )
