"""The calls an outlet makes to its tracker, each knowing how it is made and, if need be, found again."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from csopsbot.app.failures import AuthError, Blocked, Failure, Refused, noted
from csopsbot.app.receipts import (
    DemandShown,
    Done,
    IssueFound,
    IssueMade,
    IssueRead,
    OwnMove,
    PeopleFound,
    Receipt,
)
from csopsbot.app.tracker import Gone, Hidden, IssueDraft, MoveResult, Patch, Tracker
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Category, Issue, IssueRef, TrackerUser

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
class Search:
    """Look for the issue that people call by ADDRESS, as event ASKED wants."""

    asked: int
    address: str

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Read it."""
        match await tracker.locate(self.address):
            case None:
                return IssueFound(self.asked, None, "unknown")
            case Gone():
                return IssueFound(self.asked, None, "gone")
            case Hidden():
                return IssueFound(self.asked, None, "hidden")
            case issue:
                return IssueFound(self.asked, issue)


@dataclass(frozen=True, slots=True)
class PersonSearch:
    """Look for who is called WORDS, as event ASKED says; an address is known as such."""

    asked: int
    words: str

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Ask the tracker; where it will not tell, nobody is found."""
        try:
            found = await self._found(tracker)
        except (Refused, Blocked) as failure:
            excuse(failure)
            log.warning("person_not_looked_up", **noted(failure))
            found = ()
        return PeopleFound(self.asked, tracker.name, found)

    async def _found(self, tracker: Tracker) -> tuple[TrackerUser, ...]:
        if "@" not in self.words:
            return await tracker.find_people(self.words)
        user = await tracker.find_user(self.words)
        return (user,) if user else ()


@dataclass(frozen=True, slots=True)
class Closing:
    """Close an issue that another stands for now."""

    issue: IssueRef

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Move it and read it; a tracker that will not have it leaves it open, for engineers to close.

        Whoever joined it meanwhile is not taken anywhere by that.
        """
        try:
            moved = await self._moved(tracker)
        except (Refused, Blocked) as failure:
            excuse(failure)
            log.warning("issue_not_closed", issue=self.issue.key, **noted(failure))
            return Done()
        if moved.outcome == "impossible":
            log.warning("issue_not_closed", issue=self.issue.key, options=moved.options)
            return Done()
        ours = OwnMove(Category.DUPLICATE, arrived=False)
        return replace(await read(tracker, self.issue.id), move=ours)

    async def _moved(self, tracker: Tracker) -> MoveResult:
        moved = await tracker.move(self.issue, Category.DUPLICATE)
        if moved.outcome != "impossible":
            return moved
        # Not every workflow tells a duplicate.
        return await tracker.move(self.issue, Category.REJECTED)


@dataclass(frozen=True, slots=True)
class Demanding:
    """Let an issue say who waits on it: TITLE leads to URL, and its priority is raised with them.

    An empty PRIORITY is left alone. SHOWN is what to remember of it.
    """

    issue: IssueRef
    url: str
    title: str
    priority: str
    shown: str

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Show it; a tracker that will not have one of the two does without it."""
        link = tracker.link(self.issue, self.url, self.title, "csopsbot:demand")
        shown = [await self._tried(link)]
        if self.priority:
            patch = Patch(priority=self.priority)
            shown.append(await self._tried(tracker.update(self.issue, patch)))
        return DemandShown(tracker.name, self.issue.id, self.shown) if any(shown) else Done()

    async def _tried(self, call: Awaitable[None]) -> bool:
        """Make the call and return whether the tracker had it."""
        try:
            await call
        except (Refused, Blocked) as failure:
            excuse(failure)
            log.warning("demand_not_shown", issue=self.issue.key, **noted(failure))
            return False
        return True


@dataclass(frozen=True, slots=True)
class Remark:
    """Add a comment that can be found again by OP."""

    issue: IssueRef
    body: Doc
    op: str
    internal: bool = True

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Add the comment."""
        await tracker.comment(self.issue, self.body, self.op, internal=self.internal)
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
            excuse(failure)
            log.warning("issue_not_linked", issue=self.issue.key, **noted(failure))
        return Done()


@dataclass(frozen=True, slots=True)
class Reading:
    """Read an issue again, and who moved it if it is not as BEFORE any more."""

    issue_id: str
    before: Issue | None = None

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Read it."""
        reading = await read(tracker, self.issue_id)
        issue, before = reading.issue, self.before
        if issue is None or before is None:
            return reading
        moved = issue.status != before.status
        mover = await _mover(tracker, issue, before.updated_at) if moved else None
        return replace(reading, mover=mover, before=before)


async def _mover(tracker: Tracker, issue: Issue, since: datetime) -> TrackerUser | None:
    """Return who moved the issue last, None where nobody tells; it is worth no second attempt."""
    if not tracker.capabilities.history:
        return None
    try:
        history = await tracker.history(issue.ref, since)
    except Failure as failure:
        log.info("mover_not_known", issue=issue.ref.key, **noted(failure))
        return None
    return next((one.actor for one in reversed(history) if one.what == "status"), None)


async def read(tracker: Tracker, issue_id: str) -> IssueRead:
    """Return what the tracker shows of the issue now."""
    match await tracker.get(issue_id):
        case Gone():
            return IssueRead(tracker.name, issue_id, None, "gone")
        case Hidden():
            return IssueRead(tracker.name, issue_id, None, "hidden")
        case issue:
            return IssueRead(tracker.name, issue_id, issue)


def excuse(failure: Refused | Blocked) -> None:
    """Let a courtesy fail, so that nothing waits behind it; what hinders every call is raised."""
    if isinstance(failure, AuthError):
        raise failure
