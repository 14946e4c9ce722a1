import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from csopsbot.app import deadlines
from csopsbot.app.agreeing import adopt
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Database, Deadline, Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.events import Place
from csopsbot.storage.address import parse
from csopsbot.storage.database import open_database
from csopsbot.worker.sweep import AT_ONCE, Sweep
from tests.contract.worker import sweeper
from tests.contract.worker.sweeper import ONCE, TWICE, now
from tests.unit.app.agreed import desk
from tests.unit.app.clocked import OLA
from tests.unit.app.house import DESK, INTAKE, MIA

ROOT = Path(__file__).parents[3]
HOUR = timedelta(hours=1)


def agreed(work: Work, deadline: Deadline, desk: Desk, at: datetime) -> None:
    """Keep by what the deadline was handled."""
    for policy in desk.agreements.policies:
        work.inbox.first(ONCE, f"{deadline.key} {policy.name}", at)


def fault(work: Work, deadline: Deadline, desk: Desk, at: datetime) -> None:
    raise KeyError(deadline.key)


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, handler in {"note": sweeper.note, "agreed": agreed, "fault": fault}.items():
        monkeypatch.setitem(deadlines.HANDLERS, kind, handler)


@asynccontextmanager
async def sweeping(*databases: Database) -> AsyncIterator[None]:
    stop = asyncio.Event()
    tasks = [asyncio.create_task(Sweep(one, DESK, now).run(stop)) for one in databases]
    yield
    stop.set()
    await asyncio.gather(*tasks)


def kept(url: str, source: str = ONCE) -> list[str]:
    """Return what was handled, as it was committed."""
    with sa.create_engine(parse(url), poolclass=NullPool).connect() as connection:
        where = {"source": source}
        return list(
            connection.scalars(
                sa.text("SELECT key FROM inbox WHERE source = :source ORDER BY key"), where
            )
        )


async def until_idle(database: Database) -> None:
    """Return once nothing is due any more."""
    async with asyncio.timeout(30):
        while await due_within(database, timedelta(0)):
            await asyncio.sleep(0.01)


async def due_within(database: Database, span: timedelta) -> bool:
    due = await database.read(lambda work: work.deadlines.next_due())
    return due is not None and due <= now() + span


async def set_due(database: Database, kinds: list[str], *, in_s: float = 0.0) -> list[str]:
    """Let something of each kind fall due, and return the keys."""
    command = OpenEscalation("E1", "V1", MIA, INTAKE, Place("C_SUP"))
    due = now() + timedelta(seconds=in_s)
    every = [
        Deadline(f"{number:03} {kind}", due, kind, "E1", number)
        for number, kind in enumerate(kinds)
    ]

    def unit(work: Work) -> None:
        open_escalation(work, command, DESK, now())
        work.deadlines.set_all(every)

    await database.run(unit)
    return [one.key for one in every]


async def test_what_is_due_is_handled_once_however_many_sweep(
    database: Database, database_url: str
) -> None:
    keys = await set_due(database, ["note"] * 3 * AT_ONCE)
    others = [open_database(database_url) for _ in range(3)]
    async with sweeping(database, database, *others):
        await until_idle(database)
    for other in others:
        await other.close()
    assert kept(database_url) == keys
    assert kept(database_url, TWICE) == []


async def test_what_a_killed_process_was_at_is_handled_by_another_and_once(
    database: Database, database_url: str
) -> None:
    keys = await set_due(database, ["note"] * 3 * AT_ONCE)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.contract.worker.sweeper", database_url),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    for _ in range(AT_ONCE + AT_ONCE // 2):
        await process.stdout.readline()
    process.kill()
    await process.wait()
    async with sweeping(database):
        await until_idle(database)
    assert kept(database_url) == keys
    assert kept(database_url, TWICE) == []


async def test_nothing_is_handled_before_its_time(database: Database, database_url: str) -> None:
    await set_due(database, ["note"], in_s=0.5)
    begun = now()
    async with sweeping(database):
        async with asyncio.timeout(20):
            while not kept(database_url):
                await asyncio.sleep(0.01)
    assert now() - begun >= timedelta(seconds=0.3)


async def test_those_that_cannot_be_handled_are_put_off_and_hold_up_no_others(
    database: Database, database_url: str
) -> None:
    keys = await set_due(database, ["note", "fault", "note", "fault", "note"])
    async with sweeping(database, database):
        await until_idle(database)
    assert kept(database_url) == [key for key in keys if key.endswith("note")]
    assert not await due_within(database, 0.8 * HOUR)
    assert await due_within(database, HOUR)


async def test_deadlines_are_handled_by_what_others_read_of_a_newer_desk_file(
    database: Database, database_url: str
) -> None:
    async with sweeping(database):
        await database.run(lambda work: adopt(work, desk(OLA), now()))
        await set_due(database, ["agreed"])
        await until_idle(database)
    assert kept(database_url) == ["000 agreed internal v1"]
