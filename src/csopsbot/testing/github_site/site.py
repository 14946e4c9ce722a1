"""What a GitHub knows: accounts, repositories, issues and comments."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

Json = dict[str, Any]
Role = Literal["read", "triage", "write", "admin"]


@dataclass(slots=True)
class Account:
    """Somebody who can sign in; HEADERS are what each answer tells of the token."""

    id: int
    login: str
    token: str = field(repr=False)
    kind: str = "User"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Comment:
    """A comment."""

    id: int
    author: Account | None
    body: str
    created: datetime
    updated: datetime


@dataclass(slots=True)
class Milestone:
    """What issues are planned for."""

    number: int
    title: str
    updated: datetime
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to an issue; MORE is what else is shown of it."""

    id: int
    name: str
    actor: Account
    at: datetime
    more: Json


@dataclass(slots=True)
class Issue:
    """An issue, or with PULL_REQUEST one that is a pull request as well."""

    id: int
    repository: "Repository"
    number: int
    author: Account | None
    title: str
    body: str | None
    created: datetime
    updated: datetime
    state: str = "open"
    reason: str | None = None
    labels: list[str] = field(default_factory=list)
    assignees: list[Account] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    milestone: Milestone | None = None
    events: list[Event] = field(default_factory=list)
    kind: str | None = None
    locked: bool = False
    pull_request: bool = False


@dataclass(frozen=True, slots=True)
class Deleted:
    """What is left of an issue that was deleted."""


@dataclass(slots=True)
class Repository:
    """A repository; ROLES tells who may do what by their logins, LABELS the names by lower case."""

    id: int
    owner: str
    name: str
    roles: dict[str, Role]
    owner_kind: str = "Organization"
    has_issues: bool = True
    archived: bool = False
    private: bool = True
    milestones: list[Milestone] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    former_names: set[str] = field(default_factory=set)
    slots: "dict[int, Issue | Deleted]" = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """Return owner and name."""
        return f"{self.owner}/{self.name}"


def _wall_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the double's own clock


@dataclass(slots=True)
class App:
    """A GitHub App that acts as BOT; PUBLIC_KEY is what checks its proofs.

    PERMISSIONS are what it was granted. INSTALLED are the repositories' ids by the number of each
    installation. TOKENS are those it was given, each with its installation and its end.
    """

    id: int
    slug: str
    bot: Account
    public_key: str
    permissions: dict[str, str]
    installed: dict[int, set[int]]
    events: list[str] = field(default_factory=lambda: ["issues", "issue_comment"])
    tokens: dict[str, tuple[int, datetime]] = field(default_factory=dict)


@dataclass(slots=True)
class Site:
    """A GitHub with two repositories of one organisation, a bot, and two people who work there."""

    url: str = ""
    clock: Callable[[], datetime] = _wall_clock
    accounts: list[Account] = field(default_factory=list)
    repositories: list[Repository] = field(default_factory=list)
    apps: list[App] = field(default_factory=list)
    issue_types: dict[str, list[str]] = field(default_factory=dict)
    last_id: int = 4000

    def __post_init__(self) -> None:
        self.accounts += [
            Account(901, "csopsbot", "bot-token"),
            Account(902, "dana", "dana-token"),
            Account(903, "eve", "eve-token"),
        ]
        roles: dict[str, Role] = {"csopsbot": "write", "dana": "write"}
        self.repositories += [
            Repository(71, "acme", "shop", dict(roles)),
            Repository(72, "acme", "tills", dict(roles)),
        ]
        self.issue_types["acme"] = ["Task", "Bug", "Feature"]

    def new_id(self) -> int:
        """Return a number that nothing else has."""
        self.last_id += 1
        return self.last_id

    def now(self) -> datetime:
        """Return the time, in whole seconds as GitHub tells it."""
        return self.clock().replace(microsecond=0)

    def account(self, login: str) -> Account | None:
        """Return who signs in as LOGIN."""
        return next((one for one in self.accounts if one.login.lower() == login.lower()), None)

    def repository(self, full_name: str) -> Repository | None:
        """Return the repository of that name, or else the one that had it before."""
        name = full_name.lower()
        by_name = (one for one in self.repositories if one.full_name.lower() == name)
        before = (one for one in self.repositories if name in one.former_names)
        return next(by_name, None) or next(before, None)

    def by_id(self, repository_id: int) -> Repository | None:
        """Return the repository with this id."""
        return next((one for one in self.repositories if one.id == repository_id), None)

    def issue(self, issue_id: str) -> Issue:
        """Return the issue at this repository's id and number."""
        repository_id, _, number = issue_id.partition("/")
        (repository,) = [one for one in self.repositories if one.id == int(repository_id)]
        found = repository.slots[int(number)]
        assert isinstance(found, Issue)
        return found

    def issues(self) -> list[Issue]:
        """Return every issue that there is, once."""
        found = [(place, one) for place in self.repositories for one in place.slots.values()]
        return [one for place, one in found if isinstance(one, Issue) and one.repository is place]

    def add(self, repository: Repository, issue: Issue) -> Issue:
        """Put ISSUE into REPOSITORY under the next number."""
        issue.repository, issue.number = repository, len(repository.slots) + 1
        repository.slots[issue.number] = issue
        return issue

    def happened(self, issue: Issue, name: str, actor: Account, **more: Any) -> None:
        """Note that ACTOR did something to ISSUE, which makes it newer."""
        issue.updated = self.now()
        issue.events.append(Event(self.new_id(), name, actor, issue.updated, more))

    def delete(self, issue: Issue) -> None:
        """Delete ISSUE, as an administrator may."""
        issue.repository.slots[issue.number] = Deleted()

    def transfer(self, issue: Issue, to: Repository) -> Issue:
        """Transfer ISSUE; its former place leads to the new one, where it is another issue.

        GitHub gives it another id. Whether its comments keep theirs is not documented; here they do
        not.
        """
        issue.id = self.new_id()
        for comment in issue.comments:
            comment.id = self.new_id()
        return self.add(to, issue)

    def rename(self, repository: Repository, name: str) -> None:
        """Give REPOSITORY another name; the former leads there."""
        repository.former_names.add(repository.full_name.lower())
        repository.name = name
