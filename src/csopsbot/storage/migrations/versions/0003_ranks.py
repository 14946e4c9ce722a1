"""What is withdrawn counts as closed, and of what is due the most severe comes first."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

OPEN = sa.text("stage NOT IN ('resolved', 'declined', 'withdrawn')")


def upgrade() -> None:
    """Make the index of what is open again, and give deadlines a rank."""
    op.drop_index("ix_escalation_open", "escalation")
    op.create_index(
        "ix_escalation_open", "escalation", ["number"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.add_column(
        "deadline",
        sa.Column("rank", sa.SmallInteger(), server_default="100", nullable=False),
    )
    op.drop_index("ix_deadline_due_at", "deadline")
    op.create_index("ix_deadline_due_at_rank", "deadline", ["due_at", "rank"])
