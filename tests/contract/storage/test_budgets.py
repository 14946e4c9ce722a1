import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest

from csopsbot.app.effects import Urgency
from csopsbot.app.ports import Budget, Database
from csopsbot.storage.database import open_database
from tests.contract.storage.given import NOW, later

POST = Budget("post:T1", per_minute=60, burst=3)
CHANNEL = Budget("post:T1:C1", per_minute=60)
WIDE = Budget("update:T1", per_minute=60, burst=10)


async def take(
    database: Database,
    *budgets: Budget,
    at: float = 0,
    urgency: Urgency = Urgency.PERSON,
) -> float | None:
    """Return in how many seconds from NOW to come back, None if the call may be made."""
    free = await database.run(lambda work: work.budgets.take(budgets, later(at), urgency))
    return None if free is None else (free - NOW).total_seconds()


async def takes(
    database: Database, budget: Budget, moments: Sequence[float], urgency: Urgency
) -> list[float | None]:
    return [await take(database, budget, at=at, urgency=urgency) for at in moments]


@pytest.mark.parametrize(
    ("budget", "urgency", "moments", "answers"),
    [
        (CHANNEL, Urgency.PERSON, [0, 0, 0.5, 1, 1.5, 2], [None, 1, 1, None, 2, None]),
        (POST, Urgency.PERSON, [0, 0, 0, 0], [None, None, None, 1]),
        (POST, Urgency.PERSON, [0, 0, 0, 1, 1], [None, None, None, None, 2]),
        (POST, Urgency.PERSON, [0, 0, 0, 99, 99, 99, 99], [None] * 6 + [100]),
        (POST, Urgency.PERSON, [9, 8, 7], [None, None, 9]),
        (WIDE, Urgency.ROUTINE, [0] * 9, [None] * 8 + [1]),
        (WIDE, Urgency.ALERT_1, [0] * 11, [None] * 10 + [1]),
        (Budget("slow", 0.5), Urgency.PERSON, [0, 60, 120], [None, 120, None]),
        (Budget("two", 60, 2), Urgency.ROUTINE, [0, 0, 0], [None, None, 1]),
    ],
)
async def test_calls_are_let_through_at_the_budgets_rate(
    database: Database,
    budget: Budget,
    urgency: Urgency,
    moments: list[float],
    answers: list[float | None],
) -> None:
    assert await takes(database, budget, moments, urgency) == answers


async def test_people_and_alerts_may_use_what_routine_may_not(database: Database) -> None:
    await takes(database, WIDE, [0] * 8, Urgency.ROUTINE)
    assert await take(database, WIDE, urgency=Urgency.ROUTINE) == 1
    assert await take(database, WIDE, urgency=Urgency.PERSON) is None
    assert await take(database, WIDE, urgency=Urgency.ALERT_1) is None


async def test_of_several_budgets_all_are_used_or_none(database: Database) -> None:
    assert await take(database, CHANNEL) is None
    assert await take(database, POST, CHANNEL) == 1
    assert await takes(database, POST, [0] * 4, Urgency.PERSON) == [None, None, None, 1]


async def test_the_emptiest_budget_says_when_to_come_back(database: Database) -> None:
    slow = Budget("slow", per_minute=6)
    await take(database, slow, CHANNEL)
    assert await take(database, CHANNEL, slow) == 10


async def test_a_call_that_costs_nothing_may_be_made(database: Database) -> None:
    assert await take(database) is None


@pytest.mark.parametrize("urgency", list(Urgency))
async def test_nobody_calls_before_the_time_the_vendor_asked_for(
    database: Database, urgency: Urgency
) -> None:
    await database.run(lambda work: work.budgets.close(WIDE.key, later(30)))
    assert await take(database, WIDE, urgency=urgency) == 30
    assert await take(database, WIDE, at=30, urgency=urgency) is None


async def test_a_shorter_wish_does_not_undo_a_longer_one(database: Database) -> None:
    await take(database, WIDE)
    for seconds in (30, 5):
        await close(database, later(seconds))
    assert await take(database, WIDE, at=6) == 30


async def close(database: Database, until: datetime) -> None:
    await database.run(lambda work: work.budgets.close(WIDE.key, until))


async def test_what_was_used_is_known_after_a_restart(
    database: Database, database_url: str
) -> None:
    await take(database, CHANNEL)
    await close(database, later(30))
    reopened = open_database(database_url)
    assert await take(reopened, CHANNEL) == 1
    assert await take(reopened, WIDE) == 30
    await reopened.close()


async def test_together_all_replicas_use_no_more_than_the_burst(
    database: Database, another: Database
) -> None:
    other = Budget("a:first:in:order", per_minute=600, burst=99)
    answers = await asyncio.gather(
        *(take(one, WIDE, other) for one in [database, another] * 10),
        *(take(one, other, WIDE) for one in [database, another] * 10),
    )
    assert answers.count(None) == 10


async def test_what_nobody_has_used_for_a_day_is_forgotten(database: Database) -> None:
    await take(database, POST)
    await take(database, CHANNEL, at=86_400)
    assert await database.run(lambda work: work.budgets.forget(later(3_600))) == 1
