"""Looks at trackers fall due, on both databases."""

from datetime import UTC, datetime, timedelta

from csopsbot.app import effects as fx
from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Database, Routine, Work
from csopsbot.worker.reconciling import LONGEST_SLEEP_S, Reconciling

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PAY = Routine("jira", "PAY", timedelta(minutes=10), timedelta(minutes=2))


def owed(work: Work) -> list[fx.Effect]:
    """Return what the trackers' lanes begin with."""
    claims = work.outbox.claim(NOON, NOON + timedelta(seconds=9), 10, ["jira"])
    heads = [work.outbox.head(claim) for claim in claims]
    return [head.order.effect for head in heads if head]


async def test_what_is_due_is_owed_once_by_any_number_of_workers(database: Database) -> None:
    for _ in range(2):
        await Reconciling(database, [PAY], lambda: NOON).look()
    since = NOON - timedelta(minutes=5)
    assert await database.run(owed) == [fx.LookForChanges("jira", "PAY", since)]


async def test_until_the_next_look_it_sleeps_but_not_for_long(database: Database) -> None:
    reconciling = Reconciling(database, [PAY], lambda: NOON)
    assert await reconciling.look() == 0
    assert await reconciling.look() == LONGEST_SLEEP_S


async def test_a_fault_costs_a_look_and_not_the_worker(database: Database) -> None:
    failures = iter([StorageUnavailable(), RuntimeError("a bug")])

    def clock() -> datetime:
        for failure in failures:
            raise failure
        return NOON

    reconciling = Reconciling(database, [PAY], clock)
    slept = [await reconciling.rest() for _ in range(3)]
    assert slept == [LONGEST_SLEEP_S, LONGEST_SLEEP_S, 0]
