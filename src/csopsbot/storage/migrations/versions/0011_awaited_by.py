"""What somebody opened or has taken is found by the person, for their Home."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

IS_OPEN = sa.text("stage NOT IN ('resolved', 'declined', 'withdrawn')")


def upgrade() -> None:
    """Keep beside the escalation who still waits for its end.

    In the JSON of a body, a quotation mark within a text has a backslash before it: nobody's words
    look like the state of a draft.
    """
    op.add_column("escalation", sa.Column("awaited_by", sa.Text()))
    op.execute(
        "UPDATE escalation SET awaited_by = (SELECT actor FROM history"
        " WHERE history.escalation_id = escalation.id AND history.seq = 1)"
        f" WHERE {IS_OPEN} OR body LIKE '%\"state\":\"open\"%'"
    )
    op.create_index(
        "ix_escalation_taken",
        "escalation",
        ["assignee", "number"],
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
    op.create_index(
        op.f("ix_escalation_awaited_by_number"), "escalation", ["awaited_by", "number"]
    )
