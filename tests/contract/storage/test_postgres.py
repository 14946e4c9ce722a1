"""What holds for PostgreSQL alone: connections that break, transactions in each other's way."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Database, Deadline, Work
from csopsbot.domain.events import Place, Recorded
from csopsbot.storage.database import open_database
from tests.contract.storage.given import (
    NOW,
    claim_one,
    connection_of,
    head,
    notice,
    open_one,
    opening,
    put,
    said,
)
from tests.contract.storage.test_escalations import append
from tests.databases import Server, execute

DISCONNECT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
def url(postgres_server: Server) -> Iterator[str]:
    with postgres_server.fresh() as address:
        yield address


@pytest.fixture
async def one(url: str) -> AsyncIterator[Database]:
    opened = open_database(url, patience=0.2)
    yield opened
    await opened.close()


@pytest.fixture
async def other(url: str) -> AsyncIterator[Database]:
    opened = open_database(url)
    yield opened
    await opened.close()


async def test_connections_that_broke_while_idle_are_made_anew(one: Database, url: str) -> None:
    await asyncio.gather(*(one.run(lambda work: None) for _ in range(5)))
    execute(url, DISCONNECT)
    assert (await one.run(open_one)).number == 1
    assert len(await one.read(lambda work: work.escalations.open(9))) == 1


async def test_a_unit_whose_connection_breaks_before_the_commit_is_run_again(
    one: Database, url: str
) -> None:
    runs: list[int] = []

    def unit(work: Work) -> int:
        runs.append(open_one(work).number)
        if len(runs) == 1:
            execute(url, DISCONNECT)
        return work.escalations.get("E1").number

    assert await one.run(unit) == 2
    assert runs == [1, 2]


async def test_a_commit_whose_answer_is_lost_is_told_and_not_run_again(
    one: Database, url: str
) -> None:
    runs: list[int] = []

    def unit(work: Work) -> None:
        runs.append(open_one(work).number)
        execute(url, DISCONNECT)

    with pytest.raises(StorageUnavailable, match="answer to a commit was lost"):
        await one.run(unit)
    assert runs == [1]


async def test_a_server_that_is_not_there_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        open_database(f"postgresql:///nowhere?host={tmp_path}")


async def test_a_table_that_somebody_locked_for_long_does_not_answer(
    one: Database, url: str
) -> None:
    with psycopg.connect(url) as somebody:
        somebody.execute("LOCK TABLE escalation")
        with pytest.raises(StorageUnavailable):
            await one.run(open_one)
    assert (await one.run(open_one)).id == "E1"


def add_to(work: Work, *ids: str) -> None:
    """Append an event to each of the escalations, in their order."""
    for id in ids:
        state = work.escalations.get(id)
        append(work, state, Recorded(state.version + 1, NOW, said("Hm")))


async def test_units_that_wait_for_each_other_all_come_through(other: Database) -> None:
    await other.run(open_one)
    await other.run(lambda work: open_one(work, "E2"))
    await asyncio.gather(
        *(other.run(lambda work: add_to(work, "E1", "E2")) for _ in range(4)),
        *(other.run(lambda work: add_to(work, "E2", "E1")) for _ in range(4)),
    )
    states = await other.read(lambda work: work.escalations.open(9))
    assert [state.version for state in states] == [9, 9]


async def test_whoever_records_a_delivery_waits_for_the_escalation_before_the_lane(
    other: Database, url: str
) -> None:
    await other.run(open_one)
    await put(other, replace(notice(), escalation_id="E1"))
    claimed = await claim_one(other)
    with psycopg.connect(url) as somebody:
        somebody.execute("UPDATE escalation SET stage = stage WHERE id = 'E1'")
        recording = asyncio.create_task(other.run(lambda work: work.outbox.holds(claimed)))
        await somebody_waits(url)
        somebody.execute("SELECT FROM lane FOR UPDATE NOWAIT")
    assert await recording


async def somebody_waits(url: str) -> None:
    """Return once a transaction waits for a lock."""
    waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with psycopg.connect(url, autocommit=True) as watcher:
        while watcher.execute(waiting).fetchone() is None:
            await asyncio.sleep(0.01)


async def test_a_commit_wakes_other_processes(one: Database, other: Database) -> None:
    await listening(other)
    waiting = asyncio.create_task(other.wake.wait(3600))
    await put(one, notice())
    async with asyncio.timeout(30):
        await waiting


async def test_a_process_that_lost_its_connection_is_woken_again(
    one: Database, other: Database, url: str
) -> None:
    await listening(other)
    execute(url, DISCONNECT)
    await listening(other)
    waiting = asyncio.create_task(other.wake.wait(3600))
    await put(one, notice())
    async with asyncio.timeout(30):
        await waiting


async def listening(database: Database) -> None:
    """Return once the process listens: then its bell rings by itself for what it may have missed."""
    async with asyncio.timeout(30):
        await database.wake.wait(3600)


async def test_what_arms_nothing_wakes_nobody(one: Database, url: str) -> None:
    await put(one, notice())
    await claim_one(one)
    with psycopg.connect(url, autocommit=True) as somebody:
        somebody.execute("LISTEN csopsbot_wake")
        await put(one, notice())
        await one.run(open_one)
        assert list(somebody.notifies(timeout=0.1)) == []


async def test_a_process_suspended_in_a_transaction_is_cut_off(one: Database) -> None:
    shown = await one.run(
        lambda work: (
            connection_of(work)
            .execute(sa.text("SHOW idle_in_transaction_session_timeout"))
            .scalar_one()
        )
    )
    assert shown == "5s"


async def test_somebody_who_writes_in_a_lane_is_not_waited_for_by_a_claim(
    one: Database, url: str
) -> None:
    await put(one, notice(lane="a"), notice(lane="b"))
    with psycopg.connect(url) as somebody:
        somebody.execute("SELECT FROM lane WHERE key = 'a' FOR UPDATE")
        claimed = await claim_one(one)
    assert claimed.lane == "b"
    assert await head(one, claimed) is not None


async def test_a_deadline_of_an_escalation_that_somebody_changes_is_left_for_another_time(
    one: Database, url: str
) -> None:
    def unit(work: Work) -> None:
        for id in ("E1", "E2"):
            open_one(work, id, opening(Place("C1", id)))
            work.deadlines.set(Deadline(f"x:{id}", NOW, "x", id))

    await one.run(unit)
    with psycopg.connect(url) as somebody:
        somebody.execute("UPDATE escalation SET stage = stage WHERE id = 'E1'")
        claimed = await one.run(lambda work: work.deadlines.claim(NOW, 9))
    later = await one.run(lambda work: work.deadlines.claim(NOW, 9))
    assert [[each.escalation_id for each in every] for every in (claimed, later)] == [
        ["E2"],
        ["E1"],
    ]
