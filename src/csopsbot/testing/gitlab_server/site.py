"""What a GitLab server holds: people, projects, issues and the notes below them."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import Any

Json = dict[str, Any]

TOUCH_INTERVAL = timedelta(minutes=1)
"""https://gitlab.com/gitlab-org/gitlab/-/blob/master/app/models/concerns/throttled_touch.rb"""


class Role(IntEnum):
    """What a member may do, in GitLab's own numbers."""

    GUEST = 10
    REPORTER = 20
    DEVELOPER = 30
    MAINTAINER = 40


@dataclass(slots=True, eq=False)
class User:
    """A person or a bot with a token; PUBLIC_EMAIL is empty for who keeps it private."""

    id: int
    username: str
    name: str
    token: str
    public_email: str = ""
    state: str = "active"
    scope: str = "api"
    bot: bool = False
    token_ends: date | None = None


@dataclass(slots=True, eq=False)
class Milestone:
    """What issues are planned for."""

    id: int
    title: str
    updated: datetime
    state: str = "active"


@dataclass(slots=True, eq=False)
class Project:
    """A project; ROLES are its members', FORMER the paths it had before.

    UPLOADS are the files that were sent, by secret and name.
    """

    id: int
    path: str
    roles: dict[str, Role]
    public: bool = False
    issues_enabled: bool = True
    archived: bool = False
    former: set[str] = field(default_factory=set)
    next_iid: int = 1
    labels: list[str] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    uploads: dict[tuple[str, str], bytes] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Note:
    """A comment, or what GitLab notes by itself."""

    id: int
    author: User
    body: str
    created: datetime
    updated: datetime
    system: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to an issue: its KIND, and what is shown of it besides."""

    id: int
    kind: str
    user: User
    at: datetime
    more: Json


@dataclass(frozen=True, slots=True)
class Timelog:
    """Time that somebody spent."""

    user: User
    seconds: int
    spent_at: datetime
    summary: str


@dataclass(slots=True, eq=False)
class Issue:
    """An issue; one that was moved leads to another in its stead."""

    id: int
    iid: int
    project: Project
    author: User
    title: str
    created: datetime
    updated: datetime
    description: str = ""
    state: str = "opened"
    kind: str = "issue"
    labels: list[str] = field(default_factory=list)
    assignees: list[User] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    milestone: Milestone | None = None
    events: list[Event] = field(default_factory=list)
    timelogs: list[Timelog] = field(default_factory=list)
    confidential: bool = False
    moved_to: "Issue | None" = None
    duplicate_of: "Issue | None" = None


def wall_clock() -> datetime:
    """Return what time it is, in milliseconds as GitLab tells it."""
    moment = datetime.fromtimestamp(time.time(), UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def usual_users() -> list[User]:
    """Return a bot, two people with an address, one who hides it, and one named like an address."""
    return [
        User(11, "csopsbot", "csopsbot", "glpat-bot", "csopsbot@example.test"),
        User(12, "dana", "Dana Devlin", "glpat-dana", "dana@example.test"),
        User(13, "lee", "Lee Lang", "glpat-lee", "lee@example.test"),
        User(14, "hid", "Hid", "glpat-hid"),
        User(15, "prankster", "dana@example.test", "glpat-prank"),
    ]


def usual_projects() -> list[Project]:
    """Return two projects between which issues can move, and one that the bot does not see."""
    members = {"csopsbot": Role.REPORTER, "dana": Role.DEVELOPER, "lee": Role.DEVELOPER}
    return [
        Project(70, "acme/shop", dict(members)),
        Project(71, "acme/tools/ops", dict(members)),
        Project(72, "acme/secret", {"dana": Role.DEVELOPER}),
    ]


@dataclass(slots=True)
class Site:
    """Everything there is; URL is where it is served."""

    users: list[User] = field(default_factory=usual_users)
    projects: list[Project] = field(default_factory=usual_projects)
    issues: list[Issue] = field(default_factory=list)
    clock: Callable[[], datetime] = wall_clock
    url: str = "http://127.0.0.1"
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(410_001))

    def user(self, username: str) -> User:
        """Return the account of this name."""
        return next(one for one in self.users if one.username == username)

    def at(self, place: str) -> Issue | None:
        """Return the issue at this project's id and number."""
        every = (one for one in self.issues if f"{one.project.id}/{one.iid}" == place)
        return next(every, None)

    def issue(self, issue_id: int) -> Issue | None:
        """Return the issue with this id of its own."""
        return next((one for one in self.issues if one.id == issue_id), None)

    def add(self, project: Project, author: User, title: str) -> Issue:
        """Make an issue with the next number of PROJECT."""
        now = self.clock()
        issue = Issue(next(self.ids), project.next_iid, project, author, title, now, now)
        project.next_iid += 1
        self.issues.append(issue)
        return issue

    def note(
        self, issue: Issue, by: User, body: str, *, system: bool = False, internal: bool = False
    ) -> Note:
        """Add a note, which touches the issue."""
        now = self.clock()
        self.touch(issue)
        issue.notes.append(Note(next(self.ids), by, body, now, now, system, internal))
        return issue.notes[-1]

    def touch(self, issue: Issue) -> None:
        """Make ISSUE newer for a note's sake, which GitLab does once a minute at the most."""
        now = self.clock()
        if now - issue.updated > TOUCH_INTERVAL:
            issue.updated = now

    def happened(self, issue: Issue, kind: str, by: User, **more: Any) -> None:
        """Note that something of a KIND was done to ISSUE, which makes it newer."""
        issue.updated = self.clock()
        issue.events.append(Event(next(self.ids), kind, by, issue.updated, more))

    def move(self, issue: Issue, project: Project, by: User) -> Issue:
        """Close ISSUE, and make it anew in PROJECT, its notes with it."""
        copy = self.add(project, issue.author, issue.title)
        copy.description, copy.labels = issue.description, list(issue.labels)
        copy.assignees = [one for one in issue.assignees if one.username in project.roles]
        copy.milestone, copy.events = issue.milestone, list(issue.events)
        copy.notes = [replace(note, id=next(self.ids)) for note in issue.notes]
        self.note(copy, by, f"moved from {issue.project.path}#{issue.iid}", system=True)
        issue.state, issue.moved_to, issue.updated = "closed", copy, self.clock()
        self.note(issue, by, f"moved to {project.path}#{copy.iid}", system=True)
        return copy

    def rename(self, project: Project, path: str) -> None:
        """Give PROJECT another path; the old one still leads to it."""
        project.former.add(project.path)
        project.path = path
