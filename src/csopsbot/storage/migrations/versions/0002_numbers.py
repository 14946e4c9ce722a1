"""Escalations that are opened at once on PostgreSQL no longer wait for each other's numbers."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Go on counting in a sequence, where there are sequences."""
    if not op.get_bind().dialect.supports_sequences:
        return
    op.execute("LOCK TABLE counter IN EXCLUSIVE MODE")
    op.execute("CREATE SEQUENCE escalation_number")
    op.execute("SELECT setval('escalation_number', value) FROM counter WHERE name = 'escalation'")
    op.execute("DELETE FROM counter WHERE name = 'escalation'")
