from datetime import datetime
from itertools import permutations

import pytest

from csopsbot.app.effects import Order, Urgency
from csopsbot.app.ports import Claim, Database, Entry, Work
from tests.contract.storage.given import (
    LANE,
    LEASE,
    NOW,
    claim,
    claim_one,
    head,
    keys,
    later,
    mirror,
    notice,
    on_head,
    open_one,
    put,
)

ALERT, PERSON, ROUTINE = Urgency.ALERT_1, Urgency.PERSON, Urgency.ROUTINE
LEASE_END = LEASE.total_seconds()


async def release(database: Database, claimed: Claim, at: datetime = NOW) -> None:
    await database.run(lambda work: work.outbox.release(claimed, at))


async def intend(database: Database, claimed: Claim, at: datetime = NOW) -> Entry:
    """Note the intent for the head of a lane, and return it as it was before."""
    entry = await head(database, claimed)
    assert entry is not None
    await on_head(database, claimed, lambda work, entry: work.outbox.intend(entry, at))
    return entry


async def again(
    database: Database, claimed: Claim, entry: Entry, at: datetime, *, known: bool = True
) -> None:
    await database.run(lambda work: work.outbox.again(claimed, entry, at, outcome_known=known))


async def bury(database: Database, claimed: Claim) -> None:
    await on_head(database, claimed, lambda work, entry: work.outbox.bury(entry, "no use", NOW))


async def set_aside(database: Database, claimed: Claim) -> None:
    await on_head(database, claimed, lambda work, entry: work.outbox.set_aside(entry, NOW))


async def test_an_effect_comes_back_as_it_was_ordered(database: Database) -> None:
    await database.run(open_one)
    order = Order(
        "k",
        LANE,
        "slack",
        mirror().effect,
        slot="team",
        escalation_id="E1",
        urgency=Urgency.ALERT_1,
    )
    await put(database, order)
    entry = await head(database, await claim_one(database))
    assert entry == Entry(1, order, tried_at=None, attempts=0, created_at=NOW)


async def test_effects_of_a_lane_leave_in_the_order_they_came(database: Database) -> None:
    await put(database, notice("b"), notice("a"))
    await put(database, notice("c"), at=later(-60))
    assert await keys(database, await claim_one(database)) == ["b", "a", "c"]


async def test_a_key_that_waits_already_adds_nothing(database: Database) -> None:
    await put(database, notice("a"), notice("a"), notice("a", lane="slack:E2"))
    first, second = await claim(database)
    assert await keys(database, first) == ["a"]
    assert await keys(database, second) == []


async def test_a_mirror_that_waits_takes_newer_ones_in(database: Database) -> None:
    await put(database, mirror("m1"), notice("n"), mirror("m2"), mirror("m3"))
    assert await keys(database, await claim_one(database)) == ["m1", "n"]


async def test_of_several_effects_put_at_once_those_that_wait_already_add_nothing(
    database: Database,
) -> None:
    await put(database, mirror("m1"), notice("a"))
    await put(database, notice("b"), mirror("m2"), notice("a"), notice("c"))
    assert await keys(database, await claim_one(database)) == ["m1", "a", "b", "c"]


async def test_an_effect_put_alone_arms_its_lane(database: Database) -> None:
    await database.run(lambda work: work.outbox.put(notice("a"), NOW))
    assert await keys(database, await claim_one(database)) == ["a"]


async def test_mirrors_of_two_slots_both_wait(database: Database) -> None:
    other = Order("m2", LANE, "slack", mirror().effect, slot="support")
    await put(database, mirror("m1"), other)
    assert await keys(database, await claim_one(database)) == ["m1", "m2"]


async def test_a_mirror_under_way_lets_a_newer_one_queue(database: Database) -> None:
    await put(database, mirror("m1"))
    claimed = await claim_one(database)
    await intend(database, claimed)
    await put(database, mirror("m2"), mirror("m3"))
    assert await keys(database, claimed) == ["m1", "m2"]


async def test_a_mirror_that_was_refused_once_still_lets_a_newer_one_queue(
    database: Database,
) -> None:
    await put(database, mirror("m1"))
    claimed = await claim_one(database)
    entry = await intend(database, claimed)
    await put(database, mirror("m2"))
    await again(database, claimed, entry, NOW)
    assert await keys(database, await claim_one(database)) == ["m1", "m2"]


async def test_a_lane_is_claimed_by_one(database: Database) -> None:
    await put(database, notice())
    assert len(await claim(database)) == 1
    assert await claim(database) == []


async def test_a_lane_is_claimed_when_it_is_due(database: Database) -> None:
    await put(database, notice(), at=later(5))
    assert await claim(database, NOW) == []
    assert len(await claim(database, later(5))) == 1


