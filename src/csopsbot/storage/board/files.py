"""The files on issues of the built-in tracker, kept in the database."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.board import BoardFile, NewFile
from csopsbot.storage.board import tables as t
from csopsbot.storage.board.changing import locked, touch
from csopsbot.storage.board.rows import fields_of, number

_f = t.file.c
_FILE: sa.Select[Any] = sa.select(*(column for column in _f if column is not _f.content))
_ON = _FILE.where(_f.issue_id == bindparam("issue_id")).order_by(_f.id)
_GET = _FILE.where(_f.id == bindparam("id"))
_CONTENT = sa.select(_f.content).where(_f.id == bindparam("id"))
_ADD = sa.insert(t.file).returning(_f.id)


class SqlBoardFiles:
    """The files in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def on(self, issue_id: str) -> list[BoardFile]:
        """Return the files on the issue, oldest first."""
        rows = self._connection.execute(_ON, {"issue_id": number(issue_id)})
        return [BoardFile(**fields_of(row)) for row in rows]

    def add(self, issue_id: str, author: str, file: NewFile, now: datetime) -> BoardFile:
        """Keep a file."""
        issue = locked(self._connection, issue_id)
        row = {
            "issue_id": number(issue_id),
            "author": author,
            "name": file.name,
            "media_type": file.media_type,
            "size": len(file.content),
            "created_at": now,
        }
        id = self._connection.execute(_ADD, row | {"content": file.content}).scalar_one()
        touch(self._connection, issue, now)
        return BoardFile(
            str(id), issue_id, author, file.name, file.media_type, len(file.content), now
        )

    def get(self, file_id: str) -> BoardFile | None:
        """Return the file."""
        row = self._connection.execute(_GET, {"id": number(file_id)}).first()
        return BoardFile(**fields_of(row)) if row else None

    def content(self, file_id: str) -> bytes | None:
        """Return what is in the file."""
        content: bytes | None = self._connection.scalar(_CONTENT, {"id": number(file_id)})
        return content
