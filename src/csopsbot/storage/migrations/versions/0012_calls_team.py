"""What calls for the people of a team is found by the team, for their Home."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

IS_OPEN = sa.text("stage NOT IN ('resolved', 'declined', 'withdrawn')")


def upgrade() -> None:
    """Keep beside the escalation the team whose people it calls for.

    Of what has ever called it is read again whether it still does. In the JSON of a body, a quotation
    mark within a text has a backslash before it: nobody's words look like an alert.
    """
    op.add_column("escalation", sa.Column("calls_team", sa.Text()))
    op.execute(
        "UPDATE escalation SET calls_team = team"
        f" WHERE ({IS_OPEN} AND assignee IS NULL)"
        " OR (awaited_by IS NOT NULL AND body LIKE '%\"alerts\":[{%')"
    )
    op.create_index(op.f("ix_escalation_calls_team_number"), "escalation", ["calls_team", "number"])
