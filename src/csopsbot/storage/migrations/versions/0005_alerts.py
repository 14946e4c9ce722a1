"""Among alerts the most severe goes first: what is less urgent than any alert makes room."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Count what a person waits for as 4 and routine as 5; there are no alerts yet but of 0."""
    for table in ("lane", "effect"):
        op.execute(f"UPDATE {table} SET urgency = urgency + 3 WHERE urgency > 0")
