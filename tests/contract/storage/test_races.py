"""What holds when two processes are at it at once; on SQLite they take turns, and it holds too."""

import asyncio

from csopsbot.app.ports import Claim, Database
from tests.contract.storage.given import LANE, NOW, claim, claim_one, keys, mirror, notice, put

ROUNDS = 60


async def give_back(database: Database, claimed: Claim) -> None:
    await database.run(lambda work: work.outbox.release(claimed, NOW))


async def test_no_lane_goes_to_two_who_claim_at_once(database: Database, another: Database) -> None:
    lanes = [f"lane{index:02}" for index in range(60)]
    await put(database, *(notice(lane=lane) for lane in lanes))
    claims = await asyncio.gather(*(claim(one, limit=7) for one in [database, another] * 5))
    taken = [claimed.lane for claims_of_one in claims for claimed in claims_of_one]
    left = [claimed.lane for claimed in await claim(database, limit=60)]
    assert sorted(taken + left) == lanes


async def test_what_arrives_while_a_lane_is_given_back_is_not_overlooked(
    database: Database, another: Database
) -> None:
    await put(database, notice("0"))
    for number in range(ROUNDS):
        claimed = await claim_one(another)
        assert await keys(another, claimed) == [str(number)]
        await asyncio.gather(put(database, notice(str(number + 1))), give_back(another, claimed))


async def test_of_a_mirror_ordered_by_many_at_once_one_waits(
    database: Database, another: Database
) -> None:
    await asyncio.gather(*(put(one, mirror()) for one in [database, another] * 10))
    assert len(await keys(database, await claim_one(database))) == 1


async def test_effects_that_arrive_at_once_all_wait(database: Database, another: Database) -> None:
    orders = [notice(f"n{index:02}") for index in range(20)]
    throughs = [database, another] * 10
    await asyncio.gather(*(put(one, order) for one, order in zip(throughs, orders, strict=True)))
    assert sorted(await keys(database, await claim_one(database))) == [one.key for one in orders]


async def test_a_lane_that_is_delivered_from_while_people_act_on_its_escalation_loses_nothing(
    database: Database, another: Database
) -> None:
    async def deliver() -> list[str]:
        found: list[str] = []
        while len(found) < ROUNDS:
            for claimed in await claim(another):
                found += await keys(another, claimed)
                await give_back(another, claimed)
        return found

    async def order() -> None:
        for number in range(ROUNDS):
            await put(database, notice(f"{number:02}", lane=LANE))

    delivered, _ = await asyncio.gather(deliver(), order())
    assert delivered == [f"{number:02}" for number in range(ROUNDS)]
