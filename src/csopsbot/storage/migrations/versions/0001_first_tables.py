"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def where(condition: str) -> dict[str, Any]:
    """Return what makes an index partial on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    """Make them."""
    make_counter()
    make_escalation()
    make_history()
    make_surfaces()
    make_readings()
    make_lane()
    make_effect()
    make_inbox()
    make_deadlines()
    make_board_issue()
    make_board_comment()


def make_counter() -> None:
    """What numbers and keys are counted by."""
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )


def make_escalation() -> None:
    """An escalation as it is."""
    op.create_table(
        "escalation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text()),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("support_channel", sa.Text(), nullable=False),
        sa.Column("support_thread", sa.Text()),
        sa.Column("tracker", sa.Text()),
        sa.Column("issue_id", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_escalation"),
        sa.UniqueConstraint("number", name="uq_escalation_number"),
    )
    op.create_index(
        "ix_escalation_open",
        "escalation",
        ["number"],
        **where("stage NOT IN ('resolved', 'declined')"),
    )
    op.create_index(
        "ix_escalation_support_channel_support_thread",
        "escalation",
        ["support_channel", "support_thread"],
    )
    op.create_index("ix_escalation_tracker_issue_id", "escalation", ["tracker", "issue_id"])


def make_history() -> None:
    """What happened to it."""
    op.create_table(
        "history",
        sa.Column("escalation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name="fk_history_escalation_id_escalation"
        ),
        sa.PrimaryKeyConstraint("escalation_id", "seq", name="pk_history"),
    )


def make_surfaces() -> None:
    """Where its cards stand, and which message said what."""
    op.create_table(
        "surface",
        sa.Column("escalation_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name="fk_surface_escalation_id_escalation"
        ),
        sa.PrimaryKeyConstraint("escalation_id", "name", name="pk_surface"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_surface_channel_ts", "surface", ["channel", "ts"])
    op.create_table(
        "message",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("escalation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name="fk_message_escalation_id_escalation"
        ),
        sa.PrimaryKeyConstraint("channel", "ts", name="pk_message"),
        sqlite_with_rowid=False,
    )


def make_readings() -> None:
    """What was last read of issues and people."""
    op.create_table(
        "issue",
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tracker", "id", name="pk_issue"),
    )
    op.create_index("ix_issue_tracker_key", "issue", ["tracker", "key"])
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )


def make_lane() -> None:
    """Lanes in which effects wait."""
    op.create_table(
        "lane",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("escalation_id", sa.Text()),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("run_at", sa.BigInteger()),
        sa.Column("token", sa.Text()),
        sa.Column("blocked", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name="fk_lane_escalation_id_escalation"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_lane"),
    )
    op.create_index("ix_lane_blocked", "lane", ["key"], **where("blocked <> ''"))
    op.create_index(
        "ix_lane_due", "lane", ["target", "urgency", "run_at"], **where("run_at IS NOT NULL")
    )
    op.create_index("ix_lane_token", "lane", ["token"], **where("token IS NOT NULL"))


def make_effect() -> None:
    """What the outside is owed."""
    op.create_table(
        "effect",
        sa.Column("id", COUNTED, autoincrement=True, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("escalation_id", sa.Text()),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text()),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("tried_at", sa.BigInteger()),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("dead_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name="fk_effect_escalation_id_escalation"
        ),
        sa.ForeignKeyConstraint(["lane"], ["lane.key"], name="fk_effect_lane_lane"),
        sa.PrimaryKeyConstraint("id", name="pk_effect"),
        sa.UniqueConstraint("key", name="uq_effect_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_effect_alive", "effect", ["lane", "id"], **where("dead_at IS NULL"))
    op.create_index("ix_effect_dead", "effect", ["dead_at"], **where("dead_at IS NOT NULL"))
    op.create_index("uq_effect_slot", "effect", ["lane", "slot"], unique=True, **where("waiting"))


def make_inbox() -> None:
    """Which deliveries came in, and how far each source has come."""
    op.create_table(
        "inbox",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", "key", name="pk_inbox"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_inbox_at", "inbox", ["at"])
    op.create_table(
        "newest",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_newest"),
        sqlite_with_rowid=False,
    )


def make_deadlines() -> None:
    """What falls due, and what is left of the vendors' limits."""
    op.create_table(
        "hint",
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("issue_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tracker", "issue_id", name="pk_hint"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deadline",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("escalation_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name="fk_deadline_escalation_id_escalation"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_deadline"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deadline_due_at", "deadline", ["due_at"])
    op.create_table(
        "budget",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tat", sa.BigInteger(), nullable=False),
        sa.Column("closed_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_budget"),
        sqlite_with_rowid=False,
    )


def make_board_issue() -> None:
    """The built-in tracker's issues."""
    op.create_table(
        "board_issue",
        sa.Column("id", COUNTED, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text()),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_board_issue"),
        sa.UniqueConstraint("key", name="uq_board_issue_key"),
        sa.UniqueConstraint("ref", name="uq_board_issue_ref"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_board_issue_project_id", "board_issue", ["project", "id"])


def make_board_comment() -> None:
    """Their comments."""
    op.create_table(
        "board_comment",
        sa.Column("id", COUNTED, autoincrement=True, nullable=False),
        sa.Column("issue_id", COUNTED, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.Text()),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["board_issue.id"], name="fk_board_comment_issue_id_board_issue"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_board_comment"),
        sa.UniqueConstraint("issue_id", "op", name="uq_board_comment_issue_id_op"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_board_comment_issue_id_id", "board_comment", ["issue_id", "id"])
