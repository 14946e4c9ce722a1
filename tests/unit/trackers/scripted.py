"""A tracker that answers what it was told to, and notes what it was asked."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from csopsbot.app.failures import Failure
from csopsbot.app.tracker import (
    Capabilities,
    Gone,
    Hidden,
    Identity,
    IssueDraft,
    MoveResult,
    Patch,
    ProjectSchema,
    Webhooks,
)
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import (
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
ABLE = Capabilities("signed", False, "doc", "workflow", user_by_email=True)
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
    found_comment: IssueComment | None = None
    moves: MoveResult = MOVED
    user: TrackerUser | None = ADA
    update_fails: Failure | None = None
    link_fails: Failure | None = None
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

    async def comment(self, ref: IssueRef, body: Doc, op: str) -> IssueComment:
        self.asked.append(("comment", ref, body, op))
        return IssueComment("1", BOT, body, NOON, NOON, op)

    async def find_comment(self, ref: IssueRef, op: str, since: datetime) -> IssueComment | None:
        self.asked.append(("find_comment", ref, op, since))
        return self.found_comment

    async def move(self, ref: IssueRef, target: Category) -> MoveResult:
        self.asked.append(("move", target))
        return self.moves

    async def update(self, ref: IssueRef, patch: Patch) -> None:
        self.asked.append(("update", patch))
        if self.update_fails:
            raise self.update_fails

    async def link(self, ref: IssueRef, url: str, title: str, key: str) -> None:
        self.asked.append(("link", url, title, key))
        if self.link_fails:
            raise self.link_fails

    async def find_user(self, email: str) -> TrackerUser | None:
        self.asked.append(("find_user", email))
        return self.user

    async def close(self) -> None:
        self.asked.append(("close",))
