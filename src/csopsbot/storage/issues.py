"""Trackers' issues as last read."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.domain.issue import Issue
from csopsbot.storage import tables as t
from csopsbot.storage.bodies import ISSUE, read, write
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
_PUT = insert_or_update(t.issue, "key", "body", "read_at")


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

    def put(self, issue: Issue, now: datetime) -> None:
        """Keep a reading."""
        ref = issue.ref
        row = {"tracker": ref.tracker, "id": ref.id, "key": ref.key, "read_at": now}
        _PUT.run(self._connection, row | {"body": write(ISSUE, issue)})
