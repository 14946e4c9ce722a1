"""What people leave on an issue: comments, files, and the time they spent.

Each is committed together with the webhook it owes.
"""

from datetime import datetime, timedelta

from csopsbot.app.board import BoardComment, BoardIssue, NewFile, NewWork
from csopsbot.app.ports import Work
from csopsbot.domain.document import Doc, plain
from csopsbot.trackers.local.announcing import announce
from csopsbot.trackers.local.asked import Change, Unacceptable, issue_of
from csopsbot.trackers.local.translate import LONGEST_TEXT, as_file, kept, one_line

LONGEST_WORK = timedelta(days=30)
LARGEST_UPLOAD = 1_000_000
"""More than that the web server takes from nobody, for it asks who is there only afterwards."""


def comment(work: Work, change: Change, now: datetime) -> None:
    """Add a person's comment."""
    issue, who = issue_of(work, change.key), change.by
    work.board.comments.add(issue.id, who, _words(change), now)
    announce(work, change.tracker, issue.id, now)


def edit(work: Work, change: Change, now: datetime) -> None:
    """Let a person's own comment say something else."""
    issue = issue_of(work, change.key)
    own, words = _own(work, change, issue), _words(change)
    if own.body != words:
        work.board.comments.edit(issue.id, own.id, words, now)
        announce(work, change.tracker, issue.id, now)


def remove(work: Work, change: Change, now: datetime) -> None:
    """Take a person's own comment away."""
    issue = issue_of(work, change.key)
    work.board.comments.remove(issue.id, _own(work, change, issue).id, now)
    announce(work, change.tracker, issue.id, now)


def log(work: Work, change: Change, now: datetime) -> None:
    """Add the minutes that a person has just spent."""
    issue, who, minutes = issue_of(work, change.key), change.by, change.field("minutes")
    most = LONGEST_WORK // timedelta(minutes=1)
    if not (minutes.isascii() and minutes.isdigit() and 0 < int(minutes[:9]) <= most):
        raise Unacceptable("board.bad_minutes", limit=most)
    spent = timedelta(minutes=int(minutes))
    note = one_line(change.field("note"))[:LONGEST_TEXT]
    done = NewWork(int(spent.total_seconds()), now - spent, note)
    work.board.hours.add(issue.id, who, done, now)
    announce(work, change.tracker, issue.id, now)


def attach(work: Work, change: Change, content: bytes, now: datetime) -> None:
    """Add a file that a person sent, called by the field `name`."""
    issue, who = issue_of(work, change.key), change.by
    if not content or len(content) > LARGEST_UPLOAD:
        raise Unacceptable("board.bad_file", limit=LARGEST_UPLOAD // 1_000_000)
    name, media_type = as_file(change.field("name"), change.field("media_type"))
    work.board.files.add(issue.id, who, NewFile(name, media_type, content), now)
    announce(work, change.tracker, issue.id, now)


def _words(change: Change) -> Doc:
    text = change.field("text")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise Unacceptable("board.bad_text", limit=LONGEST_TEXT)
    return kept(plain(text))


def _own(work: Work, change: Change, issue: BoardIssue) -> BoardComment:
    """Return the comment that CHANGE is about, if whoever acts wrote it."""
    written = work.board.comments.get(issue.id, change.field("comment"))
    if written is None or written.author != change.by:
        raise Unacceptable("board.not_yours")
    return written
