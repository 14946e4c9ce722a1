"""The boards of the built-in tracker."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.board import BoardComment, BoardIssue, BoardLink, BoardPatch, NewIssue
from csopsbot.app.failures import NotFound
from csopsbot.domain.document import Doc
from csopsbot.storage import tables as t
from csopsbot.storage.bodies import DOC, LABELS, LINKS, read, write
from csopsbot.storage.counters import next_of

_i, _c = t.board_issue.c, t.board_comment.c
_ISSUE = sa.select(t.board_issue)
_GET = _ISSUE.where(_i.id == bindparam("id"))
_LOCK = _GET.with_for_update(key_share=True)
_BY_KEY = _ISSUE.where(_i.key == bindparam("key"))
_BY_REF = _ISSUE.where(_i.ref == bindparam("ref"))
_OF_PROJECT = (
    _ISSUE.where(_i.project == bindparam("project"))
    .order_by(_i.id.desc())
    .limit(bindparam("at_most"))
)
_PROJECTS = sa.select(_i.project).distinct().order_by(_i.project)
_CREATE = sa.insert(t.board_issue).returning(_i.id)
_CHANGE = sa.update(t.board_issue).where(_i.id == bindparam("changed"))
_COMMENTS = sa.select(t.board_comment).where(_c.issue_id == bindparam("issue_id")).order_by(_c.id)
_BY_OP = _COMMENTS.where(_c.op == bindparam("op"))
_COMMENT = sa.insert(t.board_comment).returning(_c.id)


class SqlBoard:
    """The boards in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def create(self, new: NewIssue, now: datetime) -> BoardIssue:
        """Make an issue, PROJECT-1 and on; one made with the same ref is returned instead."""
        if twin := self._twin(new):
            return twin
        number = next_of(self._connection, f"board:{new.project}")
        # Whoever makes the same at the same time has waited for the number, and now sees ours.
        if twin := self._twin(new):
            return twin
        made = BoardIssue(
            id="",
            key=f"{new.project}-{number}",
            project=new.project,
            ref=new.ref,
            title=new.title,
            body=new.body,
            status=new.status,
            assignee=None,
            labels=new.labels,
            updated_at=now,
            version=1,
        )
        id = self._connection.execute(_CREATE, _issue_row(made)).scalar_one()
        return replace(made, id=str(id))

    def _twin(self, new: NewIssue) -> BoardIssue | None:
        return self.by_ref(new.ref) if new.ref is not None else None

    def get(self, issue_id: str) -> BoardIssue | None:
        """Return the issue."""
        return self._issue(_GET, {"id": _number(issue_id)})

    def by_key(self, key: str) -> BoardIssue | None:
        """Return the issue that people call KEY."""
        return self._issue(_BY_KEY, {"key": key})

    def by_ref(self, ref: str) -> BoardIssue | None:
        """Return the issue made with REF."""
        return self._issue(_BY_REF, {"ref": ref})

    def issues(self, project: str, limit: int) -> list[BoardIssue]:
        """Return a board's issues, newest first."""
        rows = self._connection.execute(_OF_PROJECT, {"project": project, "at_most": limit})
        return [_issue(row) for row in rows]

    def projects(self) -> list[str]:
        """Return the names of the boards that have issues."""
        return list(self._connection.scalars(_PROJECTS))

    def move(self, issue_id: str, status: str, now: datetime) -> BoardIssue:
        """Give the issue another status."""
        return self._change(replace(self._locked(issue_id), status=status), now)

    def update(self, issue_id: str, patch: BoardPatch, now: datetime) -> BoardIssue:
        """Change fields of the issue."""
        before = self._locked(issue_id)
        after = replace(
            before,
            title=before.title if patch.title is None else patch.title,
            assignee=before.assignee if patch.assignee is None else patch.assignee or None,
            labels=before.labels if patch.labels is None else patch.labels,
        )
        return self._change(after, now)

    def link(self, issue_id: str, link: BoardLink, now: datetime) -> BoardIssue:
        """Show LINK on the issue, in place of one of the same key."""
        issue = self._locked(issue_id)
        others = (one for one in issue.links if one.key != link.key)
        return self._change(replace(issue, links=(*others, link)), now)

    def comments(self, issue_id: str) -> list[BoardComment]:
        """Return the comments, oldest first."""
        rows = self._connection.execute(_COMMENTS, {"issue_id": _number(issue_id)})
        return [_comment(row) for row in rows]

    def comment(
        self, issue_id: str, author: str, body: Doc, now: datetime, op: str | None = None
    ) -> BoardComment:
        """Add a comment; one made with the same op is returned instead."""
        issue = self._locked(issue_id)
        if op is not None and (twin := self.comment_by_op(issue_id, op)):
            return twin
        row = {
            "issue_id": _number(issue_id),
            "author": author,
            "body": write(DOC, body),
            "created_at": now,
            "updated_at": now,
            "op": op,
        }
        id = self._connection.execute(_COMMENT, row).scalar_one()
        self._change(issue, now)
        return BoardComment(str(id), issue_id, author, body, now, now, op)

    def comment_by_op(self, issue_id: str, op: str) -> BoardComment | None:
        """Return the comment made with OP."""
        where = {"issue_id": _number(issue_id), "op": op}
        row = self._connection.execute(_BY_OP, where).first()
        return _comment(row) if row else None

    def _issue(self, statement: sa.Executable, where: dict[str, object]) -> BoardIssue | None:
        row = self._connection.execute(statement, where).first()
        return _issue(row) if row else None

    def _locked(self, issue_id: str) -> BoardIssue:
        issue = self._issue(_LOCK, {"id": _number(issue_id)})
        if issue is None:
            raise NotFound(f"There is no issue {issue_id} on our boards.")
        return issue

    def _change(self, issue: BoardIssue, now: datetime) -> BoardIssue:
        changed = replace(issue, updated_at=now, version=issue.version + 1)
        row = {"changed": _number(issue.id)} | _issue_row(changed)
        self._connection.execute(_CHANGE, row)
        return changed


def _number(id: str) -> int:
    """Return the number of an id; 0, which no row has, for what is none of ours."""
    return int(id) if id.isascii() and id.isdigit() and len(id) < 19 else 0


def _issue_row(issue: BoardIssue) -> dict[str, object]:
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
    }


def _issue(row: sa.Row[Any]) -> BoardIssue:
    fields = row._asdict()
    return BoardIssue(
        **fields
        | {
            "id": str(row.id),
            "body": read(DOC, row.body),
            "labels": read(LABELS, row.labels),
            "links": read(LINKS, row.links),
        }
    )


def _comment(row: sa.Row[Any]) -> BoardComment:
    fields = row._asdict()
    changed = {"id": str(row.id), "issue_id": str(row.issue_id), "body": read(DOC, row.body)}
    return BoardComment(**fields | changed)
