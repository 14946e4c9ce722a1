"""The inbox: what has come in, so that what comes twice counts once."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.storage import tables as t
from csopsbot.storage.upsert import Upsert, insert_or_leave, insert_or_update


def _if_not_older(insert: Any) -> sa.Executable:
    new = insert(t.newest)
    statement: sa.Executable = new.on_conflict_do_update(
        index_elements=["key"],
        set_={"at": new.excluded.at},
        where=t.newest.c.at <= new.excluded.at,
    )
    return statement


_FIRST = insert_or_leave(t.inbox)
_NEWEST = Upsert(_if_not_older)
_HINT = insert_or_update(t.hint, "at")
_HINTED = sa.select(t.hint.c.issue_id).where(
    t.hint.c.tracker == bindparam("tracker"), t.hint.c.issue_id == bindparam("issue_id")
)
_FORGET = sa.delete(t.inbox).where(t.inbox.c.at < bindparam("before"))
_FORGET_HINTS = sa.delete(t.hint).where(t.hint.c.at < bindparam("before"))
_FORGET_NEWEST = sa.delete(t.newest).where(t.newest.c.at < bindparam("before"))


class SqlInbox:
    """The inbox in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def first(self, source: str, key: str, now: datetime) -> bool:
        """Return whether KEY comes for the first time; a twin not yet committed is waited for."""
        row = {"source": source, "key": key, "at": now}
        return bool(_FIRST.run(self._connection, row).written)

    def newest(self, key: str, at: str) -> bool:
        """Return whether nothing later than AT, in Slack's digits, was told of KEY, and remember it."""
        return bool(_NEWEST.run(self._connection, {"key": key, "at": at}).written)

    def hint(self, tracker: str, issue_id: str, now: datetime) -> None:
        """Remember that an issue we do not know yet was said to have changed."""
        _HINT.run(self._connection, {"tracker": tracker, "issue_id": issue_id, "at": now})

    def was_hinted(self, tracker: str, issue_id: str) -> bool:
        """Return whether the issue was said to have changed before we knew it."""
        where = {"tracker": tracker, "issue_id": issue_id}
        return self._connection.scalar(_HINTED, where) is not None

    def forget(self, before: datetime) -> int:
        """Forget what came in before then, which nobody sends again; return how much."""
        self._connection.execute(_FORGET_HINTS, {"before": before})
        self._connection.execute(_FORGET_NEWEST, {"before": f"{before.timestamp():.6f}"})
        return self._connection.execute(_FORGET, {"before": before}).rowcount
