"""Trackers' issues as last read."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.ports import Kept
from csopsbot.domain.issue import Issue
from csopsbot.storage import tables as t
from csopsbot.storage.bodies import ISSUE, read, write
from csopsbot.storage.columns import Instant
from csopsbot.storage.upsert import insert_or_update

_GET = sa.select(t.issue.c.body).where(
    t.issue.c.tracker == bindparam("tracker"), t.issue.c.id == bindparam("id")
)
_BY_ID = sa.select(t.issue.c.id).where(
    t.issue.c.tracker == bindparam("tracker"), t.issue.c.id == bindparam("name")
)
_BY_KEY = sa.select(t.issue.c.id).where(
    t.issue.c.tracker == bindparam("tracker"), t.issue.c.key == bindparam("name")
)
_SHOWN = sa.select(t.issue.c.demand).where(
    t.issue.c.tracker == bindparam("tracker"), t.issue.c.id == bindparam("id")
)
_SHOW = (
    sa.update(t.issue)
    .where(t.issue.c.tracker == bindparam("of"), t.issue.c.id == bindparam("shows"))
    .values(demand=bindparam("demand"))
)
_PUT = insert_or_update(t.issue, "key", "body", "read_at", "updated_at", "lost", "awaits")
_LOSE = (
    sa.update(t.issue)
    .where(t.issue.c.tracker == bindparam("of"), t.issue.c.id == bindparam("is_lost"))
    .values(lost=bindparam("why"))
)
_FORGET = sa.delete(t.issue).where(
    t.issue.c.tracker == bindparam("of"), t.issue.c.id == bindparam("former")
)
_KEPT = sa.select(t.issue.c.id, t.issue.c.updated_at, t.issue.c.read_at, t.issue.c.lost).where(
    t.issue.c.tracker == bindparam("tracker"), t.issue.c.id.in_(bindparam("ids", expanding=True))
)
_IS_WAITED_FOR = sa.exists().where(
    t.escalation.c.tracker == t.issue.c.tracker, t.escalation.c.issue_id == t.issue.c.id, t.IS_OPEN
)
_AWAITING = sa.select(t.issue.c.id, t.issue.c.awaits).where(
    t.issue.c.tracker == bindparam("tracker"), t.AWAITS
)
FOLLOWED = (
    sa.select(t.issue.c.id)
    .where(
        t.issue.c.tracker == bindparam("tracker"),
        t.issue.c.id > bindparam("after"),
        sa.or_(t.issue.c.updated_at >= bindparam("since", type_=Instant), _IS_WAITED_FOR),
    )
    .order_by(t.issue.c.id)
    .limit(bindparam("at_most"))
)


class SqlIssues:
    """The issues in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, tracker: str, issue_id: str) -> Issue | None:
        """Return the last reading."""
        body = self._connection.scalar(_GET, {"tracker": tracker, "id": issue_id})
        return read(ISSUE, body) if body is not None else None

    def known(self, tracker: str, id_or_key: str) -> str | None:
        """Return the id of the issue that goes by this id or key; None when we know none."""
        where = {"tracker": tracker, "name": id_or_key}
        found: str | None = self._connection.scalar(_BY_ID, where)
        if found is None and not id_or_key.isdecimal():
            found = self._connection.scalar(_BY_KEY, where)
        return found

    def shown(self, tracker: str, issue_id: str) -> str:
        """Return the demand that the issue shows, empty where it shows none."""
        return self._connection.scalar(_SHOWN, {"tracker": tracker, "id": issue_id}) or ""

    def show(self, tracker: str, issue_id: str, demand: str) -> None:
        """Remember the demand that the issue shows."""
        self._connection.execute(_SHOW, {"of": tracker, "shows": issue_id, "demand": demand})

    def put(self, issue: Issue, now: datetime) -> None:
        """Keep a reading; an issue that was lost is not any more."""
        ref = issue.ref
        row = {"tracker": ref.tracker, "id": ref.id, "key": ref.key, "read_at": now, "lost": ""}
        awaits = "\n".join(sorted(one.name for one in issue.versions if not one.released))
        row |= {"updated_at": issue.updated_at, "body": write(ISSUE, issue), "awaits": awaits}
        _PUT.run(self._connection, row)

    def move(self, tracker: str, issue_id: str, to: str) -> None:
        """Forget an issue that is kept as TO by now, which shows what this one showed."""
        if not self.shown(tracker, to):
            self.show(tracker, to, self.shown(tracker, issue_id))
        self._connection.execute(_FORGET, {"of": tracker, "former": issue_id})

    def lose(self, tracker: str, issue_id: str, why: str) -> None:
        """Note that the issue cannot be read."""
        self._connection.execute(_LOSE, {"of": tracker, "is_lost": issue_id, "why": why})

    def kept(self, tracker: str, issue_ids: Sequence[str]) -> dict[str, Kept]:
        """Return what is known of those among the issues that are known at all."""
        rows = self._connection.execute(_KEPT, {"tracker": tracker, "ids": list(issue_ids)})
        return {row.id: Kept(row.updated_at, row.read_at, row.lost) for row in rows}

    def awaiting(self, tracker: str) -> dict[str, frozenset[str]]:
        """Return the issues that are planned for versions to come, and for which."""
        rows = self._connection.execute(_AWAITING, {"tracker": tracker})
        return {row.id: frozenset(row.awaits.split("\n")) for row in rows}

    def followed(self, tracker: str, after: str, since: datetime, limit: int) -> list[str]:
        """Return the next issues by id that something open waits on, or that changed since then."""
        where = {"tracker": tracker, "after": after, "since": since, "at_most": limit}
        return list(self._connection.scalars(FOLLOWED, where))
