"""What holds for SQLite alone: a file that others lock, fill, spoil or take away."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Database, Work
from csopsbot.storage.address import file_of, parse
from csopsbot.storage.database import open_database
from tests.contract.storage.given import connection_of, open_one
from tests.databases import Files


@pytest.fixture
def url(sqlite_files: Files) -> str:
    with sqlite_files.fresh() as address:
        return address


@pytest.fixture
def path(url: str) -> Path:
    path = file_of(parse(url))
    assert path is not None
    return path


@pytest.fixture
async def impatient(url: str) -> AsyncIterator[Database]:
    opened = open_database(url, patience=0.05)
    yield opened
    await opened.close()


def pragma(work: Work, words: str) -> int:
    return int(connection_of(work).exec_driver_sql(f"PRAGMA {words}").scalar_one())


def fill(work: Work) -> None:
    for index in range(200):
        open_one(work, f"full{index}")


async def test_a_file_that_somebody_else_writes_to_for_long_does_not_answer(
    impatient: Database, path: Path
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")
        units = [impatient.run(open_one) for _ in range(3)]
        for unit in asyncio.as_completed(units):
            with pytest.raises(StorageUnavailable):
                await unit
    assert (await impatient.run(open_one)).number == 1


async def test_a_reading_goes_on_while_somebody_writes(impatient: Database, path: Path) -> None:
    await impatient.run(open_one)
    with closing(sqlite3.connect(path, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        assert (await impatient.read(lambda work: work.escalations.get("E1"))).number == 1


async def test_a_full_disk_is_told_and_passes(impatient: Database) -> None:
    def shrink(work: Work) -> int:
        return pragma(work, f"max_page_count = {pragma(work, 'page_count')}")

    await impatient.run(shrink)
    with pytest.raises(StorageUnavailable):
        await impatient.run(fill)
    await impatient.run(lambda work: pragma(work, "max_page_count = 100000"))
    assert (await impatient.run(open_one)).number == 1


async def test_a_batch_that_cannot_be_committed_is_acknowledged_to_nobody(
    impatient: Database, url: str
) -> None:
    def spoil(work: Work) -> None:
        connection_of(work).exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection_of(work).exec_driver_sql("INSERT INTO message VALUES ('C1', '1.1', 'nobody', 1)")

    units = [impatient.run(open_one), impatient.run(spoil)]
    answers = await asyncio.gather(*units, return_exceptions=True)
    assert [type(answer) for answer in answers] == [sqlite3.IntegrityError] * 2
    assert await impatient.read(lambda work: work.escalations.open(9)) == []


async def test_a_unit_that_was_given_up_while_it_waited_is_not_run(impatient: Database) -> None:
    ran: list[str] = []
    loop = asyncio.get_running_loop()
    begun, go_on = asyncio.Event(), asyncio.Event()

    def slow(work: Work) -> None:
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()

    first = asyncio.create_task(impatient.run(slow))
    await begun.wait()
    second = asyncio.create_task(impatient.run(lambda work: ran.append("second")))
    await asyncio.sleep(0)
    second.cancel()
    go_on.set()
    await first
    await impatient.run(lambda work: ran.append("third"))
    assert ran == ["third"]


async def test_units_that_wait_together_share_a_commit(impatient: Database) -> None:
    await impatient.run(open_one)
    engine_commits: list[str] = []

    def watch(work: Work) -> None:
        raw = connection_of(work).connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.set_trace_callback(
            lambda statement: engine_commits.append(statement) if statement == "COMMIT" else None
        )

    await impatient.run(watch)
    engine_commits.clear()
    await asyncio.gather(*(impatient.run(lambda work: None) for _ in range(40)))
    assert 1 <= len(engine_commits) <= 3


def test_a_spoilt_file_is_said_to_be_unusable(path: Path, url: str) -> None:
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageUnavailable, match="not a database"):
        open_database(url)


def test_a_file_cut_short_is_said_to_be_unusable(path: Path, url: str) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StorageUnavailable, match="malformed"):
        open_database(url)


async def test_every_commit_is_on_the_disk(impatient: Database) -> None:
    full = 2
    assert await impatient.run(lambda work: pragma(work, "synchronous")) == full
    mode = await impatient.run(
        lambda work: connection_of(work).execute(sa.text("PRAGMA journal_mode")).scalar_one()
    )
    assert mode == "wal"
