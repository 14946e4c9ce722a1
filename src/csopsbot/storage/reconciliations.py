"""How each project of a tracker is kept in step."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.ports import EVERYTHING, Reconciliation, Routine
from csopsbot.storage import tables as t
from csopsbot.storage.columns import Instant
from csopsbot.storage.upsert import insert_or_update

_A_MINUTE = timedelta(minutes=1)

_r = t.reconciliation.c
_THIS = (_r.tracker == bindparam("of"), _r.project == bindparam("its_project"))
_NOW = bindparam("now", type_=Instant)
_ROWS = sa.select(t.reconciliation)
_ALL = _ROWS.order_by(_r.tracker, _r.project)
_DUE = _ALL.where(_r.due_at <= _NOW).with_for_update(skip_locked=True)
_NEXT = sa.select(sa.func.min(_r.due_at, type_=Instant))
_ARRANGE = insert_or_update(t.reconciliation, "every_s", "unheard_s")
_FORGET = sa.delete(t.reconciliation).where(*_THIS)
_PUT_OFF = (
    sa.update(t.reconciliation).where(*_THIS).values(due_at=bindparam("until", type_=Instant))
)
_SEEN = (
    sa.update(t.reconciliation)
    .where(*_THIS, _r.cursor < bindparam("newest", type_=Instant))
    .values(cursor=bindparam("newest", type_=Instant))
)
_CHECKED = (
    sa.update(t.reconciliation).where(*_THIS).values(checked_at=_NOW, failed_since=None, problem="")
)
_FAILED = (
    sa.update(t.reconciliation)
    .where(*_THIS)
    .values(failed_since=sa.func.coalesce(_r.failed_since, _NOW), problem=bindparam("why"))
)
# One row for all of a tracker's deliveries: it is written once a minute, so that none waits for it.
_HEARD = (
    sa.update(t.reconciliation)
    .where(
        *_THIS,
        sa.or_(_r.heard_at.is_(None), _r.heard_at < bindparam("lately", type_=Instant)),
    )
    .values(heard_at=_NOW)
)


class SqlReconciliations:
    """The reconciliations in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def arrange(self, routines: Sequence[Routine], now: datetime) -> None:
        """Look at these from now on, and at nothing else; what is looked at already goes on."""
        wanted = {(one.tracker, one.project) for one in routines}
        for one in self.all():
            if (one.routine.tracker, one.routine.project) not in wanted:
                self._connection.execute(_FORGET, _named(one.routine.tracker, one.routine.project))
        if routines:
            _ARRANGE.run(self._connection, [_row(one, now) for one in routines])

    def due(self, now: datetime) -> list[Reconciliation]:
        """Return what is due; no other unit of work gets the same until this one ends."""
        return [_read(row) for row in self._connection.execute(_DUE, {"now": now})]

    def put_off(self, routine: Routine, until: datetime) -> None:
        """Let it be due then."""
        self._change(_PUT_OFF, routine.tracker, routine.project, until=until)

    def next_due(self) -> datetime | None:
        """Return when the next one is due."""
        due: datetime | None = self._connection.scalar(_NEXT)
        return due

    def all(self) -> list[Reconciliation]:
        """Return all, by tracker and project."""
        return [_read(row) for row in self._connection.execute(_ALL)]

    def seen(self, tracker: str, project: str, newest: datetime) -> None:
        """Move the cursor on to the newest change that was seen, never back."""
        self._change(_SEEN, tracker, project, newest=newest)

    def checked(self, tracker: str, project: str, now: datetime) -> None:
        """Note that all was looked at, and nothing is wrong any more."""
        self._change(_CHECKED, tracker, project, now=now)

    def failed(self, tracker: str, project: str, problem: str, now: datetime) -> None:
        """Note why it cannot be looked at."""
        self._change(_FAILED, tracker, project, now=now, why=problem)

    def heard(self, tracker: str, now: datetime) -> None:
        """Note that a webhook of the tracker's reached us."""
        self._change(_HEARD, tracker, EVERYTHING, now=now, lately=now - _A_MINUTE)

    def _change(
        self, statement: sa.Executable, tracker: str, project: str, **values: object
    ) -> None:
        self._connection.execute(statement, _named(tracker, project) | values)


def _named(tracker: str, project: str) -> dict[str, object]:
    return {"of": tracker, "its_project": project}


def _row(one: Routine, now: datetime) -> dict[str, object]:
    return {
        "tracker": one.tracker,
        "project": one.project,
        "every_s": int(one.every.total_seconds()),
        "unheard_s": int(one.unheard.total_seconds()),
        "due_at": now,
        "cursor": now,
    }


def _read(row: sa.Row[Any]) -> Reconciliation:
    every, unheard = timedelta(seconds=row.every_s), timedelta(seconds=row.unheard_s)
    return Reconciliation(
        routine=Routine(row.tracker, row.project, every, unheard),
        due_at=row.due_at,
        cursor=row.cursor,
        checked_at=row.checked_at,
        heard_at=row.heard_at,
        failed_since=row.failed_since,
        problem=row.problem,
    )
