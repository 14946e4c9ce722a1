"""What falls due, by an index."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.ports import Deadline
from csopsbot.storage import tables as t
from csopsbot.storage.stir import Stir
from csopsbot.storage.upsert import insert_or_update

_d = t.deadline.c
_SET = insert_or_update(t.deadline, "due_at", "kind", "escalation_id", "subject")
_CANCEL = sa.delete(t.deadline).where(_d.key == bindparam("gone"))
# In a CTE, for there PostgreSQL looks once, whatever plan it makes of the rest.
_DUE = (
    sa.select(_d.key)
    .where(_d.due_at <= bindparam("now"))
    .order_by(_d.due_at)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
CLAIM = (
    sa.delete(t.deadline)
    .where(_d.key.in_(sa.select(_DUE.c.key)))
    .returning(_d.key, _d.due_at, _d.kind, _d.escalation_id, _d.subject)
)
NEXT = sa.select(sa.func.min(_d.due_at, type_=_d.due_at.type))


class SqlDeadlines:
    """The deadlines in one connection's transaction."""

    __slots__ = ("_connection", "_stir")

    def __init__(self, connection: sa.Connection, stir: Stir) -> None:
        self._connection = connection
        self._stir = stir

    def set(self, deadline: Deadline) -> None:
        """Keep a deadline; one of the same key is moved."""
        row = {
            "key": deadline.key,
            "due_at": deadline.due_at,
            "kind": deadline.kind,
            "escalation_id": deadline.escalation_id,
            "subject": deadline.subject,
        }
        _SET.run(self._connection, row)
        self._stir.all()

    def cancel(self, key: str) -> None:
        """Forget it; nothing happens if it is not there."""
        self._connection.execute(_CANCEL, {"gone": key})

    def claim(self, now: datetime, limit: int) -> list[Deadline]:
        """Take out what is due, oldest first; no other unit of work gets the same.

        They are back if the unit of work fails.
        """
        rows = self._connection.execute(CLAIM, {"now": now, "at_most": limit}).all()
        due = [Deadline(*row) for row in rows]
        return sorted(due, key=lambda deadline: (deadline.due_at, deadline.key))

    def next_due(self) -> datetime | None:
        """Return when the next one falls due."""
        due: datetime | None = self._connection.scalar(NEXT)
        return due
