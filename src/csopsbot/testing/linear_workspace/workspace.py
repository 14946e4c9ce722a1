"""What a Linear workspace holds: members, teams, issues and what hangs on them."""

import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class User:
    """A member, with an API key or an OAuth token."""

    id: str
    name: str
    email: str
    token: str = ""
    active: bool = True
    app: bool = False
    admin: bool = False
    guest: bool = False
    last_seen: datetime | None = None
    may_label: bool = True

    @property
    def display_name(self) -> str:
        """What people call them."""
        return self.email.partition("@")[0]


@dataclass(slots=True)
class State:
    """A state of a team's workflow."""

    id: str
    name: str
    type: str
    position: float


@dataclass(slots=True)
class Team:
    """A team; only MEMBERS know of one that is private, and nobody writes where READ_ONLY has them."""

    id: str
    key: str
    name: str
    states: list[State]
    default_state: State | None = None
    members: set[str] | None = None
    read_only: set[str] = field(default_factory=set)
    last_number: int = 0

    def shows_itself_to(self, user: User) -> bool:
        """Return whether USER may know of the team."""
        return self.members is None or user.id in self.members

    def state(self, state_id: str) -> State | None:
        """Return the state with this id."""
        return next((one for one in self.states if one.id == state_id), None)


@dataclass(slots=True)
class Label:
    """A label of TEAM, or of the whole workspace; a group only holds others."""

    id: str
    name: str
    team: Team | None = None
    is_group: bool = False
    parent: "Label | None" = None


@dataclass(slots=True)
class Comment:
    """A comment, in Markdown; USER is whose account it was, unless that is gone."""

    id: str
    issue: "Issue"
    user: User | None
    body: str
    created_at: datetime
    updated_at: datetime
    bot_name: str = ""
    stranger_name: str = ""
    edited_at: datetime | None = None


@dataclass(slots=True)
class Attachment:
    """A link that an issue shows."""

    id: str
    issue: "Issue"
    url: str
    title: str
    subtitle: str | None
    metadata: Json
    created_at: datetime
    updated_at: datetime
    creator: User | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody changed on an issue at once."""

    id: str
    created_at: datetime
    actor: User
    from_state: State | None = None
    to_state: State | None = None
    from_assignee: User | None = None
    to_assignee: User | None = None
    from_team: Team | None = None
    to_team: Team | None = None
    from_priority: int | None = None
    to_priority: int | None = None
    from_title: str | None = None
    to_title: str | None = None
    added_labels: list[Label] | None = None
    removed_labels: list[Label] | None = None
    updated_description: bool | None = None


@dataclass(slots=True)
class Upload:
    """A file, or a place that is kept for one of SIZE bytes; SIGNATURE lets it be put there."""

    id: str
    filename: str
    content_type: str
    size: int
    signature: str
    content: bytes | None = None


@dataclass(slots=True)
class Issue:
    """An issue; its identifier changes when it moves to another team."""

    id: str
    team: Team
    number: int
    state: State
    creator: User
    created_at: datetime
    updated_at: datetime
    title: str = ""
    description: str | None = None
    priority: int = 0
    estimate: int | None = None
    due_date: str | None = None
    assignee: User | None = None
    labels: list[Label] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    history: list[Entry] = field(default_factory=list)
    previous_identifiers: list[str] = field(default_factory=list)
    archived_at: datetime | None = None
    trashed: bool | None = None

    @property
    def identifier(self) -> str:
        """How people call it."""
        return f"{self.team.key}-{self.number}"

    @property
    def writable(self) -> bool:
        """Whether it is neither in the trash nor in the archive."""
        return self.archived_at is None and not self.trashed


def wall_clock() -> datetime:
    """Return what time it is, in milliseconds as Linear keeps it."""
    moment = datetime.fromtimestamp(time.time(), UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def new_id() -> str:
    """Return an id that nothing had yet."""
    return str(uuid.uuid4())


def usual_users() -> list[User]:
    """Return a bot, two people, one who left, and an app."""
    return [
        User(
            "0b0f0b5e-0000-4000-8000-000000000001",
            "csopsbot",
            "csopsbot@example.test",
            "lin_api_bot",
            admin=True,
        ),
        User(
            "0b0f0b5e-0000-4000-8000-000000000002",
            "Dana Devlin",
            "dana@example.test",
            "lin_api_dana",
        ),
        User("0b0f0b5e-0000-4000-8000-000000000003", "Lee Lang", "lee@example.test", "lin_api_lee"),
        User("0b0f0b5e-0000-4000-8000-000000000004", "Gone", "gone@example.test", active=False),
        User(
            "0b0f0b5e-0000-4000-8000-000000000005",
            "App",
            "app@example.test",
            "lin_oauth_app",
            app=True,
        ),
    ]


def usual_states() -> list[State]:
    """Return a workflow with two states where people work, and none for duplicates."""
    named = [
        ("Backlog", "backlog", 0.0),
        ("Todo", "unstarted", 1.0),
        ("In Review", "started", 1002.0),
        ("In Progress", "started", 2.0),
        ("Done", "completed", 3.0),
        ("Canceled", "canceled", 4.0),
    ]
    return [State(new_id(), name, kind, position) for name, kind, position in named]


def usual_teams() -> list[Team]:
    """Return two teams, between which issues can move; one has states of another order."""
    pay, ops = usual_states(), [*usual_states(), State(new_id(), "Duplicate", "duplicate", 5)]
    return [
        Team(new_id(), "PAY", "Payments", pay, pay[1]),
        Team(new_id(), "OPS", "Operations", ops, ops[0]),
    ]


@dataclass(slots=True)
class Workspace:
    """Everything there is; URL is where it is served, ROWS the most that a list gives out at once."""

    id: str = field(default_factory=new_id)
    name: str = "Acme"
    url_key: str = "acme"
    users: list[User] = field(default_factory=usual_users)
    teams: list[Team] = field(default_factory=usual_teams)
    labels: list[Label] = field(default_factory=list)
    issues: dict[str, Issue] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    rows: int = 250
    clock: Callable[[], datetime] = wall_clock
    url: str = "http://127.0.0.1"

    def user(self, user_id: str) -> User | None:
        """Return the member with this id."""
        return next((one for one in self.users if one.id == user_id), None)

    def team(self, id_or_key: str) -> Team | None:
        """Return the team with this id or key."""
        return next((one for one in self.teams if id_or_key in (one.id, one.key)), None)

    def issue(self, id_or_identifier: str) -> Issue | None:
        """Return the issue with this id, or so called now or in the past."""
        names = ((one, {one.id, one.identifier, *one.previous_identifiers}) for one in self._all())
        return next((one for one, names in names if id_or_identifier in names), None)

    def link_of(self, issue: Issue) -> str:
        """Return where people find ISSUE."""
        return f"https://linear.app/{self.url_key}/issue/{issue.identifier}"

    def number(self, team: Team) -> int:
        """Return the next number of TEAM's issues; none is given twice."""
        team.last_number += 1
        return team.last_number

    def move(self, issue: Issue, team: Team) -> None:
        """Bring ISSUE to another team, where it is called otherwise and follows another workflow."""
        issue.previous_identifiers.append(issue.identifier)
        issue.team, issue.number = team, self.number(team)
        alike = [one for one in team.states if one.type == issue.state.type]
        issue.state = alike[0] if alike else team.default_state or team.states[0]
        issue.updated_at = self.clock()

    def purge(self, issue: Issue) -> None:
        """Delete ISSUE for good."""
        del self.issues[issue.id]

    def _all(self) -> Iterable[Issue]:
        return self.issues.values()
