"""What the built-in tracker keeps: issues on boards, and all that hangs on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csopsbot.domain.document import Doc

What = Literal["status", "assignee", "priority", "title", "labels", "versions"]


@dataclass(frozen=True, slots=True)
class BoardLink:
    """An address shown on an issue; another of the same KEY takes its place."""

    key: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class BoardIssue:
    """An issue on a board; REF is the idempotency key it was made with, VERSION grows.

    VERSIONS are the names of those it is planned for.
    """

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
    priority: str = ""
    versions: frozenset[str] = frozenset()


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
class BoardFile:
    """A file on an issue, without its content; SIZE is in bytes."""

    id: str
    issue_id: str
    author: str
    name: str
    media_type: str
    size: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class BoardWork:
    """Time that somebody spent on an issue; OP is the idempotency key it was added with."""

    id: str
    issue_id: str
    author: str
    seconds: int
    started: datetime
    note: str
    op: str | None


@dataclass(frozen=True, slots=True)
class BoardChange:
    """Somebody changed a field of an issue; lists are told with commas."""

    id: str
    at: datetime
    author: str
    what: What
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue to be made; REF is None where a person makes it on the board."""

    project: str
    title: str
    body: Doc
    status: str
    ref: str | None = None
    labels: frozenset[str] = frozenset()
    priority: str = ""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NewWork:
    """Time that was spent, to be kept; one of the same OP is kept once."""

    seconds: int
    started: datetime
    note: str
    op: str | None = None


@dataclass(frozen=True, slots=True)
class BoardPatch:
    """Fields to change; None leaves a field as it is, an empty assignee takes it away."""

    title: str | None = None
    assignee: str | None = None
    labels: frozenset[str] | None = None
    priority: str | None = None
    versions: frozenset[str] | None = None


def differences(before: BoardIssue, after: BoardIssue) -> Iterator[tuple[What, str, str]]:
    """Yield what of the issue differs, in the words of its history."""
    told = zip(_told(before), _told(after), strict=True)
    yield from ((what, was, now) for (what, was), (_, now) in told if was != now)


def _told(issue: BoardIssue) -> tuple[tuple[What, str], ...]:
    return (
        ("title", issue.title),
        ("status", issue.status),
        ("assignee", issue.assignee or ""),
        ("priority", issue.priority),
        ("labels", ", ".join(sorted(issue.labels))),
        ("versions", ", ".join(sorted(issue.versions))),
    )
