"""The calls an outlet makes to its tracker, each knowing how it is made and, if need be, found again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from csopsbot.app.failures import AuthError, Blocked, Refused
from csopsbot.app.receipts import Done, IssueMade, IssueRead, Receipt
from csopsbot.app.tracker import Gone, Hidden, IssueDraft, MoveResult, Patch, Tracker
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Category, IssueRef, TrackerUser

log = structlog.get_logger(__name__)


class TrackerCall(Protocol):
    """A call that an outlet has prepared."""

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Make the call; raises a `Failure`."""
        ...


@dataclass(frozen=True, slots=True)
class Creation:
    """Make an issue that can be found again by REF."""

    draft: IssueDraft
    ref: str

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Make the issue."""
        return IssueMade(await tracker.create(self.draft, self.ref))

    async def find(self, tracker: Tracker, since: datetime) -> Receipt | None:
        """Look for the issue."""
        issue = await tracker.find(self.draft.project, self.ref, since)
        return IssueMade(issue) if issue else None


@dataclass(frozen=True, slots=True)
class Remark:
    """Add a comment that can be found again by OP."""

    issue: IssueRef
    body: Doc
    op: str

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Add the comment."""
        await tracker.comment(self.issue, self.body, self.op)
        return Done()

    async def find(self, tracker: Tracker, since: datetime) -> Receipt | None:
        """Look for the comment."""
        return Done() if await tracker.find_comment(self.issue, self.op, since) else None


@dataclass(frozen=True, slots=True)
class Linking:
    """Let an issue lead to URL, shown as TITLE; a second link of the same KEY replaces the first."""

    issue: IssueRef
    url: str
    title: str
    key: str

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Set the link; a tracker that will not have it does without."""
        try:
            await tracker.link(self.issue, self.url, self.title, self.key)
        except (Refused, Blocked) as failure:
            _excuse(failure)
            log.warning("issue_not_linked", issue=self.issue.key, reason=str(failure))
        return Done()


@dataclass(frozen=True, slots=True)
class Reading:
    """Read an issue again."""

    issue_id: str

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Read it."""
        return await read(tracker, self.issue_id)


@dataclass(frozen=True, slots=True)
class Sync:
    """Bring an issue to a status, and give it to whoever has the address EMAIL, if not empty.

    If it is still with whoever has the address RELIEVED, it is taken from them.
    """

    issue: IssueRef
    target: Category
    email: str = ""
    relieved: str = ""

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Move and assign the issue, then read what became of it."""
        moved = await tracker.move(self.issue, self.target)
        if moved.outcome == "impossible":
            raise Refused(_no_way(self.issue, self.target, moved))
        try:
            await self._hand_over(tracker)
        except (Refused, Blocked) as failure:
            # The status is what others wait for; whom the tracker shows as assignee is a courtesy.
            _excuse(failure)
            log.warning("issue_not_assigned", issue=self.issue.key, reason=str(failure))
        return await read(tracker, self.issue.id)

    async def _hand_over(self, tracker: Tracker) -> None:
        address = self.email or self.relieved
        user = await tracker.find_user(address) if address else None
        if user is None:
            return
        if self.email:
            await tracker.update(self.issue, Patch(assignee_id=user.id))
        elif await _is_with(tracker, self.issue.id, user):
            await tracker.update(self.issue, Patch(assignee_id=""))


async def _is_with(tracker: Tracker, issue_id: str, user: TrackerUser) -> bool:
    issue = (await read(tracker, issue_id)).issue
    return issue is not None and issue.assignee is not None and issue.assignee.id == user.id


async def read(tracker: Tracker, issue_id: str) -> IssueRead:
    """Return what the tracker shows of the issue now."""
    match await tracker.get(issue_id):
        case Gone():
            return IssueRead(tracker.name, issue_id, None, "gone")
        case Hidden():
            return IssueRead(tracker.name, issue_id, None, "hidden")
        case issue:
            return IssueRead(tracker.name, issue_id, issue)


def _excuse(failure: Refused | Blocked) -> None:
    """Let a courtesy fail, so that nothing waits behind it; what hinders every call is raised."""
    if isinstance(failure, AuthError):
        raise failure


def _no_way(issue: IssueRef, target: Category, result: MoveResult) -> str:
    wanted = target.value.replace("_", " ")
    reachable = ", ".join(result.options) or "nothing"
    return (
        f"{issue.key} cannot be moved from {result.status} to a status that means {wanted}; "
        f"its workflow offers {reachable}."
    )
