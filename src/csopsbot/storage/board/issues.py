"""The issues on the boards of the built-in tracker."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.board import BoardChange, BoardIssue, BoardLink, BoardPatch, NewIssue
from csopsbot.app.ports.board import BoardComments, BoardFiles, BoardHours, BoardVersions
from csopsbot.app.tracker import Sighting
from csopsbot.storage.board import tables as t
from csopsbot.storage.board.changing import change, locked, touch
from csopsbot.storage.board.comments import SqlBoardComments
from csopsbot.storage.board.files import SqlBoardFiles
from csopsbot.storage.board.hours import SqlBoardHours
from csopsbot.storage.board.rows import issue_of, issue_row, number
from csopsbot.storage.board.versions import SqlBoardVersions
from csopsbot.storage.columns import COUNTED, Instant
from csopsbot.storage.counters import last_of, next_of

_i, _h = t.issue.c, t.change.c
_ISSUE = sa.select(t.issue)
_GET = _ISSUE.where(_i.id == bindparam("id"))
_BY_KEY = _ISSUE.where(_i.key == bindparam("key"))
_BY_REF = _ISSUE.where(_i.ref == bindparam("ref"))
_OF_PROJECT = (
    _ISSUE.where(_i.project == bindparam("project"))
    .order_by(_i.id.desc())
    .limit(bindparam("at_most"))
)
_PROJECTS = sa.select(_i.project).distinct().order_by(_i.project)
_CREATE = sa.insert(t.issue).returning(_i.id)
_SIGHTING = sa.select(_i.id, _i.updated_at)
_AT = bindparam("at", type_=Instant)
CHANGED = (
    _SIGHTING.where(
        _i.project == bindparam("project"),
        sa.tuple_(_i.updated_at, _i.id) > sa.tuple_(_AT, bindparam("after", type_=COUNTED)),
    )
    .order_by(_i.updated_at, _i.id)
    .limit(bindparam("at_most"))
)
_THESE = _SIGHTING.where(_i.id.in_(bindparam("ids", expanding=True)))
_HISTORY = (
    sa.select(_h.id, _h.at, _h.author, _h.what, _h.before, _h.after)
    .where(_h.issue_id == bindparam("issue_id"), _h.at >= bindparam("since"))
    .order_by(_h.id)
)


class SqlBoard:
    """The boards in one connection's transaction."""

    __slots__ = ("_connection", "comments", "files", "hours", "versions")

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.comments: BoardComments = SqlBoardComments(connection)
        self.files: BoardFiles = SqlBoardFiles(connection)
        self.hours: BoardHours = SqlBoardHours(connection)
        self.versions: BoardVersions = SqlBoardVersions(connection)

    def create(self, new: NewIssue, now: datetime) -> BoardIssue:
        """Make an issue, PROJECT-1 and on; one made with the same ref is returned instead."""
        if twin := self._twin(new):
            return twin
        count = next_of(self._connection, _series(new.project))
        # Whoever makes the same at the same time has waited for the number, and now sees ours.
        if twin := self._twin(new):
            return twin
        made = BoardIssue(
            id="",
            key=f"{new.project}-{count}",
            project=new.project,
            ref=new.ref,
            title=new.title,
            body=new.body,
            status=new.status,
            assignee=None,
            labels=new.labels,
            updated_at=now,
            version=1,
            priority=new.priority,
        )
        id = self._connection.execute(_CREATE, issue_row(made)).scalar_one()
        return replace(made, id=str(id))

    def _twin(self, new: NewIssue) -> BoardIssue | None:
        return self.by_ref(new.ref) if new.ref is not None else None

    def get(self, issue_id: str) -> BoardIssue | None:
        """Return the issue."""
        return self._issue(_GET, {"id": number(issue_id)})

    def by_key(self, key: str) -> BoardIssue | None:
        """Return the issue that people call KEY."""
        return self._issue(_BY_KEY, {"key": key})

    def was_made(self, key: str) -> bool:
        """Return whether there ever was an issue of that key."""
        project, _, count = key.rpartition("-")
        if not count or f"{number(count)}" != count:
            return False
        return 0 < number(count) <= last_of(self._connection, _series(project))

    def by_ref(self, ref: str) -> BoardIssue | None:
        """Return the issue made with REF."""
        return self._issue(_BY_REF, {"ref": ref})

    def issues(self, project: str, limit: int) -> list[BoardIssue]:
        """Return a board's issues, newest first."""
        rows = self._connection.execute(_OF_PROJECT, {"project": project, "at_most": limit})
        return [issue_of(row) for row in rows]

    def projects(self) -> list[str]:
        """Return the names of the boards that have issues."""
        return list(self._connection.scalars(_PROJECTS))

    def changed(self, project: str, after: Sighting, limit: int) -> list[Sighting]:
        """Return when issues last changed, the oldest change first, from behind AFTER on."""
        where = {"project": project, "at": after.updated_at, "after": number(after.issue_id)}
        return self._sightings(CHANGED, where | {"at_most": limit})

    def sight(self, issue_ids: Collection[str]) -> list[Sighting]:
        """Return when each of the issues that are there last changed."""
        return self._sightings(_THESE, {"ids": [number(one) for one in issue_ids]})

    def move(self, issue_id: str, status: str, by: str, now: datetime) -> BoardIssue:
        """Give the issue another status."""
        before = locked(self._connection, issue_id)
        return change(self._connection, before, replace(before, status=status), by, now)

    def update(self, issue_id: str, patch: BoardPatch, by: str, now: datetime) -> BoardIssue:
        """Change fields of the issue."""
        before = locked(self._connection, issue_id)
        after = replace(
            before,
            title=before.title if patch.title is None else patch.title,
            assignee=before.assignee if patch.assignee is None else patch.assignee or None,
            labels=before.labels if patch.labels is None else patch.labels,
            priority=before.priority if patch.priority is None else patch.priority,
            versions=before.versions if patch.versions is None else patch.versions,
        )
        return change(self._connection, before, after, by, now)

    def link(self, issue_id: str, link: BoardLink, now: datetime) -> BoardIssue:
        """Show LINK on the issue, in place of one of the same key."""
        issue = locked(self._connection, issue_id)
        others = (one for one in issue.links if one.key != link.key)
        return touch(self._connection, replace(issue, links=(*others, link)), now)

    def history(self, issue_id: str, since: datetime) -> list[BoardChange]:
        """Return who changed what since then, oldest first."""
        where = {"issue_id": number(issue_id), "since": since}
        rows = self._connection.execute(_HISTORY, where)
        return [BoardChange(**row._asdict() | {"id": str(row.id)}) for row in rows]

    def _issue(self, statement: sa.Executable, where: dict[str, object]) -> BoardIssue | None:
        row = self._connection.execute(statement, where).first()
        return issue_of(row) if row else None

    def _sightings(self, statement: sa.Executable, where: dict[str, object]) -> list[Sighting]:
        rows = self._connection.execute(statement, where)
        return [Sighting(str(row.id), row.updated_at) for row in rows]


def _series(project: str) -> str:
    return f"board:{project}"
