"""Escalations: current state in one row, history in rows beside it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.ports import NoSuchEscalation, Stale, Thread
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event, Recorded
from csopsbot.domain.people import Side
from csopsbot.storage import tables as t
from csopsbot.storage.bodies import ESCALATION, EVENT, read, write
from csopsbot.storage.columns import Instant
from csopsbot.storage.counters import next_escalation
from csopsbot.storage.upsert import insert_new, together

_SIDES = {"support": Side.SUPPORT, "team": Side.ENGINEERING}

_e, _h = t.escalation.c, t.history.c
_BODY = sa.select(_e.body)
_ADD = insert_new(t.escalation)
_APPEND = insert_new(t.history)
_SAVE = sa.update(t.escalation).where(
    _e.id == bindparam("saved"), _e.version == bindparam("expected")
)
_GET = _BODY.where(_e.id == bindparam("id"))
_SEVERAL = _BODY.where(_e.id.in_(bindparam("ids", expanding=True)))
_NUMBERED = _BODY.where(_e.number == bindparam("number"))
_ON_ISSUE = _BODY.where(
    _e.tracker == bindparam("tracker"), _e.issue_id == bindparam("issue_id")
).order_by(_e.id)
OPEN = _BODY.where(t.IS_OPEN).order_by(_e.number).limit(bindparam("at_most"))
AWAITED = (
    _BODY.where(_e.awaited_by == bindparam("person"))
    .order_by(_e.number)
    .limit(bindparam("at_most"))
)
TAKEN = (
    _BODY.where(_e.assignee == bindparam("person"), t.IS_OPEN)
    .order_by(_e.number)
    .limit(bindparam("at_most"))
)
CALLING = (
    _BODY.where(_e.calls_team.in_(bindparam("teams", expanding=True)))
    .order_by(_e.number)
    .limit(bindparam("at_most"))
)
_HISTORY = (
    sa.select(_h.seq, _h.at, _h.body).where(_h.escalation_id == bindparam("id")).order_by(_h.seq)
)
_RECORD = _HISTORY.where(_h.seq == bindparam("number"))
NEXT = _BODY.where(_e.number > bindparam("after")).order_by(_e.number).limit(bindparam("at_most"))
_LAST_EVENT = sa.select(_h.at).where(_h.escalation_id == _e.id, _h.seq == _e.version)
NEXT_SINCE = NEXT.where(
    sa.or_(t.IS_OPEN, _LAST_EVENT.scalar_subquery() >= bindparam("since", type_=Instant()))
)
_HISTORIES = (
    sa.select(_h.escalation_id, _h.seq, _h.at, _h.body)
    .where(_h.escalation_id.in_(bindparam("ids", expanding=True)))
    .order_by(_h.escalation_id, _h.seq)
)
_FROM_THREAD = sa.select(_e.id, sa.literal("support").label("name"), _e.number).where(
    _e.support_channel == bindparam("channel"), _e.support_thread == bindparam("ts")
)
_FROM_CARD = (
    sa.select(_e.id, t.surface.c.name, _e.number)
    .join_from(t.surface, t.escalation)
    .where(
        t.surface.c.channel == bindparam("channel"),
        t.surface.c.ts == bindparam("ts"),
        sa.or_(t.surface.c.name.in_(list(_SIDES)), t.surface.c.name.like("team:%")),
    )
)
_IN_THREAD = sa.union_all(_FROM_THREAD, _FROM_CARD).order_by(sa.desc("number")).limit(1)


class SqlEscalations:
    """The escalations in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def next_number(self) -> int:
        """Return the next number, which nobody else gets."""
        return next_escalation(self._connection)

    def add(self, escalation: Escalation, records: Sequence[Recorded]) -> None:
        """Keep a new escalation with the beginning of its history."""
        row = {"id": escalation.id} | _columns(escalation)
        history = [_history_row(escalation.id, record) for record in records]
        together(self._connection, (_ADD, [row]), (_APPEND, history))

    def save(self, escalation: Escalation, records: Sequence[Recorded]) -> None:
        """Append RECORDS and keep the state; raises `Stale` if it is not the kept one's successor.

        The version of a state is the number of the last event in it.
        """
        row = _saved(escalation, records)
        if self._connection.execute(_SAVE, row).rowcount == 0:
            self.get(escalation.id)
            raise Stale(f"{escalation.name} is no longer at version {row['expected']}")
        self._append(escalation.id, records)

    def save_all(self, changes: Sequence[tuple[Escalation, Sequence[Recorded]]]) -> None:
        """Save escalations, as `save` does one."""
        rows = [_saved(*change) for change in changes]
        if rows and self._connection.execute(_SAVE, rows).rowcount < len(rows):
            raise Stale("One of many escalations was changed meanwhile")
        self._append_rows(
            [_history_row(one.id, record) for one, records in changes for record in records]
        )

    def _append(self, id: str, records: Sequence[Recorded]) -> None:
        self._append_rows([_history_row(id, record) for record in records])

    def _append_rows(self, rows: Sequence[dict[str, object]]) -> None:
        if rows:
            _APPEND.run(self._connection, rows)

    def get(self, id: str) -> Escalation:
        """Return the current state; raises `NoSuchEscalation`."""
        return self._one(_GET, {"id": id})

    def numbered(self, number: int) -> Escalation:
        """Return the escalation people call ESC-number; raises `NoSuchEscalation`."""
        return self._one(_NUMBERED, {"number": number})

    def history(self, id: str) -> list[Recorded]:
        """Return all that happened, oldest first."""
        rows = self._connection.execute(_HISTORY, {"id": id})
        return [Recorded(row.seq, row.at, read(EVENT, row.body)) for row in rows]

    def histories(
        self, after: int, limit: int, since: datetime | None = None
    ) -> list[tuple[Escalation, list[Recorded]]]:
        """Return the next escalations after number AFTER, each with its whole history.

        With SINCE, only those that were still open at it, or to which something happened later.
        """
        statement = NEXT if since is None else NEXT_SINCE
        where = {"after": after, "at_most": limit, "since": since}
        return self._with_histories(self._connection.scalars(statement, where))

    def several(self, ids: Collection[str]) -> list[tuple[Escalation, list[Recorded]]]:
        """Return these escalations, each with its whole history."""
        return self._with_histories(self._connection.scalars(_SEVERAL, {"ids": list(ids)}))

    def _with_histories(self, bodies: Iterable[str]) -> list[tuple[Escalation, list[Recorded]]]:
        found = [read(ESCALATION, body) for body in bodies]
        events: defaultdict[str, list[Recorded]] = defaultdict(list)
        for row in self._connection.execute(_HISTORIES, {"ids": [one.id for one in found]}):
            events[row.escalation_id].append(Recorded(row.seq, row.at, read(EVENT, row.body)))
        return [(one, events[one.id]) for one in found]

    def record(self, id: str, seq: int) -> Recorded:
        """Return one event of the history; raises `NoSuchEscalation` if it did not happen."""
        row = self._connection.execute(_RECORD, {"id": id, "number": seq}).first()
        if row is None:
            raise NoSuchEscalation(f"{id} has no event {seq}")
        return Recorded(row.seq, row.at, read(EVENT, row.body))

    def in_thread(self, channel: str, ts: str) -> Thread | None:
        """Return whose thread begins with that message: the one it came from, or a card of ours.

        A team that has handed it over may still write below its old card.
        """
        row = self._connection.execute(_IN_THREAD, {"channel": channel, "ts": ts}).first()
        return Thread(row.id, _SIDES[row.name.partition(":")[0]]) if row else None

    def on_issue(self, tracker: str, issue_id: str) -> list[Escalation]:
        """Return every escalation that waits on the issue, in one order for everybody."""
        where = {"tracker": tracker, "issue_id": issue_id}
        return [read(ESCALATION, body) for body in self._connection.scalars(_ON_ISSUE, where)]

    def open(self, limit: int) -> list[Escalation]:
        """Return what is not closed, oldest first."""
        bodies = self._connection.scalars(OPEN, {"at_most": limit})
        return [read(ESCALATION, body) for body in bodies]

    def awaited_by(self, person: str, limit: int) -> list[Escalation]:
        """Return what PERSON opened that is not over, oldest first."""
        bodies = self._connection.scalars(AWAITED, {"person": person, "at_most": limit})
        return [read(ESCALATION, body) for body in bodies]

    def taken_by(self, person: str, limit: int) -> list[Escalation]:
        """Return what PERSON has taken that is not closed, oldest first."""
        bodies = self._connection.scalars(TAKEN, {"person": person, "at_most": limit})
        return [read(ESCALATION, body) for body in bodies]

    def calling(self, teams: Collection[str], limit: int) -> list[Escalation]:
        """Return what of TEAMS nobody has taken, or calls people and is unanswered, oldest first."""
        bodies = self._connection.scalars(CALLING, {"teams": list(teams), "at_most": limit})
        return [read(ESCALATION, body) for body in bodies]

    def _one(self, statement: sa.Select[str], where: dict[str, object]) -> Escalation:
        body = self._connection.scalar(statement, where)
        if body is None:
            raise NoSuchEscalation(", ".join(str(value) for value in where.values()))
        return read(ESCALATION, body)


