"""What a Jira site holds: people, projects, issues and what hangs on them."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from csopsbot.testing.jira_cloud.flow import Status, Workflow

Json = dict[str, Any]


@dataclass(slots=True)
class User:
    """A person or a bot with an API token; its address is shown only if it wants."""

    account_id: str
    name: str
    email: str
    token: str
    active: bool = True
    shows_email: bool = True


@dataclass(slots=True)
class Project:
    """A project; EXTRA_REQUIRED are fields that its create screen asks for, by field id."""

    id: str
    key: str
    name: str
    issue_types: dict[str, str]
    workflow: Workflow = field(default_factory=Workflow)
    extra_required: frozenset[str] = frozenset()


@dataclass(slots=True)
class Comment:
    """A comment, its body in ADF."""

    id: str
    author: User
    body: Json
    created: datetime
    updated: datetime
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RemoteLink:
    """A link out of Jira."""

    id: int
    global_id: str | None
    object: Json


@dataclass(slots=True)
class Issue:
    """An issue; KEY changes when it moves, and OLD_KEYS still lead to it."""

    id: str
    key: str
    project: Project
    issue_type: str
    reporter: User
    status: Status
    created: datetime
    updated: datetime
    summary: str = ""
    description: Json | None = None
    priority: str = "Medium"
    labels: list[str] = field(default_factory=list)
    assignee: User | None = None
    resolution: str | None = None
    custom: Json = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    links: list[RemoteLink] = field(default_factory=list)
    old_keys: list[str] = field(default_factory=list)
    hidden_from: set[str] = field(default_factory=set)


def wall_clock() -> datetime:
    """Return what time it is, in milliseconds as Jira keeps it."""
    moment = datetime.fromtimestamp(time.time(), UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def usual_users() -> list[User]:
    """Return a bot, two people who show their address, and one who hides it."""
    return [
        User("5b10a0effa615349cb016cd8", "csopsbot", "csopsbot@example.test", "bot-token"),
        User("5b10a2844c20165700ede21g", "Dana Devlin", "dana@example.test", "dana-token"),
        User("5b10ac8d82e05b22cc7d4ef5", "Lee Lang", "lee@example.test", "lee-token"),
        User("5b10a0aaaa615349cb016cd1", "Hid", "hid@example.test", "hid-token", shows_email=False),
    ]


def usual_projects() -> list[Project]:
    """Return two projects, between which issues can move."""
    types = {"10001": "Bug", "10002": "Task"}
    return [
        Project("10000", "PAY", "Payments", types),
        Project("10010", "OPS", "Operations", dict(types)),
    ]


@dataclass(slots=True)
class Site:
    """Everything there is; URL is where it is served."""

    users: list[User] = field(default_factory=usual_users)
    projects: list[Project] = field(default_factory=usual_projects)
    issues: dict[str, Issue] = field(default_factory=dict)
    clock: Callable[[], datetime] = wall_clock
    url: str = "http://127.0.0.1"
    next_id: Iterator[int] = field(default_factory=lambda: itertools.count(10100))
    next_number: dict[str, int] = field(default_factory=dict)

    def new_id(self) -> str:
        """Return an id that nothing had yet."""
        return str(next(self.next_id))

    def new_key(self, project: Project) -> str:
        """Return the next key of PROJECT."""
        self.next_number[project.key] = self.next_number.get(project.key, 0) + 1
        return f"{project.key}-{self.next_number[project.key]}"

    def user(self, email_or_id: str) -> User | None:
        """Return the person with this address or account id."""
        wanted = email_or_id.casefold()
        both = ((one, {one.email.casefold(), one.account_id.casefold()}) for one in self.users)
        return next((one for one, names in both if wanted in names), None)

    def project(self, id_or_key: str) -> Project | None:
        """Return the project with this id or key."""
        found = (one for one in self.projects if id_or_key in (one.id, one.key))
        return next(found, None)

    def issue(self, id_or_key: str) -> Issue | None:
        """Return the issue with this id, or with this key now or in the past."""
        wanted = id_or_key.upper()
        found = (one for one in self.issues.values() if wanted in (one.id, one.key, *one.old_keys))
        return next(found, None)

    def move(self, issue: Issue, project: Project) -> None:
        """Bring ISSUE to another project, where it gets another key."""
        issue.old_keys.append(issue.key)
        issue.project, issue.key = project, self.new_key(project)
        issue.updated = self.clock()
