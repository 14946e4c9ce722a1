import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from csopsbot.app.effects import Order, PostWebhook
from csopsbot.app.failures import Invalid
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Call, Database, Work
from csopsbot.app.receipts import Receipt
from csopsbot.domain.events import Place
from csopsbot.worker.relay import Pace, Relay
from tests.contract.worker.vendor import LATE_S, OneIssue, Vendor
from tests.unit.app.house import DESK, INTAKE, MIA

PATIENCE = Patience(settle=timedelta(seconds=4 * LATE_S), first=timedelta(milliseconds=10))
LEASE = timedelta(seconds=2)
ESCALATIONS = 25


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # the relay is run in real time here


def vendor(faults: float) -> Vendor:
    return Vendor(random.Random(1), now, faults)


def relay(database: Database, slack: Vendor, tracker: Vendor) -> Relay:
    return Relay(
        database,
        {"slack": slack, "local": tracker},
        DESK,
        now,
        random.Random(1).random,
        PATIENCE,
        Pace(lease=LEASE, poll_s=0.1, margin_s=0.2),
    )


def opening(number: int) -> Callable[[Work], object]:
    command = OpenEscalation(f"E{number}", f"V{number}", MIA, INTAKE, Place("C_SUP"))
    return lambda work: open_escalation(work, command, DESK, now())


async def open_many(database: Database) -> None:
    await asyncio.gather(*(database.run(opening(number)) for number in range(ESCALATIONS)))


async def until_delivered(slack: Vendor, tracker: Vendor) -> None:
    """Wait until as many different effects arrived as are owed, and a late one could have."""
    while len(set(slack.posts)) < 2 * ESCALATIONS or len(set(tracker.posts)) < ESCALATIONS:
        await asyncio.sleep(0.02)
    await asyncio.sleep(6 * LATE_S)


def out_of_order(posts: Sequence[str]) -> list[str]:
    """Return the escalations whose team card came before the support card."""
    first = {key: posts.index(key) for key in posts}
    return [
        f"E{number}"
        for number in range(ESCALATIONS)
        if first[f"E{number}:support:1"] > first[f"E{number}:team:1"]
    ]


@pytest.mark.parametrize(("seed", "kind"), [(3, Vendor), (11, Vendor), (5, OneIssue)])
async def test_each_effect_is_seen_exactly_once_and_in_order_through_faults_and_crashes(
    database: Database, seed: int, kind: type[Vendor]
) -> None:
    dice = random.Random(seed)
    slack, tracker, stop = Vendor(dice, now), kind(dice, now), asyncio.Event()
    await open_many(database)
    crashing = asyncio.create_task(_crash_now_and_then(database, slack, tracker, dice))
    steady = asyncio.create_task(relay(database, slack, tracker).run(stop))
    async with asyncio.timeout(60):
        await until_delivered(slack, tracker)
    stop.set()
    crashing.cancel()
    await asyncio.gather(steady, crashing, return_exceptions=True)
    assert [key for key, times in Counter(slack.posts + tracker.posts).items() if times > 1] == []
    assert out_of_order(slack.posts) == []


async def _crash_now_and_then(
    database: Database, slack: Vendor, tracker: Vendor, dice: random.Random
) -> None:
    """Run a second relay that dies in the middle of what it does, five times."""
    for _ in range(5):
        doomed = relay(database, slack, tracker)
        running = asyncio.create_task(doomed.run(asyncio.Event()))
        await asyncio.sleep(0.02 + dice.random() * 0.1)
        for task in (running, *doomed._lanes):
            task.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_nothing_is_looked_for_while_all_goes_well(database: Database) -> None:
    slack, tracker, stop = vendor(0), vendor(0), asyncio.Event()
    await open_many(database)
    steady = asyncio.create_task(relay(database, slack, tracker).run(stop))
    async with asyncio.timeout(30):
        await until_delivered(slack, tracker)
    stop.set()
    await steady
    assert (slack.looks, tracker.looks) == (0, 0)


async def test_a_vendor_that_is_down_delays_no_other(database: Database) -> None:
    slack, tracker, stop = vendor(0), vendor(1), asyncio.Event()
    await open_many(database)
    steady = asyncio.create_task(relay(database, slack, tracker).run(stop))
    async with asyncio.timeout(30):
        while len(slack.posts) < 2 * ESCALATIONS:
            await asyncio.sleep(0.02)
    stop.set()
    await steady


async def test_each_effect_of_a_lane_leaves_by_the_way_that_is_its_own(database: Database) -> None:
    slack, tracker, stop = vendor(0), vendor(0), asyncio.Event()
    orders = [
        Order(target, "tracker:E1", target, PostWebhook("17", "moved"))
        for target in ("local", "slack")
    ]
    await database.run(lambda work: work.outbox.put_all(orders, now()))
    steady = asyncio.create_task(relay(database, slack, tracker).run(stop))
    async with asyncio.timeout(30):
        while len(slack.posts + tracker.posts) < len(orders):
            await asyncio.sleep(0.02)
    stop.set()
    await steady
    assert (tracker.posts, slack.posts) == (["local"], ["slack"])


class Refusing(Vendor):
    """Refuses everything, quoting what it was sent."""

    async def send(self, call: Call) -> Receipt:
        """Refuse it."""
        why = f"Option value '{INTAKE.customer}' of {INTAKE.title}.pdf is not valid"
        raise Invalid(why, fields={"customfield_1": why}).coded("400")


async def test_a_refusal_that_quotes_a_customer_is_for_the_operator_and_not_for_the_log(
    database: Database,
) -> None:
    refusing, stop = Refusing(random.Random(1), now, 0), asyncio.Event()
    await database.run(opening(1))
    with capture_logs() as logged:
        steady = asyncio.create_task(relay(database, refusing, refusing).run(stop))
        async with asyncio.timeout(30):
            while not (dead := await database.read(lambda work: work.outbox.dead(9))):
                await asyncio.sleep(0.02)
        stop.set()
        await steady
    assert all(INTAKE.customer in letter.reason for letter in dead)
    refusals = [one for one in logged if one["event"] == "relay.not_delivered"]
    assert {(one["code"], *one["fields"]) for one in refusals} == {("400", "customfield_1")}
    assert INTAKE.customer not in str(logged)
    assert INTAKE.title not in str(logged)


async def test_what_rewrites_one_issue_leaves_one_at_a_time_and_once_whoever_it_is_for(
    database: Database,
) -> None:
    slack, tracker, stop = vendor(0), OneIssue(random.Random(1), now, 0), asyncio.Event()
    await open_many(database)
    relays = [asyncio.create_task(relay(database, slack, tracker).run(stop)) for _ in range(2)]
    async with asyncio.timeout(30):
        await until_delivered(slack, tracker)
    stop.set()
    await asyncio.gather(*relays)
    assert set(tracker.at_once) == {1}
    assert sorted(tracker.posts) == sorted(f"E{one}:create_issue:1" for one in range(ESCALATIONS))
