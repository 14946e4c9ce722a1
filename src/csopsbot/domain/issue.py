"""An issue in a tracker, as we last saw it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from csopsbot.domain.document import Doc

FORM = 2
"""What a sighting tells of; counted up whenever adapters read more of an issue than before."""


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

    def means(self, other: "Category") -> bool:
        """Return whether it comes to the same as OTHER; declined is declined."""
        declined = (Category.REJECTED, Category.DUPLICATE)
        return self is other or (self in declined and other in declined)


@dataclass(frozen=True, slots=True)
class IssueRef:
    """Where an issue is: ID never changes; KEY and URL are for people and may change on a move."""

    tracker: str
    id: str
    key: str
    url: str

    def is_beside(self, address: str) -> bool:
        """Return whether ADDRESS is at the same place on the web as the issue's own page."""
        return urlsplit(address).netloc == urlsplit(self.url).netloc != ""


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
class Version:
    """A release that an issue is, or will be, mended in."""

    name: str
    released: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on an issue; SIZE is in bytes, 0 where the tracker does not say."""

    id: str
    name: str
    url: str
    author: TrackerUser
    created_at: datetime
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class IssueComment:
    """A comment; OP is the idempotency key we wrote it with, None for anybody else's.

    NATIVE_ID is what its tracker calls it, where ID is another so as to outlive a move.
    """

    id: str
    author: TrackerUser
    body: Doc
    created_at: datetime
    updated_at: datetime
    op: str | None = None
    native_id: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as read at one moment; comments oldest first.

    FORM is that of the sighting; those of form 1 tell of no priority, versions and attachments.
    PROJECTS are all the names by which the desk file may call the project it is in; sightings that
    were kept before told none. COUNTED is how many comments the tracker itself counts, if it does.
    ALSO_WITH are the ids of others than ASSIGNEE whom it is given to.
    STEADY_AT is the issue's own time, where UPDATED_AT is its parts' too and goes back when one is gone.
    """

    ref: IssueRef
    title: str
    status: Status
    assignee: TrackerUser | None
    updated_at: datetime
    labels: frozenset[str] = frozenset()
    comments: tuple[IssueComment, ...] = ()
    priority: str = ""
    versions: frozenset[Version] = frozenset()
    attachments: tuple[Attachment, ...] = ()
    form: int = FORM
    projects: frozenset[str] = frozenset()
    counted: int | None = None
    also_with: frozenset[str] = frozenset()
    steady_at: datetime | None = None


def is_ours(comment: IssueComment) -> bool:
    """Return whether we wrote COMMENT: by its key, or, for lack of one, by its author."""
    return comment.op is not None or comment.author.is_self
