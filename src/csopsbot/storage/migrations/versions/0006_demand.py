"""An issue shows who waits on it: what it shows is remembered, so that only news is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Remember it beside the issue."""
    op.add_column("issue", sa.Column("demand", sa.Text, nullable=False, server_default=""))
