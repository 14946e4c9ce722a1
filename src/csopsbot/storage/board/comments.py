"""The comments on issues of the built-in tracker."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.board import BoardComment
from csopsbot.app.failures import NotFound
from csopsbot.domain.document import Doc
from csopsbot.storage.board import tables as t
from csopsbot.storage.board.changing import locked, touch
from csopsbot.storage.board.rows import fields_of, number
from csopsbot.storage.bodies import DOC, read, write

_c = t.comment.c
_ON = sa.select(t.comment).where(_c.issue_id == bindparam("issue_id")).order_by(_c.id)
_BY_OP = _ON.where(_c.op == bindparam("op"))
_GET = _ON.where(_c.id == bindparam("id"))
_ADD = sa.insert(t.comment).returning(_c.id)
_EDIT = sa.update(t.comment).where(_c.id == bindparam("edited"))
_REMOVE = sa.delete(t.comment).where(_c.id == bindparam("id"))


class SqlBoardComments:
    """The comments in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def on(self, issue_id: str) -> list[BoardComment]:
        """Return the comments on the issue, oldest first."""
        rows = self._connection.execute(_ON, {"issue_id": number(issue_id)})
        return [_comment(row) for row in rows]

    def add(
        self, issue_id: str, author: str, body: Doc, now: datetime, op: str | None = None
    ) -> BoardComment:
        """Add a comment; one made with the same op is returned instead."""
        issue = locked(self._connection, issue_id)
        if op is not None and (twin := self.by_op(issue_id, op)):
            return twin
        made = BoardComment("", issue_id, author, body, now, now, op)
        id = self._connection.execute(_ADD, _row(made)).scalar_one()
        touch(self._connection, issue, now)
        return replace(made, id=str(id))

    def by_op(self, issue_id: str, op: str) -> BoardComment | None:
        """Return the comment made with OP."""
        return self._one(_BY_OP, {"issue_id": number(issue_id), "op": op})

    def get(self, issue_id: str, comment_id: str) -> BoardComment | None:
        """Return the comment on the issue that has this id."""
        return self._one(_GET, {"issue_id": number(issue_id), "id": number(comment_id)})

    def edit(self, issue_id: str, comment_id: str, body: Doc, now: datetime) -> BoardComment:
        """Let the comment say BODY."""
        issue = locked(self._connection, issue_id)
        edited = replace(self._there(issue_id, comment_id), body=body, updated_at=now)
        self._connection.execute(_EDIT, {"edited": number(comment_id)} | _row(edited))
        touch(self._connection, issue, now)
        return edited

    def remove(self, issue_id: str, comment_id: str, now: datetime) -> None:
        """Take the comment away."""
        issue = locked(self._connection, issue_id)
        self._there(issue_id, comment_id)
        self._connection.execute(_REMOVE, {"id": number(comment_id)})
        touch(self._connection, issue, now)

    def _there(self, issue_id: str, comment_id: str) -> BoardComment:
        comment = self.get(issue_id, comment_id)
        if comment is None:
            raise NotFound(f"There is no comment {comment_id} on issue {issue_id}.")
        return comment

    def _one(self, statement: sa.Executable, where: dict[str, object]) -> BoardComment | None:
        row = self._connection.execute(statement, where).first()
        return _comment(row) if row else None


def _row(comment: BoardComment) -> dict[str, object]:
    return {
        "issue_id": number(comment.issue_id),
        "author": comment.author,
        "body": write(DOC, comment.body),
        "created_at": comment.created_at,
        "updated_at": comment.updated_at,
        "op": comment.op,
    }


def _comment(row: sa.Row[Any]) -> BoardComment:
    return BoardComment(**fields_of(row) | {"body": read(DOC, row.body)})
