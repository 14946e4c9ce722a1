import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.pool import NullPool

from csopsbot.app.ports import Database
from csopsbot.storage import migrate
from csopsbot.storage.address import NoFolder, UnknownDatabase, parse
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import SchemaAhead, SchemaBehind, pending, upgrade
from csopsbot.storage.schema import metadata
from tests.databases import Files, Server, execute


def engine(url: str) -> sa.Engine:
    return sa.create_engine(parse(url), poolclass=NullPool)


def definitions(url: str) -> set[str]:
    """Return how the database itself describes its tables and indexes."""
    described = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }
    with engine(url).connect() as connection:
        rows = connection.scalars(sa.text(described[connection.dialect.name]))
        return {in_any_order(row) for row in rows if "alembic_version" not in row}


def revision(url: str) -> str:
    """Return the migration that the database was brought to."""
    with engine(url).connect() as connection:
        return str(MigrationContext.configure(connection).get_current_revision())


def in_any_order(definition: str) -> str:
    """Return the words of a definition, whose parts may stand in one order or the other."""
    return " ".join(sorted(definition.replace(",", " ").split()))


def test_migrations_make_the_tables_we_work_with(database_url: str) -> None:
    with engine(database_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_make_the_very_indexes_we_work_with(
    database_url: str, databases: Files | Server
) -> None:
    with databases.empty() as url:
        metadata.create_all(engine(url))
        assert definitions(database_url) == definitions(url)


def test_a_new_database_lacks_every_migration_and_then_none(databases: Files | Server) -> None:
    with databases.empty() as url:
        missing = pending(url)
        assert missing[0] == "0001"
        assert upgrade(url) == missing
        assert pending(url) == []
        assert upgrade(url) == []


def test_two_who_migrate_at_once_do_it_once(databases: Files | Server) -> None:
    applied: list[list[str]] = []
    with databases.empty() as url:
        threads = [threading.Thread(target=lambda: applied.append(upgrade(url))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(len(revisions) > 0 for revisions in applied) == [False, False, False, True]


def test_a_database_that_was_never_migrated_is_not_opened(databases: Files | Server) -> None:
    with databases.empty() as url, pytest.raises(SchemaBehind, match="csopsbot migrate"):
        open_database(url)


def test_a_database_of_a_newer_version_is_not_opened(database_url: str) -> None:
    current = revision(database_url)
    execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    try:
        with pytest.raises(SchemaAhead, match="csopsbot migrate"):
            open_database(database_url)
        with pytest.raises(SchemaAhead):
            upgrade(database_url)
    finally:
        execute(database_url, f"UPDATE alembic_version SET version_num = '{current}'")


@pytest.mark.parametrize(
    "url", ["", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "postgres", "//"]
)
def test_an_address_of_no_database_we_know_is_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase, match=r"sqlite:///.*postgresql://"):
        open_database(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_may_be_called_by_any_of_its_names(scheme: str) -> None:
    assert parse(f"{scheme}://host/name").drivername == "postgresql+psycopg"


def test_no_folder_is_made_for_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "mistyped"
    with pytest.raises(NoFolder, match=f"no folder {folder} .*CSOPSBOT_DATABASE_URL"):
        upgrade(f"sqlite:///{folder}/csopsbot.sqlite3")
    assert not folder.exists()


KEPT_BEFORE = """
INSERT INTO escalation (id, number, version, stage, team, severity, customer, opened_at,
    support_channel, assignee, body)
VALUES ('E1', 1, 1, 'new', 'core', 's1', 'Acme', 0, 'C1', NULL, '{"drafts":[]}'),
    ('E2', 2, 1, 'resolved', 'core', 's1', 'Acme', 0, 'C1', 'U2', '{"drafts":[{"state":"open"}]}'),
    ('E3', 3, 1, 'resolved', 'core', 's1', 'Acme', 0, 'C1', 'U2',
        '{"title":"\\"state\\":\\"open\\""}'),
    ('E4', 4, 1, 'taken', 'core', 's1', 'Acme', 0, 'C1', 'U2', '{"alerts":[]}'),
    ('E5', 5, 1, 'taken', 'core', 's1', 'Acme', 0, 'C1', 'U2', '{"alerts":[{"number":4}]}');
INSERT INTO history (escalation_id, seq, at, kind, actor, body)
SELECT id, 1, 0, 'opened', 'U1', '{}' FROM escalation
"""


def migrated(url: str, column: str) -> list[str | None]:
    """Return COLUMN of what was kept before, once it is migrated."""
    with engine(url).begin() as connection:
        command.upgrade(migrate._config(connection), "0010")
        for statement in KEPT_BEFORE.split(";"):
            connection.exec_driver_sql(statement)
    upgrade(url)
    with engine(url).connect() as connection:
        return list(connection.scalars(sa.text(f"SELECT {column} FROM escalation ORDER BY id")))


def test_what_is_not_over_when_it_is_migrated_is_awaited_by_who_opened_it(
    databases: Files | Server,
) -> None:
    with databases.empty() as url:
        assert migrated(url, "awaited_by") == ["U1", "U1", None, "U1", "U1"]


def test_what_nobody_took_or_ever_called_when_it_is_migrated_calls_for_its_team(
    databases: Files | Server,
) -> None:
    with databases.empty() as url:
        assert migrated(url, "calls_team") == ["core", None, None, None, "core"]


async def test_an_open_database_is_one_of_the_port(database: Database) -> None:
    await database.ping()
