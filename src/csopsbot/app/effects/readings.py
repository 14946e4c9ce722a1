"""What is read from trackers, and told by the built-in one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """Mirror, of the tracker in our own database: read the issue again and compare."""

    tracker: str
    issue_id: str
    op: Literal["read_issue"] = "read_issue"


@dataclass(frozen=True, slots=True)
class LookForChanges:
    """Mirror, of the tracker in our own database: ask a project what changed since then.

    If an issue waits for VERSIONS, it is asked which are out: their release changes no issue.
    """

    tracker: str
    project: str
    since: datetime
    versions: bool = False
    op: Literal["look_for_changes"] = "look_for_changes"


@dataclass(frozen=True, slots=True)
class SightIssues:
    """Mirror, of the tracker in our own database: ask of issues when they last changed, if ever."""

    tracker: str
    issue_ids: tuple[str, ...]
    op: Literal["sight_issues"] = "sight_issues"


@dataclass(frozen=True, slots=True)
class PostWebhook:
    """Notice: the built-in tracker tells its subscriber, ourselves, of a change on its board."""

    issue_id: str
    change: str
    op: Literal["post_webhook"] = "post_webhook"
