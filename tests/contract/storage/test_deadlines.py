import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from csopsbot.app.ports import Database, Deadline, Work
from csopsbot.domain.events import Place, Recorded, Withdrawn
from csopsbot.domain.fold import evolve
from tests.contract.storage.given import ANN, NOW, later, open_one, opening

DUE = Deadline("draft:E1:2", later(60), "draft_reminder", "E1", 2)
LOOK = Deadline("look:E1", later(60), "look", "E1", rank=1)


@pytest.fixture
async def kept(database: Database) -> None:
    await database.run(open_one)


async def keep(database: Database, *deadlines: Deadline) -> None:
    def unit(work: Work) -> None:
        for deadline in deadlines:
            work.deadlines.set(deadline)

    await database.run(unit)


async def claim(database: Database, at: datetime, limit: int = 10) -> list[Deadline]:
    return await database.run(lambda work: work.deadlines.claim(at, limit))


@pytest.mark.usefixtures("kept")
async def test_one_falls_due_at_its_time_and_once(database: Database) -> None:
    await keep(database, DUE)
    claims = [await claim(database, later(at)) for at in (59.999999, 60, 61)]
    assert claims == [[], [DUE], []]


@pytest.mark.usefixtures("kept")
async def test_what_was_missed_comes_oldest_first_and_no_more_than_asked(
    database: Database,
) -> None:
    await keep(database, *(replace(DUE, key=f"k{at}", due_at=later(at)) for at in (3, 1, 2)))
    first, rest = [await claim(database, later(99), 2) for _ in "ab"]
    assert [one.key for one in first] == ["k1", "k2"]
    assert [one.key for one in rest] == ["k3"]


@pytest.mark.usefixtures("kept")
async def test_of_what_is_due_the_lowest_rank_comes_first_and_the_oldest_of_it(
    database: Database,
) -> None:
    ranked = [(2, 1), (100, 0), (1, 3), (1, 2), (0, 50)]
    every = [replace(DUE, key=f"k{rank}.{at}", due_at=later(at), rank=rank) for rank, at in ranked]
    await database.run(lambda work: work.deadlines.set_all(every))
    first, rest = [await claim(database, later(10), 3) for _ in "ab"]
    assert [one.key for one in first] == ["k1.2", "k1.3", "k2.1"]
    assert [one.key for one in rest] == ["k100.0"]


async def test_every_open_escalation_can_be_let_fall_due_at_once(database: Database) -> None:
    def unit(work: Work) -> None:
        for id in ("E1", "E2", "E3", "E4"):
            state = open_one(work, id, opening(Place("C1", id)))
            if id in ("E3", "E4"):
                withdrawn = Recorded(2, NOW, Withdrawn(by=ANN))
                work.escalations.save(evolve(state, withdrawn), [withdrawn])
        work.deadlines.set_all([LOOK, replace(LOOK, key="look:E4", escalation_id="E4"), DUE])
        work.deadlines.set_for_open("look", NOW)

    await database.run(unit)
    claimed = await claim(database, NOW)
    assert [(one.key, one.due_at, one.rank) for one in claimed] == [
        ("look:E1", NOW, 1),
        ("look:E4", NOW, 1),
        ("look:E2", NOW, 100),
    ]
    assert await claim(database, later(99)) == [DUE]


async def test_one_that_is_due_already_is_not_put_off_with_the_others(database: Database) -> None:
    overdue = replace(LOOK, due_at=later(-60))

    def unit(work: Work) -> None:
        open_one(work)
        work.deadlines.set(overdue)
        work.deadlines.set_for_open("look", NOW)

    await database.run(unit)
    assert await claim(database, NOW) == [overdue]


@pytest.mark.usefixtures("kept")
async def test_one_that_is_set_again_is_moved(database: Database) -> None:
    moved = replace(DUE, due_at=later(600), subject=3, rank=7)
    await keep(database, DUE, moved)
    assert await database.read(lambda work: work.deadlines.next_due()) == later(600)
    assert await claim(database, later(600)) == [moved]


@pytest.mark.usefixtures("kept")
async def test_one_that_was_cancelled_does_not_fall_due(database: Database) -> None:
    await keep(database, DUE)
    for _ in range(2):
        await database.run(lambda work: work.deadlines.cancel(DUE.key))
    assert await database.read(lambda work: work.deadlines.next_due()) is None
    assert await claim(database, later(99)) == []


@pytest.mark.usefixtures("kept")
async def test_one_can_be_put_off_unless_it_was_moved_or_is_gone(database: Database) -> None:
    moved = replace(DUE, key="moved", due_at=later(70))
    await keep(database, DUE, moved)

    def unit(work: Work) -> None:
        for known in (DUE, replace(moved, due_at=later(1)), replace(DUE, key="gone")):
            work.deadlines.put_off(known, later(600))

    await database.run(unit)
    assert await claim(database, later(999)) == [moved, replace(DUE, due_at=later(600))]


@pytest.mark.usefixtures("kept")
async def test_each_falls_due_to_one_of_two_who_claim_at_once(
    database: Database, another: Database
) -> None:
    all_keys = [f"k{index}" for index in range(40)]
    await keep(database, *(replace(DUE, key=key) for key in all_keys))
    claims = await asyncio.gather(*(claim(one, later(99), 7) for one in [database, another] * 6))
    taken = [
        one.key for claimed in [*claims, await claim(database, later(99), 40)] for one in claimed
    ]
    assert sorted(taken) == sorted(all_keys)


@pytest.mark.usefixtures("kept")
async def test_one_whose_handling_failed_falls_due_again(database: Database) -> None:
    await keep(database, DUE)

    def fails(work: Work) -> None:
        work.deadlines.claim(later(99), 9)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.run(fails)
    assert await claim(database, later(99)) == [DUE]


async def test_none_is_due_where_there_is_none(database: Database) -> None:
    assert await database.read(lambda work: work.deadlines.next_due()) is None
    assert await claim(database, NOW) == []
