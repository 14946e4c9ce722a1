"""How far the clock had come when the database was last used."""

from dataclasses import replace
from pathlib import Path

from csopsbot.app.ports import Database, Work
from csopsbot.domain.events import Recorded
from csopsbot.storage.latest import latest
from tests.contract.storage.given import later, open_one, said


async def test_it_is_the_newest_event_of_any_history(database_url: str, database: Database) -> None:
    def fill(work: Work) -> None:
        first = open_one(work, "E1")
        open_one(work, "E2")
        work.escalations.save(replace(first, version=2), [Recorded(2, later(7), said("Any news?"))])

    await database.run(fill)

    assert latest(database_url) == later(7)


async def test_a_database_without_a_history_was_not_used(
    database_url: str, database: Database
) -> None:
    assert latest(database_url) is None


def test_a_file_that_is_not_there_was_not_used_and_is_not_made(tmp_path: Path) -> None:
    assert latest(f"sqlite:///{tmp_path}/none.db") is None
    assert list(tmp_path.iterdir()) == []
