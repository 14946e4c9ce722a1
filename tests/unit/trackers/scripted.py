"""A tracker that answers what it was told to, and notes what it was asked."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from csopsbot.app.abilities import Capabilities, Finding, Identity, ProjectSchema
from csopsbot.app.failures import Failure, Unsupported
from csopsbot.app.tracker import (
    File,
    Gone,
    Hidden,
    HistoryEntry,
    IssueDraft,
    MoveResult,
    Patch,
    Sighting,
    WorkDone,
)
from csopsbot.app.webhooks import Webhooks
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import (
    Attachment,
    Category,
    Issue,
    IssueComment,
    IssueRef,
    Status,
    TrackerUser,
)
from csopsbot.trackers.local.webhook import LocalWebhooks

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
REF = IssueRef("scripted", "17", "PAY-1", "https://tracker.test/PAY-1")
BOT = TrackerUser("bot", "csopsbot", is_self=True)
ADA = TrackerUser("ada", "Ada")
ABLE = Capabilities("signed", people="by_address")
MOVED = MoveResult("moved", "In progress")


def issue(
    category: Category = Category.OPEN, assignee: TrackerUser | None = None, name: str = "To do"
) -> Issue:
    """Return a reading of PAY-1."""
    return Issue(REF, "Payments fail", Status(name, category), assignee, NOON)


@dataclass
class ScriptedTracker:
    """Fits `Tracker`; ASKED lists the calls in their order."""

    name: str = "scripted"
    capabilities: Capabilities = ABLE
    webhooks: Webhooks = field(default_factory=lambda: LocalWebhooks("secret"))
    shows: Issue | Gone | Hidden = field(default_factory=issue)
    found: Issue | None = None
    located: Issue | Gone | Hidden | None = None
    sightings: tuple[Sighting, ...] = ()
    entries: tuple[HistoryEntry, ...] = ()
    found_comment: IssueComment | None = None
    moves: MoveResult | Failure = MOVED
    user: TrackerUser | None = ADA
    people: tuple[TrackerUser, ...] = (ADA,)
    update_fails: Failure | None = None
    link_fails: Failure | None = None
    comment_fails: Failure | None = None
    asked: list[tuple[object, ...]] = field(default_factory=list)

    async def probe(self) -> Identity:
        return Identity(BOT, "scripted")

    async def schema(self, project: str) -> ProjectSchema:
        return ProjectSchema(("Bug",), {}, ())

    async def create(self, draft: IssueDraft, ref: str) -> Issue:
        self.asked.append(("create", draft, ref))
        return issue()

    async def find(self, project: str, ref: str, since: datetime) -> Issue | None:
        self.asked.append(("find", project, ref, since))
        return self.found

    async def get(self, issue_id: str) -> Issue | Gone | Hidden:
        self.asked.append(("get", issue_id))
        return self.shows

    async def locate(self, address: str) -> Issue | Gone | Hidden | None:
        self.asked.append(("locate", address))
        return self.located

    async def comment(
        self, ref: IssueRef, body: Doc, op: str, *, internal: bool = True
    ) -> IssueComment:
        self.asked.append(("comment", ref, body, op))
        if self.comment_fails:
            raise self.comment_fails
        return IssueComment("1", BOT, body, NOON, NOON, op)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:
        self.asked.append(("find_comment", ref, op, since))
        return self.found_comment

    async def edit_comment(
        self, ref: IssueRef, comment_id: str, body: Doc, op: str
    ) -> IssueComment:
        self.asked.append(("edit_comment", comment_id, body, op))
        return IssueComment(comment_id, BOT, body, NOON, NOON, op)

    async def delete_comment(self, ref: IssueRef, comment_id: str) -> None:
        self.asked.append(("delete_comment", comment_id))

    async def move(
        self,
        ref: IssueRef,
        target: Category,
        *,
        status: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> MoveResult:
        self.asked.append(("move", target))
        if isinstance(self.moves, Failure):
            raise self.moves
        return self.moves

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        self.asked.append(("update", patch))
        if self.update_fails:
            raise self.update_fails

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        self.asked.append(("link", url, title, key))
        if self.link_fails:
            raise self.link_fails

    async def attach(self, ref: IssueRef, file: File) -> Attachment:
        self.asked.append(("attach", ref, file))
        return Attachment("9", file.name, "", BOT, NOON, file.media_type, len(file.content))

    async def download(self, attachment: Attachment) -> bytes:
        raise Unsupported

    async def log_work(self, ref: IssueRef, work: WorkDone, op: str) -> None:
        self.asked.append(("log_work", ref, work, op))

    async def find_work(self, ref: IssueRef, op: str, since: datetime) -> bool:
        self.asked.append(("find_work", ref, op))
        return False

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        for one in self.sightings:
            yield one

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        self.asked.append(("sight", *issue_ids))
        return {one.issue_id: one for one in self.sightings if one.issue_id in issue_ids}

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        return self.entries

    async def inspect(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        return ()

    async def register_webhook(self, project: str, hook_url: str) -> None:
        raise Unsupported

    async def find_user(self, email: str) -> TrackerUser | None:
        self.asked.append(("find_user", email))
        return self.user

    async def find_people(self, words: str) -> tuple[TrackerUser, ...]:
        self.asked.append(("find_people", words))
        return self.people

    async def close(self) -> None:
        self.asked.append(("close",))
