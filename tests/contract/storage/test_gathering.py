"""Many escalations changed together are kept as if each had been changed by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from csopsbot.app.deadlines import HANDLERS, fire_due
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Database, Deadline, Stale, Work
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Place, Recorded
from csopsbot.domain.fold import evolve
from csopsbot.storage import tables as t
from tests.contract.storage.given import NOW, connection_of, later, notice, open_one, opening, said
from tests.unit.app.clocked import PROMISED
from tests.unit.app.house import INTAKE, MIA

DUE = Deadline("x:E1", later(60), "x", "E1")
KEPT = (t.escalation, t.history, t.effect, t.lane, t.deadline)


def open_three(work: Work) -> None:
    for number in (1, 2, 3):
        command = OpenEscalation(f"E{number}", f"V{number}", MIA, INTAKE, Place(f"C{number}"))
        open_escalation(work, command, PROMISED, NOW)


def everything(work: Work) -> list[list[tuple[object, ...]]]:
    connection = connection_of(work)
    kept = ([column for column in table.c if column is not t.effect.c.id] for table in KEPT)
    return [sorted(map(tuple, connection.execute(sa.select(*one))), key=repr) for one in kept]


def write_on(work: Work, id: str = "E1") -> Escalation:
    """Save an escalation with one more event."""
    state = work.escalations.get(id)
    record = Recorded(state.version + 1, later(state.version), said("hello"))
    state = evolve(state, record)
    work.escalations.save(state, [record])
    return state


@pytest.fixture
async def kept(database: Database) -> None:
    def unit(work: Work) -> None:
        for id in ("E1", "E2"):
            open_one(work, id, opening(Place("C1", id)))

    await database.run(unit)


async def test_deadlines_handled_together_leave_what_they_leave_one_by_one(
    database: Database,
) -> None:
    class Undone(Exception):
        pass

    left = []

    def together(work: Work) -> None:
        at = NOW + timedelta(hours=3)
        assert fire_due(work, PROMISED, at) == 3
        left.append(everything(work))
        raise Undone

    def one_by_one(work: Work) -> None:
        at = NOW + timedelta(hours=3)
        for deadline in work.deadlines.claim(at, 9):
            HANDLERS[deadline.kind](work, deadline, PROMISED, at)
        left.append(everything(work))

    await database.run(open_three)
    with pytest.raises(Undone):
        await database.run(together)
    await database.run(one_by_one)
    assert left[0] == left[1]
    assert len(left[0][1]) > 3


@pytest.mark.usefixtures("kept")
async def test_what_is_asked_meanwhile_is_answered_as_if_all_had_been_written(
    database: Database,
) -> None:
    def unit(work: Work) -> None:
        with work.together(["E1", "E2"]):
            states = [write_on(work), write_on(work)]
            work.deadlines.set_all([DUE, replace(DUE, key="gone", due_at=NOW)])
            work.deadlines.cancel("gone")
            work.outbox.put(notice(lane="a"), NOW)
            assert work.escalations.get("E1") == states[-1]
            assert [one.seq for one in work.escalations.history("E1")] == [1, 2, 3]
            assert work.escalations.numbered(states[-1].number) == states[-1]
            assert work.deadlines.next_due() == DUE.due_at
            assert work.outbox.next_due(["slack"]) == NOW
            write_on(work)
        assert work.escalations.get("E1").version == 4

    await database.run(unit)
    history = await database.read(lambda work: work.escalations.history("E1"))
    assert [one.seq for one in history] == [1, 2, 3, 4]


@pytest.mark.usefixtures("kept")
async def test_one_that_was_not_read_with_the_others_is_changed_too(database: Database) -> None:
    def unit(work: Work) -> None:
        with work.together(["E1"]):
            write_on(work, "E2")

    await database.run(unit)
    assert (await database.read(lambda work: work.escalations.get("E2"))).version == 2


@pytest.mark.usefixtures("kept")
async def test_no_state_is_kept_that_is_not_the_known_ones_successor(database: Database) -> None:
    def unit(work: Work) -> None:
        with work.together(["E1"]):
            old = work.escalations.get("E1")
            write_on(work)
            work.escalations.save(old, [Recorded(2, NOW, said("late"))])

    with pytest.raises(Stale):
        await database.run(unit)


@pytest.mark.usefixtures("kept")
async def test_no_state_is_kept_where_somebody_else_kept_another(database: Database) -> None:
    def unit(work: Work) -> None:
        connection = connection_of(work)
        with work.together(["E1", "E2"]):
            write_on(work)
            connection.execute(sa.update(t.escalation).values(version=9))

    with pytest.raises(Stale):
        await database.run(unit)


@pytest.mark.usefixtures("kept")
async def test_nothing_is_written_where_the_block_fails(database: Database) -> None:
    def fails(work: Work) -> None:
        with work.together(["E1"]):
            write_on(work)
            raise ZeroDivisionError

    def unit(work: Work) -> None:
        with pytest.raises(ZeroDivisionError):
            fails(work)
        assert work.escalations.get("E1").version == 1

    await database.run(unit)
