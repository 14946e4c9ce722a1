"""Between the boards' rows and what they stand for."""

from typing import Any

import sqlalchemy as sa

from csopsbot.app.board import BoardIssue
from csopsbot.storage.bodies import DOC, LABELS, LINKS, read, write


def number(id: str) -> int:
    """Return the number of an id; 0, which no row has, for what is none of ours."""
    return int(id) if id.isascii() and id.isdigit() and len(id) < 19 else 0


def issue_row(issue: BoardIssue) -> dict[str, object]:
    """Return the columns of an issue, without its id."""
    return {
        "key": issue.key,
        "project": issue.project,
        "ref": issue.ref,
        "title": issue.title,
        "body": write(DOC, issue.body),
        "status": issue.status,
        "assignee": issue.assignee,
        "labels": write(LABELS, issue.labels),
        "links": write(LINKS, issue.links),
        "updated_at": issue.updated_at,
        "version": issue.version,
        "priority": issue.priority,
        "versions": write(LABELS, issue.versions),
    }


def issue_of(row: sa.Row[Any]) -> BoardIssue:
    """Return the issue of a row."""
    fields = row._asdict()
    return BoardIssue(
        **fields
        | {
            "id": str(row.id),
            "body": read(DOC, row.body),
            "labels": read(LABELS, row.labels),
            "links": read(LINKS, row.links),
            "versions": read(LABELS, row.versions),
        }
    )


def fields_of(row: sa.Row[Any]) -> dict[str, Any]:
    """Return the columns of what hangs on an issue, ids as they are told outside."""
    return row._asdict() | {"id": str(row.id), "issue_id": str(row.issue_id)}
