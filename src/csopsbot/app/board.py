"""What the built-in tracker keeps: issues on boards, and comments on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from csopsbot.domain.document import Doc


@dataclass(frozen=True, slots=True)
class BoardLink:
    """An address shown on an issue; another of the same KEY takes its place."""

    key: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class BoardIssue:
    """An issue on a board; REF is the idempotency key it was made with, VERSION grows."""

    id: str
    key: str
    project: str
    ref: str | None
    title: str
    body: Doc
    status: str
    assignee: str | None
    labels: frozenset[str]
    updated_at: datetime
    version: int
    links: tuple[BoardLink, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardComment:
    """A comment on an issue; OP is the idempotency key it was made with."""

    id: str
    issue_id: str
    author: str
    body: Doc
    created_at: datetime
    updated_at: datetime
    op: str | None


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue to be made; REF is None where a person makes it on the board."""

    project: str
    title: str
    body: Doc
    status: str
    ref: str | None = None
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BoardPatch:
    """Fields to change; None leaves a field as it is, an empty assignee takes it away."""

    title: str | None = None
    assignee: str | None = None
    labels: frozenset[str] | None = None


class Board(Protocol):
    """The boards. What names an issue that does not exist raises `NotFound`."""

    def create(self, new: NewIssue, now: datetime) -> BoardIssue:
        """Make an issue, PROJECT-1 and on; one made with the same ref is returned instead."""
        ...

    def get(self, issue_id: str) -> BoardIssue | None:
        """Return the issue."""
        ...

    def by_key(self, key: str) -> BoardIssue | None:
        """Return the issue that people call KEY."""
        ...

    def by_ref(self, ref: str) -> BoardIssue | None:
        """Return the issue made with REF."""
        ...

    def issues(self, project: str, limit: int) -> list[BoardIssue]:
        """Return a board's issues, newest first."""
        ...

    def projects(self) -> list[str]:
        """Return the names of the boards that have issues."""
        ...

    def move(self, issue_id: str, status: str, now: datetime) -> BoardIssue:
        """Give the issue another status."""
        ...

    def update(self, issue_id: str, patch: BoardPatch, now: datetime) -> BoardIssue:
        """Change fields of the issue."""
        ...

    def link(self, issue_id: str, link: BoardLink, now: datetime) -> BoardIssue:
        """Show LINK on the issue, in place of one of the same key."""
        ...

    def comments(self, issue_id: str) -> list[BoardComment]:
        """Return the comments, oldest first."""
        ...

    def comment(
        self, issue_id: str, author: str, body: Doc, now: datetime, op: str | None = None
    ) -> BoardComment:
        """Add a comment; one made with the same op is returned instead."""
        ...

    def comment_by_op(self, issue_id: str, op: str) -> BoardComment | None:
        """Return the comment made with OP."""
        ...