def _saved(escalation: Escalation, records: Sequence[Recorded]) -> dict[str, object]:
    """Return the row of a state, and the one it succeeds: its version counts the events."""
    expected = records[0].seq - 1 if records else escalation.version
    return {"saved": escalation.id, "expected": expected} | _columns(escalation)


def _columns(escalation: Escalation) -> dict[str, object]:
    issue = escalation.issue
    calls = escalation.is_untaken or escalation.rings_for(*Side)
    return {
        "number": escalation.number,
        "version": escalation.version,
        "stage": escalation.stage,
        "team": escalation.team,
        "severity": escalation.intake.severity,
        "customer": escalation.intake.customer,
        "assignee": escalation.assignee.id if escalation.assignee else None,
        "opened_at": escalation.opened_at,
        "support_channel": escalation.support.channel,
        "support_thread": escalation.support.thread,
        "tracker": issue.tracker if issue else None,
        "issue_id": issue.id if issue else None,
        "awaited_by": None if escalation.is_over else escalation.requester.id,
        "calls_team": escalation.team if calls else None,
        "body": write(ESCALATION, escalation),
    }


def _history_row(id: str, record: Recorded) -> dict[str, object]:
    return {
        "escalation_id": id,
        "seq": record.seq,
        "at": record.at,
        "kind": record.event.kind,
        "actor": _actor(record.event),
        "body": write(EVENT, record.event),
    }


def _actor(event: Event) -> str | None:
    by = getattr(event, "by", None)
    return by.id if by else None
