"""The versions of the built-in tracker's projects."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.board import BoardIssue
from csopsbot.app.failures import NotFound
from csopsbot.domain.issue import Version
from csopsbot.storage.board import tables as t
from csopsbot.storage.board.changing import locked, touch
from csopsbot.storage.board.rows import issue_of
from csopsbot.storage.upsert import insert_or_leave

_v, _i = t.version.c, t.issue.c
_OF = sa.select(_v.name, _v.released_at).where(_v.project == bindparam("project")).order_by(_v.name)
_MAKE = insert_or_leave(t.version)
_RELEASE = sa.update(t.version).where(
    _v.project == bindparam("its_project"),
    _v.name == bindparam("its_name"),
    _v.released_at.is_(None),
)
_PLANNED = (
    sa.select(t.issue)
    .where(_i.project == bindparam("project"), _i.versions != "[]")
    .order_by(_i.id)
)


class SqlBoardVersions:
    """The versions in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, project: str) -> list[Version]:
        """Return the project's versions, by name."""
        rows = self._connection.execute(_OF, {"project": project})
        return [Version(row.name, row.released_at is not None) for row in rows]

    def make(self, project: str, name: str) -> None:
        """Let there be a version of that name; one that is there already stays as it is."""
        _MAKE.run(self._connection, {"project": project, "name": name, "released_at": None})

    def release(self, project: str, name: str, now: datetime) -> list[BoardIssue]:
        """Let the version be out; return the issues planned for it, none if it was out already."""
        if all(one.name != name for one in self.of(project)):
            raise NotFound(f"{project} has no version {name}.")
        where = {"its_project": project, "its_name": name, "released_at": now}
        if not self._connection.execute(_RELEASE, where).rowcount:
            return []
        rows = self._connection.execute(_PLANNED, {"project": project})
        planned = [issue.id for issue in map(issue_of, rows) if name in issue.versions]
        return [touch(self._connection, locked(self._connection, id), now) for id in planned]
