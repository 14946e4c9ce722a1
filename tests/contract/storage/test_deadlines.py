import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from csopsbot.app.ports import Database, Deadline, Work
from tests.contract.storage.given import NOW, later, open_one

DUE = Deadline("draft:E1:2", later(60), "draft_reminder", "E1", 2)


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
async def test_one_that_is_set_again_is_moved(database: Database) -> None:
    moved = replace(DUE, due_at=later(600), subject=3)
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