async def test_lanes_of_other_targets_are_left_alone(database: Database) -> None:
    await put(database, notice(lane="tracker:E1", target="jira"), notice())
    assert [claimed.lane for claimed in await claim(database)] == [LANE]


async def test_a_claim_of_no_targets_claims_nothing(database: Database) -> None:
    await put(database, notice())
    assert await database.run(lambda work: work.outbox.claim(NOW, later(9), 5, [])) == []


@pytest.mark.parametrize("order", list(permutations((ALERT, PERSON, ROUTINE))))
async def test_what_is_most_urgent_is_claimed_first(
    database: Database, order: tuple[Urgency, ...]
) -> None:
    for index, urgency in enumerate(order):
        await put(database, notice(lane=urgency.name, urgency=urgency), at=later(index - 9))
    lanes = [claimed.lane for claimed in await claim(database, limit=2)]
    assert lanes == ["ALERT_1", "PERSON"]


async def test_of_what_is_equally_urgent_the_oldest_is_claimed(database: Database) -> None:
    for age in (1, 3, 2):
        await put(database, notice(lane=f"lane{age}"), at=later(-age))
    assert [claimed.lane for claimed in await claim(database, limit=1)] == ["lane3"]


async def test_an_urgent_effect_makes_its_lane_urgent_until_it_is_gone(
    database: Database,
) -> None:
    await put(database, notice("r1"), notice("a", urgency=Urgency.ALERT_1), notice("r2"))
    await put(database, notice(lane="other", urgency=Urgency.PERSON))
    claimed = (await claim(database, limit=1))[0]
    assert claimed.lane == LANE
    await on_head(database, claimed, lambda work, entry: work.outbox.done(entry))
    await on_head(database, claimed, lambda work, entry: work.outbox.done(entry))
    await release(database, claimed)
    assert [one.lane for one in await claim(database, limit=1)] == ["other"]


async def test_of_alerts_the_worst_is_first_and_then_the_oldest(database: Database) -> None:
    for lane, urgency in (("c", Urgency.ALERT_4), ("b", Urgency.ALERT_1), ("a", Urgency.ALERT_1)):
        await put(database, notice(lane, lane=lane, urgency=urgency))
    claims = [*(await claim(database, limit=2)), *(await claim(database, limit=2))]
    assert [one.lane for one in claims] == ["a", "b", "c"]


async def test_a_waiting_mirror_becomes_as_urgent_as_one_it_takes_in(
    database: Database,
) -> None:
    await put(database, mirror())
    claimed = await claim_one(database)
    await put(database, mirror(urgency=Urgency.ALERT_1))
    await release(database, claimed)
    await put(database, notice(lane="other", urgency=Urgency.PERSON), at=later(-5))
    assert [one.lane for one in await claim(database, limit=1)] == [LANE]


async def test_a_lease_that_ended_is_taken_over_under_another_token(database: Database) -> None:
    await put(database, notice())
    old = await claim_one(database)
    assert await claim(database, later(LEASE_END - 0.001)) == []
    new = await claim_one(database, later(LEASE_END))
    assert (new.lane, new.token != old.token) == (old.lane, True)


async def test_a_lease_that_was_prolonged_lasts(database: Database) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    await database.run(lambda work: work.outbox.extend([claimed.token], later(20)))
    assert await claim(database, later(LEASE_END)) == []
    assert len(await claim(database, later(20))) == 1


async def test_a_lane_that_was_lost_is_not_prolonged(database: Database) -> None:
    await put(database, notice())
    old = await claim_one(database)
    new = await claim_one(database, later(LEASE_END))
    await database.run(lambda work: work.outbox.extend([old.token], later(99)))
    assert (await claim_one(database, later(2 * LEASE_END))).lane == new.lane


async def test_who_lost_a_lane_changes_nothing_in_it(database: Database) -> None:
    await put(database, notice("a"))
    old = await claim_one(database)
    entry = await head(database, old)
    assert entry is not None
    new = await claim_one(database, later(LEASE_END))

    def unit(work: Work) -> bool:
        work.outbox.again(old, entry, later(99), outcome_known=True)
        work.outbox.pause(old, later(99))
        work.outbox.block(old, "nonsense")
        work.outbox.release(old, NOW)
        return work.outbox.holds(old)

    assert await database.run(unit) is False
    assert await head(database, old) is None
    assert await database.run(lambda work: work.outbox.holds(new))
    assert await keys(database, new) == ["a"]


async def test_an_effect_is_changed_only_in_a_unit_that_has_its_lane(database: Database) -> None:
    await put(database, notice("a"))
    claimed = await claim_one(database)
    entry = await head(database, claimed)
    assert entry is not None
    with pytest.raises(RuntimeError, match="ask `head` or `holds` first"):
        await database.run(lambda work: work.outbox.done(entry))
    assert await keys(database, claimed) == ["a"]


