import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.app import deadlines
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Database, Deadline, Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.events import Place
from csopsbot.worker.sweep import Sweep
from tests.unit.app.house import DESK, INTAKE, MIA


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # the sweep is run in real time here


class Fired:
    """Handlers that note what fell due; one of them cannot."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.subjects: list[int] = []
        patch.setitem(deadlines.HANDLERS, "note", self._note)
        patch.setitem(deadlines.HANDLERS, "fault", self._fault)

    def _note(self, work: Work, deadline: Deadline, desk: Desk, at: datetime) -> None:
        self.subjects.append(deadline.subject)

    def _fault(self, work: Work, deadline: Deadline, desk: Desk, at: datetime) -> None:
        raise KeyError(deadline.key)


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> Fired:
    return Fired(monkeypatch)


@asynccontextmanager
async def sweeping(database: Database, sweeps: int = 1) -> AsyncIterator[None]:
    stop = asyncio.Event()
    tasks = [asyncio.create_task(Sweep(database, DESK, now).run(stop)) for _ in range(sweeps)]
    yield
    stop.set()
    await asyncio.gather(*tasks)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


async def set_due(database: Database, kinds: list[str], *, in_s: float = 0.0) -> None:
    command = OpenEscalation("E1", "V1", MIA, INTAKE, Place("C_SUP"))
    await database.run(lambda work: open_escalation(work, command, DESK, now()))
    due = now() + timedelta(seconds=in_s)
    for number, kind in enumerate(kinds):
        deadline = Deadline(f"{kind}:{number}", due, kind, "E1", number)
        await database.run(lambda work, one=deadline: work.deadlines.set(one))  # type: ignore[misc]  # a default binds it


async def test_what_is_due_is_handled_once_however_many_sweep(
    database: Database, fired: Fired
) -> None:
    await set_due(database, ["note"] * 30)
    async with sweeping(database, sweeps=3):
        await until(lambda: len(fired.subjects) >= 30)
    assert sorted(fired.subjects) == list(range(30))


async def test_nothing_is_handled_before_its_time(database: Database, fired: Fired) -> None:
    await set_due(database, ["note"], in_s=0.5)
    begun = now()
    async with sweeping(database):
        await until(lambda: bool(fired.subjects))
    assert now() - begun >= timedelta(seconds=0.3)


async def test_one_that_cannot_be_handled_is_put_off_and_holds_up_no_other(
    database: Database, fired: Fired
) -> None:
    await set_due(database, ["note", "fault", "note"])
    async with sweeping(database):
        await until(lambda: {0, 2} <= set(fired.subjects))
    left = await database.read(lambda work: work.deadlines.next_due())
    assert left is not None
    assert left > now() + timedelta(minutes=50)
