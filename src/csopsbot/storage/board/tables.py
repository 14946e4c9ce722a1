"""The tables of the built-in board, whose names begin with `board_`."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Table, Text

from csopsbot.storage.columns import COUNTED, Instant
from csopsbot.storage.metadata import metadata

issue = Table(
    "board_issue",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("project", Text, nullable=False),
    Column("ref", Text, unique=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("assignee", Text),
    Column("labels", Text, nullable=False),
    Column("links", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("version", sa.Integer, nullable=False),
    Column("priority", Text, nullable=False, server_default=""),
    Column("versions", Text, nullable=False, server_default="[]"),
    Index(None, "project", "id"),
    Index(None, "project", "updated_at", "id"),
    sqlite_autoincrement=True,
)

comment = Table(
    "board_comment",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("issue_id", COUNTED, ForeignKey("board_issue.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("op", Text),
    Index(None, "issue_id", "id"),
    sa.UniqueConstraint("issue_id", "op"),
    sqlite_autoincrement=True,
)

change = Table(
    "board_change",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("issue_id", COUNTED, ForeignKey("board_issue.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("author", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index(None, "issue_id", "id"),
    sqlite_autoincrement=True,
)

file = Table(
    "board_file",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("issue_id", COUNTED, ForeignKey("board_issue.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", sa.Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("content", sa.LargeBinary, nullable=False),
    Index(None, "issue_id", "id"),
    sqlite_autoincrement=True,
)

work = Table(
    "board_work",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("issue_id", COUNTED, ForeignKey("board_issue.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("seconds", sa.Integer, nullable=False),
    Column("started", Instant, nullable=False),
    Column("note", Text, nullable=False),
    Column("op", Text),
    Index(None, "issue_id", "id"),
    sa.UniqueConstraint("issue_id", "op"),
    sqlite_autoincrement=True,
)

version = Table(
    "board_version",
    metadata,
    Column("project", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("released_at", Instant),
    sqlite_with_rowid=False,
)
