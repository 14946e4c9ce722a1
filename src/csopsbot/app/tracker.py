"""The port of an issue tracker: what the product asks of one, and the answers it may get.

A create or a comment carries an idempotency key, by which it can be found again after an answer was
lost. Every call raises a `Failure` when it does not come off; no adapter repeats a write by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, TrackerUser


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a tracker can do; the product says in words what it lacks."""

    webhooks: Literal["signed", "token", "none"]
    native_idempotency: bool
    rich_text: Literal["adf", "wiki", "markdown", "textile", "doc"]
    transitions: Literal["workflow", "free", "binary"]
    private_comments: bool = False
    attachments: bool = False
    work_log: bool = False
    fix_versions: bool = False
    user_by_email: bool = False
    max_body: int = 32_000


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are in the tracker, as proven by a call; SERVER names its product and version."""

    user: TrackerUser
    server: str


@dataclass(frozen=True, slots=True)
class ProjectSchema:
    """What a project asks of an issue.

    REQUIRED names, by issue type, the fields that have to be filled on create besides those every
    draft fills.
    """

    issue_types: tuple[str, ...]
    required: Mapping[str, frozenset[str]]
    statuses: tuple[tuple[str, Category], ...]


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """An issue to be made; FIELDS are the tracker's own, from the desk file."""

    project: str
    issue_type: str
    title: str
    body: Doc
    labels: frozenset[str] = frozenset()
    priority: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Patch:
    """Fields to change on an issue; None leaves a field as it is, an empty ASSIGNEE_ID is nobody."""

    title: str | None = None
    assignee_id: str | None = None
    priority: str | None = None
    labels_add: frozenset[str] = frozenset()
    labels_remove: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MoveResult:
    """How a move ended; when it was impossible, OPTIONS are the statuses that could be reached."""

    outcome: Literal["moved", "already", "impossible"]
    status: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """The issue was deleted."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The issue may exist, but our account may not see it."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The delivery comes from the tracker."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The delivery is not proven to come from the tracker; REASON is for the operator's log."""

    reason: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A delivery says that these issues may have changed: by their ids, or for lack of them keys."""

    delivery_id: str
    issue_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ignored:
    """A well-formed delivery about something we do not follow."""

    delivery_id: str
    reason: str


class Malformed(ValueError):
    """The delivery cannot be read as what its sender documents."""


class Webhooks(Protocol):
    """A tracker's deliveries to us: pure functions over headers (lower-case names) and raw body."""

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Verified | Rejected:
        """Say whether the tracker sent these very bytes, before anything parses them."""
        ...

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issues the delivery is about; raises `Malformed`."""
        ...


class Tracker(Protocol):
    """An issue system."""

    @property
    def name(self) -> str:
        """Its name in the settings and the desk file."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        ...

    @property
    def webhooks(self) -> Webhooks:
        """Its deliveries to us."""
        ...

    async def probe(self) -> Identity:
        """Prove that our credentials work, and say who we are."""
        ...

    async def schema(self, project: str) -> ProjectSchema:
        """Return what PROJECT asks of an issue."""
        ...

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        """Make one issue that can be found again by REF (letters, digits and hyphens)."""
        ...

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:
        """Return the issue made with REF, the oldest if there are several; SINCE bounds the look."""
        ...

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        """Read the issue with its comments by its immutable id."""
        ...

    async def comment(self, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        """Add a comment that can be found again by OP."""
        ...

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:
        """Return the comment made with OP."""
        ...

    async def move(self, ref: IssueRef, target: Category) -> MoveResult:
        """Bring the issue to a status of category TARGET, if its workflow lets us."""
        ...

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; repeating it changes nothing more."""
        ...

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL on the issue; a second call with the same KEY replaces the first."""
        ...

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one user who has exactly this address, else None."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
