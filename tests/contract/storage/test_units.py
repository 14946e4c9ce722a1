"""What holds for a unit of work on either database."""

import asyncio
from functools import partial

import pytest
import sqlalchemy as sa

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Database, Deadline, NoSuchEscalation, Stale, Work
from csopsbot.storage.database import open_database
from csopsbot.storage.units import MOST_TRIES
from tests.contract.storage.given import (
    NOW,
    claim_one,
    keys,
    later,
    notice,
    on_head,
    open_one,
    put,
)
from tests.databases import execute


class Stubborn:
    """A unit of work that finds itself stale so many times."""

    def __init__(self, stale: int) -> None:
        self.left = stale
        self.runs = 0

    def __call__(self, work: Work) -> str:
        self.runs += 1
        open_one(work, f"E{self.runs}")
        if self.left:
            self.left -= 1
            raise Stale
        return f"E{self.runs}"


async def opened(database: Database) -> list[str]:
    return [state.id for state in await database.read(lambda work: work.escalations.open(99))]


async def test_a_failing_unit_leaves_nothing_behind(database: Database) -> None:
    def fails(work: Work) -> None:
        open_one(work)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.run(fails)
    assert await opened(database) == []


async def test_a_failing_unit_takes_none_of_its_neighbours_along(database: Database) -> None:
    async def one(index: int) -> str:
        def unit(work: Work) -> str:
            open_one(work, f"E{index:02}")
            if index % 3 == 0:
                open_one(work, f"E{index:02}")
            return f"E{index:02}"

        try:
            return await database.run(unit)
        except sa.exc.IntegrityError:
            return "refused"

    answers = await asyncio.gather(*(one(index) for index in range(30)))
    kept = [f"E{index:02}" for index in range(30) if index % 3]
    assert sorted(answers) == kept + ["refused"] * 10
    assert sorted(await opened(database)) == kept


async def test_a_stale_unit_is_run_again_and_only_its_last_run_counts(database: Database) -> None:
    stubborn = Stubborn(stale=3)
    assert await database.run(stubborn) == "E4"
    assert await opened(database) == ["E4"]


async def test_a_unit_that_stays_stale_is_given_up(database: Database) -> None:
    stubborn = Stubborn(stale=99)
    with pytest.raises(Stale):
        await database.run(stubborn)
    assert stubborn.runs == MOST_TRIES
    assert await opened(database) == []


async def test_what_is_committed_can_be_read_elsewhere(
    database: Database, another: Database
) -> None:
    await database.run(open_one)
    assert await opened(another) == ["E1"]


async def test_a_reading_changes_nothing(database: Database) -> None:
    with pytest.raises((sa.exc.OperationalError, sa.exc.InternalError, StorageUnavailable)):
        await database.read(open_one)
    assert await opened(database) == []


async def test_a_reading_sees_one_state(database: Database, database_url: str) -> None:
    def twice(work: Work) -> list[bool]:
        before = work.inbox.was_hinted("jira", "1")
        execute(database_url, "INSERT INTO hint (tracker, issue_id, at) VALUES ('jira', '1', 0)")
        return [before, work.inbox.was_hinted("jira", "1")]

    assert await database.read(twice) == [False, False]
    assert await database.read(lambda work: work.inbox.was_hinted("jira", "1"))


async def test_an_answering_database_answers(database: Database) -> None:
    await database.ping()


async def test_nothing_is_done_by_a_database_that_was_closed(database_url: str) -> None:
    database = open_database(database_url)
    await database.run(open_one)
    await database.close()
    with pytest.raises(StorageUnavailable):
        await database.run(lambda work: open_one(work, "E2"))


async def test_closing_finishes_what_was_begun(database_url: str) -> None:
    database = open_database(database_url)
    begun = [
        asyncio.create_task(database.run(partial(open_one, id=f"E{index}"))) for index in range(5)
    ]
    await asyncio.sleep(0)
    await asyncio.gather(*begun)
    await database.close()
    reopened = open_database(database_url)
    assert len(await opened(reopened)) == 5
    await reopened.close()


async def test_an_error_of_the_rules_reaches_the_caller_as_it_is(database: Database) -> None:
    with pytest.raises(NoSuchEscalation):
        await database.run(lambda work: work.escalations.get("E404"))


async def test_an_iterator_that_ended_in_a_unit_is_told_as_an_error(database: Database) -> None:
    def ends(work: Work) -> None:
        next(iter(work.escalations.open(1)))

    with pytest.raises(RuntimeError, match="StopIteration"):
        await database.run(ends)
    assert (await database.run(open_one)).number == 1


async def test_a_commit_that_arms_a_lane_wakes_who_waits(database: Database) -> None:
    waiting = asyncio.create_task(database.wake.wait(3600))
    await put(database, notice())
    async with asyncio.timeout(30):
        await waiting


async def test_a_commit_that_armed_a_lane_before_wakes_who_comes_later(
    database: Database,
) -> None:
    await put(database, notice())
    async with asyncio.timeout(30):
        await database.wake.wait(3600)


async def test_a_deadline_wakes_who_waits(database: Database) -> None:
    await database.run(open_one)
    waiting = asyncio.create_task(database.wake.wait(3600))
    due = Deadline("d", later(5), "draft_reminder", "E1")
    await database.run(lambda work: work.deadlines.set(due))
    async with asyncio.timeout(30):
        await waiting


async def test_a_lane_given_back_with_something_in_it_wakes_who_waits(database: Database) -> None:
    await put(database, notice(), notice())
    claimed = await claim_one(database)
    await database.wake.wait(3600)
    waiting = asyncio.create_task(database.wake.wait(3600))
    await on_head(database, claimed, lambda work, entry: work.outbox.done(entry))
    await database.run(lambda work: work.outbox.release(claimed, NOW))
    async with asyncio.timeout(30):
        await waiting


async def test_waiting_ends_by_itself(database: Database) -> None:
    await database.wake.wait(0.01)


async def test_a_caller_that_gives_up_does_not_stop_the_others(database: Database) -> None:
    given_up = asyncio.create_task(database.run(open_one))
    await asyncio.sleep(0)
    given_up.cancel()
    await put(database, notice("a"))
    assert await keys(database, await claim_one(database)) == ["a"]
