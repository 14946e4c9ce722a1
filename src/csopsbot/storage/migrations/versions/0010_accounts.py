"""Who somebody of the chat is in a tracker is remembered where their address does not tell."""

import sqlalchemy as sa
from alembic import op

from csopsbot.storage.columns import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table of accounts."""
    op.create_table(
        "account",
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tracker", "person", name=op.f("pk_account")),
        sqlite_with_rowid=False,
    )
