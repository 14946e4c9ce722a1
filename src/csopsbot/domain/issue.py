"""An issue in a tracker, as we last saw it, and what changed between two sightings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from csopsbot.domain.document import Doc


class Category(StrEnum):
    """What a tracker's status means, whatever it is called there."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"

    @property
    def closed(self) -> bool:
        """Whether nobody works on the issue any more."""
        return self in (Category.DONE, Category.REJECTED, Category.DUPLICATE)


@dataclass(frozen=True, slots=True)
class IssueRef:
    """Where an issue is: ID never changes; KEY and URL are for people and may change on a move."""

    tracker: str
    id: str
    key: str
    url: str


@dataclass(frozen=True, slots=True)
class Status:
    """A tracker's own name for a state, and what it means to us."""

    name: str
    category: Category


@dataclass(frozen=True, slots=True)
class TrackerUser:
    """A person or bot in a tracker; IS_SELF is true for the account we act with."""

    id: str
    name: str
    is_self: bool = False


@dataclass(frozen=True, slots=True)
class IssueComment:
    """A comment; OP is the idempotency key we wrote it with, None for anybody else's."""

    id: str
    author: TrackerUser
    body: Doc
    created_at: datetime
    updated_at: datetime
    op: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as read at one moment; comments oldest first."""

    ref: IssueRef
    title: str
    status: Status
    assignee: TrackerUser | None
    updated_at: datetime
    labels: frozenset[str] = frozenset()
    comments: tuple[IssueComment, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """The issue's status changed."""

    status: Status


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody else, or nobody, works on the issue now."""

    assignee: TrackerUser | None


@dataclass(frozen=True, slots=True)
class Commented:
    """A person wrote a comment that we did not."""

    comment: IssueComment


@dataclass(frozen=True, slots=True)
class Renamed:
    """The issue has another key or address, as after a move between projects."""

    ref: IssueRef


Change = Moved | Assigned | Commented | Renamed


def changes(before: Issue, after: Issue) -> tuple[Change, ...]:
    """Return what happened to the issue between two sightings, our own comments left out."""
    found: list[Change] = []
    if after.ref != before.ref:
        found.append(Renamed(after.ref))
    if after.status != before.status:
        found.append(Moved(after.status))
    if _id(after.assignee) != _id(before.assignee):
        found.append(Assigned(after.assignee))
    seen = {comment.id for comment in before.comments}
    new = (comment for comment in after.comments if comment.id not in seen)
    return (*found, *(Commented(comment) for comment in new if not is_ours(comment)))


def is_ours(comment: IssueComment) -> bool:
    """Return whether we wrote COMMENT: by its key, or, for lack of one, by its author."""
    return comment.op is not None or comment.author.is_self


def _id(user: TrackerUser | None) -> str | None:
    return user.id if user else None
