"""An issue on a board from one version of itself to the next, and the history of that."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.board import BoardIssue, differences
from csopsbot.app.failures import NotFound
from csopsbot.storage.board import tables as t
from csopsbot.storage.board.rows import issue_of, issue_row, number

_i = t.issue.c
_LOCK = sa.select(t.issue).where(_i.id == bindparam("id")).with_for_update(key_share=True)
_CHANGE = sa.update(t.issue).where(_i.id == bindparam("changed"))
_REMEMBER = sa.insert(t.change)


def locked(connection: sa.Connection, issue_id: str) -> BoardIssue:
    """Return the issue, which nobody else changes until we are done; raises `NotFound`."""
    row = connection.execute(_LOCK, {"id": number(issue_id)}).first()
    if row is None:
        raise NotFound(f"There is no issue {issue_id} on our boards.")
    return issue_of(row)


def touch(connection: sa.Connection, issue: BoardIssue, now: datetime) -> BoardIssue:
    """Let ISSUE, which was locked, be a newer version of itself."""
    changed = replace(issue, updated_at=now, version=issue.version + 1)
    row = {"changed": number(issue.id)} | issue_row(changed)
    connection.execute(_CHANGE, row)
    return changed


def change(
    connection: sa.Connection, before: BoardIssue, after: BoardIssue, by: str, now: datetime
) -> BoardIssue:
    """Let AFTER take the place of BEFORE, which was locked, and remember what BY changed."""
    rows = [
        {
            "issue_id": number(before.id),
            "at": now,
            "author": by,
            "what": what,
            "before": was,
            "after": became,
        }
        for what, was, became in differences(before, after)
    ]
    if rows:
        connection.execute(_REMEMBER, rows)
    return touch(connection, after, now)
