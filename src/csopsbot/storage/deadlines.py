"""What falls due, by an index."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.ports import Deadline
from csopsbot.storage import tables as t
from csopsbot.storage.columns import Instant
from csopsbot.storage.stir import Stir
from csopsbot.storage.upsert import Upsert, insert_or_leave, insert_or_update

_d = t.deadline.c
_KIND = bindparam("its_kind", type_=sa.Text)
_THEN = bindparam("then", type_=Instant)
_SET = insert_or_update(t.deadline, "due_at", "kind", "escalation_id", "subject", "rank")
_BEGIN = insert_or_leave(t.deadline)
_CANCEL = sa.delete(t.deadline).where(_d.key == bindparam("gone"))
_PUT_OFF = (
    sa.update(t.deadline)
    .where(_d.key == bindparam("its_key"), _d.due_at == bindparam("was_due"))
    .values(due_at=_THEN)
)
# In CTEs, for there PostgreSQL looks once, whatever plan it makes of the rest. Nobody is waited for:
# a use case locks its escalation and then its deadline, so that here one would wait for the other.
_DUE = (
    sa.select(_d.key, _d.escalation_id)
    .where(_d.due_at <= bindparam("now"))
    .order_by(_d.rank, _d.due_at)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_FREE = (
    sa.select(t.escalation.c.id)
    .where(t.escalation.c.id.in_(sa.select(_DUE.c.escalation_id)))
    .with_for_update(key_share=True, skip_locked=True)
    .cte("free")
)
CLAIM = (
    sa.delete(t.deadline)
    .where(_d.key.in_(sa.select(_DUE.c.key).where(_DUE.c.escalation_id.in_(sa.select(_FREE.c.id)))))
    .returning(_d.key, _d.due_at, _d.kind, _d.escalation_id, _d.subject, _d.rank)
)
NEXT = sa.select(sa.func.min(_d.due_at, type_=_d.due_at.type))
UPCOMING = (
    sa.select(_d.key, _d.due_at, _d.kind, _d.escalation_id, _d.subject, _d.rank)
    .order_by(_d.due_at)
    .limit(bindparam("at_most"))
)
_HASTEN = sa.update(t.deadline).where(_d.kind == _KIND, _d.due_at > _THEN).values(due_at=_THEN)


def _set_for_open(insert: Any) -> sa.Executable:
    rows = sa.select(
        _KIND + ":" + t.escalation.c.id, _THEN, _KIND, t.escalation.c.id, sa.literal(0)
    ).where(t.IS_OPEN)
    new = insert(t.deadline).from_select(
        ["key", "due_at", "kind", "escalation_id", "subject"], rows
    )
    statement: sa.Executable = new.on_conflict_do_nothing()
    return statement


_SET_FOR_OPEN = Upsert(_set_for_open)


class SqlDeadlines:
    """The deadlines in one connection's transaction."""

    __slots__ = ("_connection", "_stir")

    def __init__(self, connection: sa.Connection, stir: Stir) -> None:
        self._connection = connection
        self._stir = stir

    def set(self, deadline: Deadline) -> None:
        """Keep a deadline; one of the same key is moved."""
        self.set_all([deadline])

    def begin(self, deadline: Deadline) -> None:
        """Keep a deadline, unless there is one of the same key."""
        if _BEGIN.run(self._connection, _row(deadline)).written:
            self._stir.all()

    def set_all(self, deadlines: Sequence[Deadline]) -> None:
        """Keep deadlines, each with a key of its own; those that are there are moved."""
        rows = [_row(deadline) for deadline in deadlines]
        if rows:
            _SET.run(self._connection, rows if len(rows) > 1 else rows[0])
            self._stir.all()

    def set_for_open(self, kind: str, due_at: datetime) -> None:
        """Let `KIND:<id>` of every escalation that is not closed fall due by then.

        So does every other deadline of that kind.
        """
        values = {"its_kind": kind, "then": due_at}
        self._connection.execute(_HASTEN, values)
        _SET_FOR_OPEN.run(self._connection, values)
        self._stir.all()

    def cancel(self, key: str) -> None:
        """Forget it; nothing happens if it is not there."""
        self.cancel_all([key])

    def cancel_all(self, keys: Sequence[str]) -> None:
        """Forget them, as `cancel` does one."""
        if keys:
            self._connection.execute(_CANCEL, [{"gone": key} for key in keys])

    def put_off(self, deadline: Deadline, until: datetime) -> None:
        """Let it fall due then; nothing happens if it was handled or moved meanwhile."""
        values = {"its_key": deadline.key, "was_due": deadline.due_at, "then": until}
        self._connection.execute(_PUT_OFF, values)

    def claim(self, now: datetime, limit: int) -> list[Deadline]:
        """Take out what is due, by rank, then oldest first; no other unit of work gets the same.

        They are back if the unit of work fails. Until it ends, others wait with what they would
        change of these escalations; what others are just changing is left for another time.
        """
        rows = self._connection.execute(CLAIM, {"now": now, "at_most": limit}).all()
        due = [Deadline(*row) for row in rows]
        return sorted(due, key=lambda one: (one.rank, one.due_at, one.key))

    def next_due(self) -> datetime | None:
        """Return when the next one falls due."""
        due: datetime | None = self._connection.scalar(NEXT)
        return due

    def upcoming(self, limit: int) -> list[Deadline]:
        """Return what falls due next, in its order."""
        rows = self._connection.execute(UPCOMING, {"at_most": limit})
        return [Deadline(*row) for row in rows]


def _row(deadline: Deadline) -> dict[str, object]:
    return {
        "key": deadline.key,
        "due_at": deadline.due_at,
        "kind": deadline.kind,
        "escalation_id": deadline.escalation_id,
        "subject": deadline.subject,
        "rank": deadline.rank,
    }
