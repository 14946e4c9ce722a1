"""What is known of each project of a tracker is kept in step, whatever became of its webhooks."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table of what is looked at when, and note of issues when they changed."""
    op.create_table(
        "reconciliation",
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("every_s", sa.Integer(), nullable=False),
        sa.Column("unheard_s", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("checked_at", sa.BigInteger()),
        sa.Column("heard_at", sa.BigInteger()),
        sa.Column("failed_since", sa.BigInteger()),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("tracker", "project", name="pk_reconciliation"),
        sqlite_with_rowid=False,
    )
    op.add_column("issue", sa.Column("updated_at", sa.BigInteger()))
    op.add_column("issue", sa.Column("lost", sa.Text(), server_default="", nullable=False))
