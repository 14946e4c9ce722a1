"""Whether a mirror has yet to be shown."""

from csopsbot.app.ports import Database
from tests.contract.storage.given import LANE, NOW, claim_one, keys, mirror, on_head, put


async def owes(database: Database, lane: str = LANE, slot: str = "team") -> bool:
    return await database.read(lambda work: work.outbox.owes(lane, slot))


async def test_a_mirror_is_owed_while_it_waits_and_while_it_is_under_way(
    database: Database,
) -> None:
    await put(database, mirror())
    waits = await owes(database)
    claimed = await claim_one(database)
    await on_head(database, claimed, lambda work, entry: work.outbox.intend(entry, NOW))
    under_way = await owes(database)
    await keys(database, claimed)
    assert (waits, under_way, await owes(database)) == (True, True, False)


async def test_a_mirror_of_another_slot_or_lane_is_not_owed(database: Database) -> None:
    await put(database, mirror())
    assert not await owes(database, slot="support")
    assert not await owes(database, lane="slack:E2")


async def test_a_mirror_that_was_given_up_is_not_owed(database: Database) -> None:
    await put(database, mirror())
    claimed = await claim_one(database)
    await on_head(database, claimed, lambda work, entry: work.outbox.bury(entry, "no use", NOW))
    assert not await owes(database)
