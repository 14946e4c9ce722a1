import asyncio
from datetime import datetime

from csopsbot.app.ports import Database
from tests.contract.storage.given import NOW, later


async def newest(database: Database, at: str) -> bool:
    return await database.run(lambda work: work.inbox.newest("reaction", at))


async def first(database: Database, key: str, at: datetime = NOW) -> bool:
    return await database.run(lambda work: work.inbox.first("slack", key, at))


async def test_what_comes_twice_counts_once(database: Database) -> None:
    assert [await first(database, "Ev1"), await first(database, "Ev1")] == [True, False]


async def test_the_same_key_from_another_source_is_another(database: Database) -> None:
    assert await database.run(lambda work: work.inbox.first("slack", "1", NOW))
    assert await database.run(lambda work: work.inbox.first("jira", "1", NOW))


async def test_of_many_twins_at_once_one_counts(database: Database, another: Database) -> None:
    firsts = await asyncio.gather(*(first(one, "Ev1") for one in [database, another] * 8))
    assert sum(firsts) == 1


async def test_what_is_older_than_something_before_is_not_newest(database: Database) -> None:
    told = ["1700000000.000100", "1700000000.000100", "1600000000.000000", "1700000000.000200"]
    assert [await newest(database, at) for at in told] == [True, True, False, True]


async def test_later_is_told_byte_by_byte(database: Database) -> None:
    assert [await newest(database, at) for at in "Zaé"] == [True, True, True]


async def test_an_issue_is_remembered_as_spoken_of(database: Database) -> None:
    for _ in range(2):
        await database.run(lambda work: work.inbox.hint("jira", "10001", NOW))
    assert await database.read(lambda work: work.inbox.was_hinted("jira", "10001"))
    assert not await database.read(lambda work: work.inbox.was_hinted("local", "10001"))


async def test_what_was_forgotten_counts_as_new(database: Database) -> None:
    await first(database, "old", NOW)
    await first(database, "young", later(60))
    assert await database.run(lambda work: work.inbox.forget(later(30))) == 1
    assert await first(database, "old", later(90))
    assert not await first(database, "young", later(90))


async def test_hints_and_times_are_forgotten_as_well(database: Database) -> None:
    await database.run(lambda work: work.inbox.hint("jira", "old", NOW))
    await database.run(lambda work: work.inbox.hint("jira", "young", later(60)))
    await newest(database, f"{later(60).timestamp():.6f}")
    await database.run(lambda work: work.inbox.forget(later(30)))
    assert not await newest(database, f"{NOW.timestamp():.6f}")
    assert not await database.read(lambda work: work.inbox.was_hinted("jira", "old"))
    assert await database.read(lambda work: work.inbox.was_hinted("jira", "young"))
    await database.run(lambda work: work.inbox.forget(later(90)))
    assert await newest(database, f"{NOW.timestamp():.6f}")
