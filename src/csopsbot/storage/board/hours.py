"""The time spent on issues of the built-in tracker."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.board import BoardWork, NewWork
from csopsbot.storage.board import tables as t
from csopsbot.storage.board.changing import locked, touch
from csopsbot.storage.board.rows import fields_of, number

_w = t.work.c
_ON = sa.select(t.work).where(_w.issue_id == bindparam("issue_id")).order_by(_w.id)
_BY_OP = _ON.where(_w.op == bindparam("op"))
_ADD = sa.insert(t.work).returning(_w.id)


class SqlBoardHours:
    """The time spent, in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def on(self, issue_id: str) -> list[BoardWork]:
        """Return the time spent on the issue, as it was added."""
        rows = self._connection.execute(_ON, {"issue_id": number(issue_id)})
        return [BoardWork(**fields_of(row)) for row in rows]

    def add(self, issue_id: str, author: str, work: NewWork, now: datetime) -> BoardWork:
        """Add time; what was added with the same op is returned instead."""
        issue = locked(self._connection, issue_id)
        if work.op is not None and (twin := self.by_op(issue_id, work.op)):
            return twin
        row = {"issue_id": number(issue_id), "author": author} | asdict(work)
        id = self._connection.execute(_ADD, row).scalar_one()
        touch(self._connection, issue, now)
        return BoardWork(id=str(id), issue_id=issue_id, author=author, **asdict(work))

    def by_op(self, issue_id: str, op: str) -> BoardWork | None:
        """Return the time added with OP."""
        where = {"issue_id": number(issue_id), "op": op}
        row = self._connection.execute(_BY_OP, where).first()
        return BoardWork(**fields_of(row)) if row else None