async def test_an_intent_is_kept_until_the_outcome_is_known(database: Database) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    before = await intend(database, claimed, later(1))
    await again(database, claimed, before, later(2), known=False)
    entry = await head(database, await claim_one(database, later(2)))
    assert entry is not None
    assert (entry.tried_at, entry.attempts) == (later(1), 1)


async def test_a_known_outcome_clears_the_intent_and_counts(database: Database) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    before = await intend(database, claimed, later(1))
    await again(database, claimed, before, later(2))
    entry = await head(database, await claim_one(database, later(2)))
    assert entry is not None
    assert (entry.tried_at, entry.attempts) == (None, 1)


async def test_an_attempt_that_nobody_came_back_from_counts(database: Database) -> None:
    await put(database, notice())
    await intend(database, await claim_one(database))
    entry = await head(database, await claim_one(database, later(LEASE_END)))
    assert entry is not None
    assert (entry.tried_at, entry.attempts) == (NOW, 1)


async def test_waiting_for_a_budget_does_not_count_as_an_attempt(database: Database) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    await database.run(lambda work: work.outbox.pause(claimed, later(3)))
    assert await claim(database, later(2.9)) == []
    entry = await head(database, await claim_one(database, later(3)))
    assert entry is not None
    assert entry.attempts == 0


async def test_a_lane_that_backs_off_is_not_armed_early_by_what_arrives(
    database: Database,
) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    await again(database, claimed, await intend(database, claimed), later(30))
    await put(database, notice(urgency=Urgency.ALERT_1), at=later(1))
    assert await claim(database, later(29.9)) == []
    assert len(await claim(database, later(30))) == 1


async def test_what_arrives_does_not_shorten_a_lease(database: Database) -> None:
    await put(database, notice())
    await claim_one(database)
    await put(database, notice(), at=later(1))
    assert await claim(database, later(LEASE_END - 0.1)) == []


async def test_what_arrived_under_the_lease_is_due_when_the_lane_is_given_back(
    database: Database,
) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    assert len(await keys(database, claimed)) == 1
    await put(database, notice("late"), at=later(1))
    await release(database, claimed, later(2))
    assert await keys(database, await claim_one(database, later(2))) == ["late"]


async def test_what_arrives_in_the_unit_that_gives_a_lane_back_is_due(database: Database) -> None:
    await put(database, notice())
    claimed = await claim_one(database)

    def unit(work: Work) -> None:
        entry = work.outbox.head(claimed)
        assert entry is not None
        work.outbox.put(notice("early"), NOW)
        work.outbox.bury(entry, "no use", NOW)
        entry = work.outbox.head(claimed)
        assert entry is not None
        work.outbox.done(entry)
        work.outbox.release(claimed, NOW)
        work.outbox.put(notice("late"), later(1))

    await database.run(unit)
    assert await keys(database, await claim_one(database, later(1))) == ["late"]


async def test_the_most_urgent_of_what_one_unit_puts_in_a_lane_counts(database: Database) -> None:
    await put(database, *(notice(urgency=urgency) for urgency in (ROUTINE, ALERT, PERSON)))
    await put(database, notice(lane="other", urgency=Urgency.PERSON), at=later(-9))
    assert [one.lane for one in await claim(database, limit=1)] == [LANE]


async def test_an_empty_lane_rests_until_something_arrives(database: Database) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    await keys(database, claimed)
    await release(database, claimed)
    assert await claim(database, later(9999)) == []
    await put(database, notice(), at=later(9999))
    assert len(await claim(database, later(9999))) == 1


async def test_the_next_time_is_that_of_the_first_lane_of_those_targets(
    database: Database,
) -> None:
    await put(database, notice(lane="a", urgency=Urgency.ALERT_1), at=later(3))
    await put(database, notice(lane="b"), at=later(2))
    await put(database, notice(lane="c", target="jira"), at=later(1))
    due = await database.read(lambda work: work.outbox.next_due(["slack"]))
    both = await database.read(lambda work: work.outbox.next_due(["slack", "jira"]))
    assert (due, both) == (later(2), later(1))


async def test_there_is_no_next_time_where_nothing_waits(database: Database) -> None:
    await put(database, notice(target="jira"))
    assert await database.read(lambda work: work.outbox.next_due(["slack"])) is None
    assert await database.read(lambda work: work.outbox.next_due([])) is None


async def test_a_buried_effect_lets_the_lane_go_on(database: Database) -> None:
    await put(database, notice("a"), notice("b"))
    claimed = await claim_one(database)
    await bury(database, claimed)
    assert await keys(database, claimed) == ["b"]
    (letter,) = await database.read(lambda work: work.outbox.dead(10))
    assert (letter.order.key, letter.reason, letter.dead_at) == ("a", "no use", NOW)


