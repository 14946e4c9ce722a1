"""The port of an issue tracker: what the product asks of one, and the answers it may get.

A create or a comment carries an idempotency key, by which it can be found again after an answer was
lost. Every call raises a `Failure` when it does not come off; no adapter repeats a write by itself.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from csopsbot.app.abilities import Capabilities, Finding, Identity, ProjectSchema
from csopsbot.app.webhooks import Webhooks
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import (
    Attachment,
    Category,
    Issue,
    IssueComment,
    IssueRef,
    TrackerUser,
)


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
    """Fields to change on an issue; None leaves a field as it is, an empty ASSIGNEE_ID is nobody.

    RELIEVED_ID is who has it and shall not any more. Where several can have an issue, all others
    keep it.
    """

    title: str | None = None
    assignee_id: str | None = None
    priority: str | None = None
    labels_add: frozenset[str] = frozenset()
    labels_remove: frozenset[str] = frozenset()
    versions_add: frozenset[str] = frozenset()
    versions_remove: frozenset[str] = frozenset()
    fields: Mapping[str, object] = field(default_factory=dict)
    relieved_id: str = ""

    @property
    def sole_assignee_id(self) -> str | None:
        """Whom the issue is given to where only one can have it."""
        return "" if self.assignee_id is None and self.relieved_id else self.assignee_id

    def assignees(self, now: Sequence[str]) -> list[str] | None:
        """Return who has the issue then where several can, and NOW have it; None to leave it so."""
        if self.sole_assignee_id is None or self.assignee_id == "":
            return None if self.assignee_id is None else []
        given = [self.assignee_id] if self.assignee_id else []
        stay = [one for one in now if one != self.relieved_id]
        return list(dict.fromkeys([*given, *stay]))


@dataclass(frozen=True, slots=True)
class MoveResult:
    """How a move ended; when it was impossible, OPTIONS are the statuses that could be reached."""

    outcome: Literal["moved", "already", "impossible"]
    status: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """The issue was deleted; some trackers say the same of one that our account may not see."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The issue may exist, but our account may not see it."""


@dataclass(frozen=True, slots=True)
class File:
    """Something to attach to an issue."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WorkDone:
    """Time that somebody spent on an issue from STARTED on, and on what."""

    seconds: int
    started: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """An issue was last changed at UPDATED_AT, and the tracker counts that many COMMENTS, if it does.

    For so long after a change others may follow that leave UPDATED_AT AS_IT_IS.
    """

    issue_id: str
    updated_at: datetime
    comments: int | None = None
    as_it_is: timedelta = field(default=timedelta(0), compare=False)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """ACTOR changed a field of an issue; BEFORE and AFTER are in the tracker's own words."""

    id: str
    at: datetime
    actor: TrackerUser
    what: Literal["status", "assignee", "priority", "title", "labels", "versions", "moved", "other"]
    before: str
    after: str


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

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue that people call by ADDRESS, its page's or its key.

        None where the address is not that of an issue here.
        """
        ...

    async def comment(
        self, ref: IssueRef, body: Doc, op: str, *, internal: bool = True
    ) -> IssueComment:
        """Add a comment that can be found again by OP.

        An INTERNAL one is kept from customers wherever the tracker has such comments.
        """
        ...

    async def edit_comment(
        self, ref: IssueRef, comment_id: str, body: Doc, op: str
    ) -> IssueComment:
        """Let our comment, made with OP, say BODY; repeating it changes nothing more."""
        ...

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:
        """Take our comment away; one that is gone already is as good."""
        ...

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:
        """Return the comment made with OP."""
        ...

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> MoveResult:
        """Bring the issue to a status of category TARGET, if its workflow lets us.

        Where STATUS is given it has to be that one. FIELDS are the tracker's own, for steps that ask
        for them, such as a resolution.
        """
        ...

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        """Change fields of the issue; repeating it changes nothing more."""
        ...

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        """Show URL on the issue; a second call with the same KEY replaces the first."""
        ...

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        """Add a file to the issue; raises `Unsupported`, and `Invalid` for one that is too large."""
        ...

    async def download(self, attachment: Attachment) -> bytes:
        """Return the content of a file on an issue, no larger than MAX_FILE; raises `Invalid`."""
        ...

    async def log_work(self, ref: IssueRef, work: WorkDone, op: str) -> None:
        """Add time spent, which can be found again by OP; raises `Unsupported`."""
        ...

    async def find_work(self, ref: IssueRef, op: str, since: datetime) -> bool:
        """Return whether time spent was added with OP."""
        ...

    def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield every issue of PROJECT that changed at SINCE or later, the oldest change first.

        An index that lags may leave out what changed within the last minutes.
        """
        ...

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each of the issues last changed, in as few calls as the tracker allows.

        An issue that is merely not listed is asked for by itself before it is `Gone` or `Hidden`.
        """
        ...

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then, oldest first; empty where there is no history."""
        ...

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Say whether our account can do its work in PROJECT, and deliveries reach HOOK_URL.

        Nothing is changed. An empty HOOK_URL is not asked about.
        """
        ...

    async def register_webhook(self, project: str, hook_url: str) -> None:
        """Let deliveries about PROJECT come to HOOK_URL, signed; raises `Unsupported`."""
        ...

    async def find_user(self, email: str) -> TrackerUser | None:
        """Return the one user who has exactly this address, else None."""
        ...

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        """Return those who work here and are called, or sign in, exactly as WORDS say.

        Several share a name; none of them is ourselves. By an address, `find_user` is asked.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
