"""Calls that pass on what people said, sent and spent: corrected words, files, and time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from csopsbot.app.failures import AuthError, Blocked, Refused, TooLarge
from csopsbot.app.receipts import Done, Receipt
from csopsbot.app.tracker import File, Tracker, WorkDone
from csopsbot.domain.document import Doc
from csopsbot.domain.events import SharedFile
from csopsbot.domain.issue import Issue, IssueRef

# A tracker's clock may be behind ours, and Redmine's knows whole seconds alone.
_CLOCKS_APART = timedelta(minutes=10)

FetchFile = Callable[[SharedFile, int], Awaitable[bytes]]
"""Returns the content of a file in the chat, of at most so many bytes; raises a `Failure`."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Let our comment that was made with OP, after SINCE, say BODY; take it away if that is None."""

    issue: IssueRef
    op: str
    since: datetime
    body: Doc | None

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Find the comment and change it; one that is not there needs no change."""
        comment = await tracker.find_comment(self.issue, self.op, self.since)
        if comment is None:
            return Done()
        if self.body is None:
            await tracker.delete_comment(self.issue, comment.id)
        else:
            await tracker.edit_comment(self.issue, comment.id, self.body, self.op)
        return Done()


@dataclass(frozen=True, slots=True)
class Attaching:
    """Put a file from the chat on the issue; FETCH brings its content."""

    issue: IssueRef
    file: SharedFile
    fetch: FetchFile = field(compare=False)

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Bring the file over."""
        content = await _fetched(self.fetch, self.file, tracker.capabilities.max_file)
        await tracker.attach(self.issue, File(self.file.name, self.file.media_type, content))
        return Done()

    async def find(self, tracker: Tracker, since: datetime) -> Receipt | None:
        """Look for a file of ours with that name and size that was put there since, by any clock."""
        since -= _CLOCKS_APART
        issue = await tracker.get(self.issue.id)
        files = issue.attachments if isinstance(issue, Issue) else ()
        ours = (one for one in files if one.author.is_self and one.created_at >= since)
        same = any(one.name == self.file.name and one.size == self.file.size for one in ours)
        return Done() if same else None


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """Keep time that was spent on the issue, to be found again by OP."""

    issue: IssueRef
    work: WorkDone
    op: str

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Keep it."""
        await tracker.log_work(self.issue, self.work, self.op)
        return Done()

    async def find(self, tracker: Tracker, since: datetime) -> Receipt | None:
        """Look for it."""
        return Done() if await tracker.find_work(self.issue, self.op, since) else None


def check_size(file: SharedFile, issue: IssueRef, most: int) -> None:
    """Raise `TooLarge` for a file of more than MOST bytes, before anybody is asked for it."""
    if file.size > most:
        allowed = f"{issue.key} takes files of at most {_megabytes(most)}"
        raise TooLarge(f"{file.name} has {_megabytes(file.size)}; {allowed}.")


def _megabytes(size: int) -> str:
    return f"{ceil(size / 100_000) / 10:,.1f} MB"


async def no_files(file: SharedFile, most: int) -> bytes:  # noqa: ARG001 - a `FetchFile`
    """Refuse: there is no way to the chat's files."""
    raise Refused("There is no way to the chat's files.")


async def _fetched(fetch: FetchFile, file: SharedFile, most: int) -> bytes:
    """Return the content; a file that we are not let to must not hold up what comes after it."""
    try:
        return await fetch(file, most)
    except AuthError:
        raise
    except Blocked as failure:
        raise Refused(str(failure)) from failure