async def test_a_dead_letters_key_is_not_taken_again(database: Database) -> None:
    await put(database, notice("a"))
    await bury(database, await claim_one(database))
    await put(database, notice("a"))
    assert await keys(database, await claim_one(database, later(99))) == []


async def test_a_mirror_can_wait_where_another_died(database: Database) -> None:
    await put(database, mirror("m1"))
    claimed = await claim_one(database)
    await bury(database, claimed)
    await put(database, mirror("m2"))
    assert await keys(database, claimed) == ["m2"]


async def test_dead_letters_come_back_in_their_old_order(database: Database) -> None:
    await put(database, mirror("a"), notice("b"), notice("c"))
    claimed = await claim_one(database)
    for _ in "ab":
        await bury(database, claimed)
    await put(database, mirror("d"))
    letters = await database.read(lambda work: work.outbox.dead(10))
    revived = [letter.id for letter in letters]
    assert await database.run(lambda work: work.outbox.revive(revived, NOW)) == 2
    assert await keys(database, claimed) == ["a", "b", "c", "d"]


async def test_a_revived_dead_letter_arms_its_lane_for_an_operator_who_waits(
    database: Database,
) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    await bury(database, claimed)
    await release(database, claimed)
    await put(database, notice(lane="other"), at=later(-60))
    letters = await database.read(lambda work: work.outbox.dead(10))
    await database.run(lambda work: work.outbox.revive([letters[0].id], later(1)))
    assert [one.lane for one in await claim(database, later(1), limit=1)] == [LANE]


async def test_a_revived_one_is_tried_afresh_but_still_looked_for(database: Database) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    await intend(database, claimed)
    await bury(database, claimed)
    letters = await database.read(lambda work: work.outbox.dead(10))
    await database.run(lambda work: work.outbox.revive([letters[0].id], NOW))
    entry = await head(database, claimed)
    assert entry is not None
    assert (entry.attempts, entry.tried_at) == (0, NOW)


async def test_what_is_set_aside_is_in_nobodys_way_and_no_dead_letter(database: Database) -> None:
    await put(database, notice("a"), notice("b"))
    claimed = await claim_one(database)
    await set_aside(database, claimed)
    assert await keys(database, claimed) == ["b"]
    assert await database.read(lambda work: work.outbox.dead(10)) == []


async def test_what_was_set_aside_comes_back_in_its_old_order_and_untried(
    database: Database,
) -> None:
    await put(database, notice("a"), notice("b"))
    claimed = await claim_one(database)
    await intend(database, claimed)
    await set_aside(database, claimed)
    await release(database, claimed)
    await put(database, notice("c"))
    await database.run(lambda work: work.outbox.bring_back(LANE, NOW))
    again = await claim_one(database)
    entry = await head(database, again)
    assert entry is not None
    assert (entry.order.key, entry.attempts, entry.tried_at) == ("a", 0, None)
    assert await keys(database, again) == ["a", "b", "c"]


async def test_a_lane_at_rest_is_armed_by_what_comes_back(database: Database) -> None:
    await put(database, notice("a"))
    claimed = await claim_one(database)
    await set_aside(database, claimed)
    await release(database, claimed)
    assert await claim(database, later(99)) == []
    await database.run(lambda work: work.outbox.bring_back(LANE, later(99)))
    assert await keys(database, await claim_one(database, later(99))) == ["a"]


async def test_the_dead_are_not_brought_back(database: Database) -> None:
    await put(database, notice())
    await bury(database, await claim_one(database))
    await database.run(lambda work: work.outbox.bring_back(LANE, NOW))
    assert len(await database.read(lambda work: work.outbox.dead(10))) == 1


async def test_only_the_dead_are_revived(database: Database) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    entry = await head(database, claimed)
    assert entry is not None
    assert await database.run(lambda work: work.outbox.revive([entry.id, 404], NOW)) == 0
    assert await database.run(lambda work: work.outbox.revive([], NOW)) == 0


async def test_why_a_lane_stands_still_is_kept_and_cleared(
    database: Database,
) -> None:
    await put(database, notice())
    claimed = await claim_one(database)
    await database.run(lambda work: work.outbox.block(claimed, "The bot is not in the channel."))
    blocked = await database.read(lambda work: work.outbox.blocked(10))
    await database.run(lambda work: work.outbox.block(claimed, ""))
    assert [(one.lane, one.reason) for one in blocked] == [(LANE, "The bot is not in the channel.")]
    assert await database.read(lambda work: work.outbox.blocked(10)) == []
