"""What an operator is shown of what has yet to leave and of what falls due."""

from csopsbot.app.ports import Database, Deadline, WaitingLane
from tests.contract.storage.given import LANE, NOW, claim_one, head, later, notice, open_one, put


async def waiting(database: Database) -> list[WaitingLane]:
    return await database.read(lambda work: work.outbox.waiting(10))


async def test_lanes_wait_with_what_is_in_them_until_it_has_left(database: Database) -> None:
    await put(database, notice("first"), notice("second"), notice("other", lane="slack:E2"))
    assert await waiting(database) == [
        WaitingLane(LANE, "slack", 2, NOW, 0),
        WaitingLane("slack:E2", "slack", 1, NOW, 0),
    ]


async def test_a_lane_that_rests_after_an_attempt_says_until_when(database: Database) -> None:
    await put(database, notice("first"))
    claim = await claim_one(database)
    entry = await head(database, claim)
    assert entry is not None
    await database.run(lambda work: work.outbox.again(claim, entry, later(60), outcome_known=True))
    assert await waiting(database) == [WaitingLane(LANE, "slack", 1, later(60), 1)]


async def test_what_falls_due_is_told_in_its_order_and_stays(database: Database) -> None:
    await database.run(open_one)
    ahead = [Deadline(f"k{at}", later(at), "look", "E1") for at in (60, 30, 90)]
    await database.run(lambda work: work.deadlines.set_all(ahead))
    for _ in "ab":
        told = await database.read(lambda work: work.deadlines.upcoming(2))
        assert [one.key for one in told] == ["k30", "k60"]
