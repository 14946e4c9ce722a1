"""Which versions an issue is planned for is found without reading it: their release changes no issue."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

AWAITS = sa.text("awaits <> ''")


def upgrade() -> None:
    """Keep beside the issue which versions it waits for."""
    op.add_column("issue", sa.Column("awaits", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_issue_awaits", "issue", ["tracker"], sqlite_where=AWAITS, postgresql_where=AWAITS
    )
