"""What a Jira site holds: people, projects, issues and what hangs on them."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from csopsbot.testing.jira_cloud.flow import Status, Workflow
from csopsbot.testing.jira_cloud.manner import Manner
from csopsbot.testing.jira_cloud.users import Json, User


@dataclass(slots=True)
class Version:
    """A release."""

    id: str
    name: str
    released: bool = False


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field of a project's own: what it holds, and the options it can be set to."""

    id: str
    name: str
    type: str
    custom: str
    items: str = ""
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class Attachment:
    """A file on an issue."""

    id: str
    name: str
    author: User
    created: datetime
    media_type: str
    content: bytes


@dataclass(slots=True)
class Work:
    """Time that somebody spent on an issue, their note in rich text."""

    id: str
    author: User
    started: datetime
    seconds: int
    note: Any
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Change:
    """What somebody changed at once."""

    id: str
    author: User
    created: datetime
    items: list[Json]


@dataclass(slots=True)
class Project:
    """A project; EXTRA_REQUIRED are fields that its create screen asks for, by field id.

    HIDDEN_FROM are the accounts that do not know it exists.
    """

    id: str
    key: str
    name: str
    issue_types: dict[str, str]
    workflow: Workflow = field(default_factory=Workflow)
    extra_required: frozenset[str] = frozenset()
    versions: list[Version] = field(default_factory=list)
    fields: list[CustomField] = field(default_factory=list)
    components: list[str] = field(default_factory=lambda: ["Checkout", "Invoices"])
    hidden_from: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Comment:
    """A comment, its body in rich text."""

    id: str
    author: User
    body: Any
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
    description: Any = None
    priority: str = "Medium"
    labels: list[str] = field(default_factory=list)
    fix_versions: list[Version] = field(default_factory=list)
    components: list[str] = field(default_factory=list)
    assignee: User | None = None
    resolution: str | None = None
    custom: Json = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    links: list[RemoteLink] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    history: list[Change] = field(default_factory=list)
    old_keys: list[str] = field(default_factory=list)
    hidden_from: set[str] = field(default_factory=set)

    def is_hidden_from(self, user: User) -> bool:
        """Return whether USER may not see the issue, or its whole project."""
        return user.account_id in self.hidden_from | self.project.hidden_from


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
    """Everything there is; URL is where it is served, and MANNER how it speaks."""

    manner: Manner
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

    def user(self, name: str) -> User | None:
        """Return the person with this address, account id or user name."""
        wanted = name.casefold()
        known = ((one, {one.email, one.account_id, one.username}) for one in self.users)
        return next((one for one, names in known if wanted in {n.casefold() for n in names}), None)

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
        before, issue.updated = issue.key, self.clock()
        issue.old_keys.append(before)
        issue.project, issue.key = project, self.new_key(project)
        item = {"field": "Key", "fieldtype": "jira", "fromString": before, "toString": issue.key}
        issue.history.append(Change(self.new_id(), self.users[1], issue.updated, [item]))
