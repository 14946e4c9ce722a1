"""The fields of an issue as people change them on the board.

Each change is committed together with the webhook it owes.
"""

from datetime import datetime

from csopsbot.app.board import BoardIssue, BoardPatch
from csopsbot.app.ports import Work
from csopsbot.trackers.local.announcing import announce
from csopsbot.trackers.local.asked import LONGEST_NAME, Change, Unacceptable, issue_of, person
from csopsbot.trackers.local.translate import (
    PRIORITIES,
    STATUSES,
    named,
    one_line,
    priority_named,
)


def move(work: Work, change: Change, now: datetime) -> None:
    """Bring the issue to another column; who moves what nobody has, has it from then on."""
    issue, who = issue_of(work, change.key), change.by
    target = named(change.field("status"))
    if target is None:
        names = ", ".join(one.name for one in STATUSES)
        raise Unacceptable("board.bad_status", statuses=names)
    if issue.status == target.name:
        return
    if issue.assignee is None:
        work.board.update(issue.id, BoardPatch(assignee=who), who, now)
    work.board.move(issue.id, target.name, who, now)
    announce(work, change.tracker, issue.id, now)


def assign(work: Work, change: Change, now: datetime) -> None:
    """Give the issue to whoever is named, or, if that is empty, to nobody."""
    issue, name = issue_of(work, change.key), change.field("name")
    who = person(name) if name.strip() else ""
    # Who gives an issue to somebody without saying their own name most likely takes it.
    by = change.by if change.field("by") else who or (issue.assignee or "")
    if who != (issue.assignee or ""):
        _update(work, change, issue, BoardPatch(assignee=who), by, now)


def prioritise(work: Work, change: Change, now: datetime) -> None:
    """Give the issue a priority, or, if that is empty, none."""
    issue, wanted = issue_of(work, change.key), change.field("priority")
    priority = priority_named(wanted) if wanted else ""
    if priority is None:
        raise Unacceptable("board.bad_priority", priorities=", ".join(PRIORITIES))
    if priority != issue.priority:
        _update(work, change, issue, BoardPatch(priority=priority), change.by, now)


def plan(work: Work, change: Change, now: datetime) -> None:
    """Plan the issue for a version, which is made for it if need be."""
    issue, name = issue_of(work, change.key), one_line(change.field("version"))
    if not name or len(name) > LONGEST_NAME:
        raise Unacceptable("board.bad_version", limit=LONGEST_NAME)
    if name not in issue.versions:
        work.board.versions.make(issue.project, name)
        patch = BoardPatch(versions=issue.versions | {name})
        _update(work, change, issue, patch, change.by, now)


def unplan(work: Work, change: Change, now: datetime) -> None:
    """Plan the issue no longer for a version."""
    issue, name = issue_of(work, change.key), one_line(change.field("version"))
    if name in issue.versions:
        patch = BoardPatch(versions=issue.versions - {name})
        _update(work, change, issue, patch, change.by, now)


def release(work: Work, change: Change, now: datetime) -> None:
    """Let a version of the project that CHANGE names by its key be out."""
    person(change.field("by"))
    name = one_line(change.field("version"))
    if all(one.name != name for one in work.board.versions.of(change.key)):
        raise Unacceptable("board.no_version")
    for issue in work.board.versions.release(change.key, name, now):
        announce(work, change.tracker, issue.id, now)


def _update(
    work: Work, change: Change, issue: BoardIssue, patch: BoardPatch, by: str, now: datetime
) -> None:
    work.board.update(issue.id, patch, by, now)
    announce(work, change.tracker, issue.id, now)
