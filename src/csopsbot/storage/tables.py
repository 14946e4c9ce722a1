"""The tables but the board's. What is asked for by value has a column; the rest of it is JSON in `body`."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, SmallInteger, Table, Text

from csopsbot.domain.stage import Stage
from csopsbot.storage.columns import BYTEWISE, COUNTED, Instant
from csopsbot.storage.metadata import metadata

# The same words in the index and in the query, for otherwise SQLite does not see that they agree.
IS_OPEN = sa.text(
    "stage NOT IN ({})".format(", ".join(f"'{stage}'" for stage in Stage if stage.closed))
)


def _escalation_id(*, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    return Column(
        "escalation_id",
        Text,
        ForeignKey("escalation.id"),
        nullable=nullable,
        primary_key=primary_key,
    )


counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", sa.BigInteger, nullable=False),
)

escalation = Table(
    "escalation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", sa.BigInteger, nullable=False, unique=True),
    Column("version", sa.Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("customer", Text, nullable=False),
    Column("assignee", Text),
    Column("opened_at", Instant, nullable=False),
    Column("support_channel", Text, nullable=False),
    Column("support_thread", Text),
    Column("tracker", Text),
    Column("issue_id", Text),
    Column("awaited_by", Text),
    Column("calls_team", Text),
    Column("body", Text, nullable=False),
    Index(None, "support_channel", "support_thread"),
    Index(None, "tracker", "issue_id"),
    Index("ix_escalation_open", "number", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    Index(
        "ix_escalation_taken",
        "assignee",
        "number",
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    ),
    Index(None, "awaited_by", "number"),
    Index(None, "calls_team", "number"),
)

history = Table(
    "history",
    metadata,
    _escalation_id(primary_key=True),
    Column("seq", sa.Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text),
    Column("body", Text, nullable=False),
)

surface = Table(
    "surface",
    metadata,
    _escalation_id(primary_key=True),
    Column("name", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("ts", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Index(None, "channel", "ts"),
    sqlite_with_rowid=False,
)

message = Table(
    "message",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("ts", Text, primary_key=True),
    _escalation_id(),
    Column("seq", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

issue = Table(
    "issue",
    metadata,
    Column("tracker", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("demand", Text, nullable=False, server_default=""),
    Column("updated_at", Instant),
    Column("lost", Text, nullable=False, server_default=""),
    Column("awaits", Text, nullable=False, server_default=""),
    Index(None, "tracker", "key"),
)

AWAITS = sa.text("awaits <> ''")
Index("ix_issue_awaits", issue.c.tracker, sqlite_where=AWAITS, postgresql_where=AWAITS)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("read_at", Instant, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("tracker", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("user", Text, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

# A lane is idle when RUN_AT is empty, leased until RUN_AT when it has a TOKEN, else due at RUN_AT.
lane = Table(
    "lane",
    metadata,
    Column("key", Text, primary_key=True),
    Column("target", Text, nullable=False),
    _escalation_id(nullable=True),
    Column("urgency", SmallInteger, nullable=False),
    Column("run_at", Instant),
    Column("token", Text),
    Column("blocked", Text, nullable=False, server_default=""),
)
lane_is_armed = lane.c.run_at.is_not(None)
lane_is_leased = lane.c.token.is_not(None)
Index(
    "ix_lane_due",
    lane.c.target,
    lane.c.urgency,
    lane.c.run_at,
    sqlite_where=lane_is_armed,
    postgresql_where=lane_is_armed,
)
IS_BLOCKED = sa.text("blocked <> ''")
Index("ix_lane_blocked", lane.c.key, sqlite_where=IS_BLOCKED, postgresql_where=IS_BLOCKED)
Index("ix_lane_token", lane.c.token, sqlite_where=lane_is_leased, postgresql_where=lane_is_leased)

# WAITING holds for a mirror until a call is made for it: there is one such row in a slot.
# Who is dead without a reason was only set aside.
effect = Table(
    "effect",
    metadata,
    Column("id", COUNTED, primary_key=True, autoincrement=True),
    Column("lane", Text, ForeignKey("lane.key"), nullable=False),
    _escalation_id(nullable=True),
    Column("key", Text, nullable=False, unique=True),
    Column("target", Text, nullable=False),
    Column("slot", Text),
    Column("waiting", sa.Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Column("urgency", SmallInteger, nullable=False),
    Column("tried_at", Instant),
    Column("attempts", sa.Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
    Column("dead_at", Instant),
    Column("reason", Text),
    sqlite_autoincrement=True,
)
IS_WAITING = sa.text("waiting")
is_alive = effect.c.dead_at.is_(None)
is_out = effect.c.dead_at.is_not(None)
is_dead = sa.and_(is_out, effect.c.reason.is_not(None))
is_aside = sa.and_(is_out, effect.c.reason.is_(None))
Index(
    "uq_effect_slot",
    effect.c.lane,
    effect.c.slot,
    unique=True,
    sqlite_where=IS_WAITING,
    postgresql_where=IS_WAITING,
)
Index(
    "ix_effect_alive",
    effect.c.lane,
    effect.c.id,
    sqlite_where=is_alive,
    postgresql_where=is_alive,
)
Index("ix_effect_dead", effect.c.dead_at, sqlite_where=is_out, postgresql_where=is_out)

inbox = Table(
    "inbox",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    sqlite_with_rowid=False,
)

newest = Table(
    "newest",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", BYTEWISE, nullable=False),
    sqlite_with_rowid=False,
)

hint = Table(
    "hint",
    metadata,
    Column("tracker", Text, primary_key=True),
    Column("issue_id", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

deadline = Table(
    "deadline",
    metadata,
    Column("key", Text, primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    _escalation_id(),
    Column("subject", sa.BigInteger, nullable=False),
    Column("rank", SmallInteger, nullable=False, server_default="100"),
    Index(None, "due_at", "rank"),
    sqlite_with_rowid=False,
)

reconciliation = Table(
    "reconciliation",
    metadata,
    Column("tracker", Text, primary_key=True),
    Column("project", Text, primary_key=True),
    Column("every_s", sa.Integer, nullable=False),
    Column("unheard_s", sa.Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("cursor", Instant, nullable=False),
    Column("checked_at", Instant),
    Column("heard_at", Instant),
    Column("failed_since", Instant),
    Column("problem", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

agreement = Table(
    "agreement",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("version", sa.Integer, primary_key=True),
    Column("effective_from", Instant, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("body", Text),
)

budget = Table(
    "budget",
    metadata,
    Column("key", Text, primary_key=True),
    Column("tat", Instant, nullable=False),
    Column("closed_until", Instant, nullable=False),
    sqlite_with_rowid=False,
)
