"""The boards know priorities, versions, files, hours, and who changed what."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Widen the issues, and make a table for each kind of what hangs on them."""
    _widen_issues()
    _make_changes()
    _make_files()
    _make_work()
    _make_versions()


def _widen_issues() -> None:
    op.add_column(
        "board_issue", sa.Column("priority", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "board_issue", sa.Column("versions", sa.Text(), nullable=False, server_default="[]")
    )
    op.create_index(
        "ix_board_issue_project_updated_at_id", "board_issue", ["project", "updated_at", "id"]
    )


def _make_changes() -> None:
    _table_of_an_issue(
        "board_change",
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
    )


def _make_files() -> None:
    _table_of_an_issue(
        "board_file",
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )


def _make_work() -> None:
    _table_of_an_issue(
        "board_work",
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("op", sa.Text()),
        sa.UniqueConstraint("issue_id", "op", name="uq_board_work_issue_id_op"),
    )


def _make_versions() -> None:
    op.create_table(
        "board_version",
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("released_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("project", "name", name="pk_board_version"),
        sqlite_with_rowid=False,
    )


def _table_of_an_issue(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", COUNTED, autoincrement=True, nullable=False),
        sa.Column("issue_id", COUNTED, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["board_issue.id"], name=f"fk_{name}_issue_id_board_issue"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_issue_id_id", name, ["issue_id", "id"])
