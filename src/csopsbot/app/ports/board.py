"""Ports of the built-in tracker's boards. What names something that is not there raises `NotFound`.

Whatever hangs on an issue makes it a newer version of itself when it changes.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from csopsbot.app.board import (
    BoardChange,
    BoardComment,
    BoardFile,
    BoardIssue,
    BoardLink,
    BoardPatch,
    BoardWork,
    NewFile,
    NewIssue,
    NewWork,
)
from csopsbot.app.tracker import Sighting
from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Version


class BoardComments(Protocol):
    """The comments on issues."""

    def on(self, issue_id: str) -> list[BoardComment]:
        """Return the comments on the issue, oldest first."""
        ...

    def add(
        self, issue_id: str, author: str, body: Doc, now: datetime, op: str | None = None
    ) -> BoardComment:
        """Add a comment; one made with the same op is returned instead."""
        ...

    def by_op(self, issue_id: str, op: str) -> BoardComment | None:
        """Return the comment made with OP."""
        ...

    def get(self, issue_id: str, comment_id: str) -> BoardComment | None:
        """Return the comment on the issue that has this id."""
        ...

    def edit(self, issue_id: str, comment_id: str, body: Doc, now: datetime) -> BoardComment:
        """Let the comment say BODY."""
        ...

    def remove(self, issue_id: str, comment_id: str, now: datetime) -> None:
        """Take the comment away."""
        ...


class BoardFiles(Protocol):
    """The files on issues."""

    def on(self, issue_id: str) -> list[BoardFile]:
        """Return the files on the issue, oldest first."""
        ...

    def add(self, issue_id: str, author: str, file: NewFile, now: datetime) -> BoardFile:
        """Keep a file."""
        ...

    def get(self, file_id: str) -> BoardFile | None:
        """Return the file."""
        ...

    def content(self, file_id: str) -> bytes | None:
        """Return what is in the file."""
        ...


class BoardHours(Protocol):
    """The time spent on issues."""

    def on(self, issue_id: str) -> list[BoardWork]:
        """Return the time spent on the issue, as it was added."""
        ...

    def add(self, issue_id: str, author: str, work: NewWork, now: datetime) -> BoardWork:
        """Add time; what was added with the same op is returned instead."""
        ...

    def by_op(self, issue_id: str, op: str) -> BoardWork | None:
        """Return the time added with OP."""
        ...


class BoardVersions(Protocol):
    """The versions of projects."""

    def of(self, project: str) -> list[Version]:
        """Return the project's versions, by name."""
        ...

    def make(self, project: str, name: str) -> None:
        """Let there be a version of that name; one that is there already stays as it is."""
        ...

    def release(self, project: str, name: str, now: datetime) -> list[BoardIssue]:
        """Let the version be out; return the issues planned for it, none if it was out already."""
        ...


class Board(Protocol):
    """The boards."""

    comments: BoardComments
    files: BoardFiles
    hours: BoardHours
    versions: BoardVersions

    def create(self, new: NewIssue, now: datetime) -> BoardIssue:
        """Make an issue, PROJECT-1 and on; one made with the same ref is returned instead."""
        ...

    def get(self, issue_id: str) -> BoardIssue | None:
        """Return the issue."""
        ...

    def by_key(self, key: str) -> BoardIssue | None:
        """Return the issue that people call KEY."""
        ...

    def was_made(self, key: str) -> bool:
        """Return whether there ever was an issue of that key."""
        ...

    def by_ref(self, ref: str) -> BoardIssue | None:
        """Return the issue made with REF."""
        ...

    def issues(self, project: str, limit: int) -> list[BoardIssue]:
        """Return a board's issues, newest first."""
        ...

    def projects(self) -> list[str]:
        """Return the names of the boards that have issues."""
        ...

    def changed(self, project: str, after: Sighting, limit: int) -> list[Sighting]:
        """Return when issues last changed, the oldest change first, from behind AFTER on."""
        ...

    def sight(self, issue_ids: Collection[str]) -> list[Sighting]:
        """Return when each of the issues that are there last changed."""
        ...

    def move(self, issue_id: str, status: str, by: str, now: datetime) -> BoardIssue:
        """Give the issue another status."""
        ...

    def update(self, issue_id: str, patch: BoardPatch, by: str, now: datetime) -> BoardIssue:
        """Change fields of the issue."""
        ...

    def link(self, issue_id: str, link: BoardLink, now: datetime) -> BoardIssue:
        """Show LINK on the issue, in place of one of the same key."""
        ...

    def history(self, issue_id: str, since: datetime) -> list[BoardChange]:
        """Return who changed what since then, oldest first."""
        ...
