"""Failures of other systems that are those of a whole, each shown not to happen on a database.

Those of the arithmetic, by the same numbers, are in tests/unit/sla/test_known_failures.py.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.app.agreeing import adopt
from csopsbot.app.deadlines import fire_due
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Database, Work
from csopsbot.app.record import record
from csopsbot.app.standing import view
from csopsbot.app.steering import (
    OnEscalation,
    change_severity,
    end_waiting,
    start_waiting,
)
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.heard import signals_of
from csopsbot.domain.people import Actor, Person
from csopsbot.domain.sla import Calendar, compiled
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Policy, Scope, Target, Warn
from csopsbot.domain.sla.run import Status
from csopsbot.domain.steps import NotPossible

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MIA = Person("U_MIA", "Mia")
ADA = Actor("U_ADA", "Ada")
BY_MIA = OnEscalation(MIA, "E1")
FOUR_HOURS = Target(metric="resolution", seconds=4 * 3600, calendar="always", warnings=(Warn(50),))
EIGHT_HOURS = replace(FOUR_HOURS, seconds=8 * 3600, severity="s2")
STANDARD = Policy(key="standard", audience="sla", targets=(FOUR_HOURS, EIGHT_HOURS))


def desk(*policies: Policy) -> Desk:
    """Return a desk whose file promises this."""
    always = Calendar.always()
    ranked = tuple(replace(one, rank=rank) for rank, one in enumerate(policies))
    return Desk(
        teams=(Team("core", "Core", "C_ENG", TrackerProject("local", "PAY")),),
        severities=(Severity("s1", "S1", 1), Severity("s2", "S2", 2)),
        reactions={},
        share_reactions=frozenset(),
        agreements=Agreements(
            ranked, {"always": compiled(always)}, written_calendars={"always": always}
        ),
    )


def later(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


@pytest.fixture
async def agreed(database: Database) -> Desk:
    """Return the desk, with an escalation of S1 that was opened at noon under it."""
    agreed = await database.run(lambda work: adopt(work, desk(STANDARD), later(-1)))
    intake = e.Intake("Acme", "Cannot pay", "Nothing happens.", "s1")
    command = OpenEscalation("E1", "V1", MIA, intake, e.Place("C_SUP"))
    await database.run(lambda work: open_escalation(work, command, agreed, NOON))
    return agreed


async def tick(database: Database, agreed: Desk, at: datetime) -> None:
    """Let the sweep look."""
    await database.run(lambda work: fire_due(work, agreed, at))


async def passed(database: Database) -> list[tuple[datetime, e.ThresholdPassed]]:
    history = await database.read(lambda work: work.escalations.history("E1"))
    return [(one.at, one.event) for one in history if isinstance(one.event, e.ThresholdPassed)]


async def thresholds(database: Database) -> list[str]:
    return [event.key.threshold for _, event in await passed(database)]


async def test_21_an_alert_is_raised_once_however_many_look_however_often(
    database: Database, another: Database, agreed: Desk
) -> None:
    for at in (later(2), later(2.01), later(4.01), later(5)):
        await asyncio.gather(*(tick(one, agreed, at) for one in [database, another] * 4))
    assert await thresholds(database) == ["50%", "breach"]


async def test_22_a_pause_disarms_the_clock_and_resuming_arms_it_for_what_was_left(
    database: Database, agreed: Desk
) -> None:
    def waits(work: Work) -> None:
        start_waiting(work, BY_MIA, "waiting_for_customer", "", None, agreed, later(1))

    def goes_on(work: Work) -> None:
        end_waiting(work, BY_MIA, "waiting_for_customer", agreed, later(9))

    await database.run(waits)
    assert await database.read(lambda work: work.deadlines.next_due()) is None
    await tick(database, agreed, later(8))
    await database.run(goes_on)
    await tick(database, agreed, later(9))
    assert await thresholds(database) == []
    assert await database.read(lambda work: work.deadlines.next_due()) == later(10)


@pytest.mark.parametrize("late_s", [0, 3600], ids=["at once", "after an hour of downtime"])
async def test_24_a_breach_is_decided_at_its_instant_and_says_how_late_it_was_seen(
    database: Database, agreed: Desk, late_s: int
) -> None:
    await tick(database, agreed, later(2))
    breaks = later(4) + timedelta(seconds=1)
    assert await database.read(lambda work: work.deadlines.next_due()) == breaks
    seen = breaks + timedelta(seconds=late_s)
    await tick(database, agreed, seen)
    at, breach = (await passed(database))[-1]
    assert (at, breach.at, breach.late_s) == (seen, breaks, late_s)
    assert breach.key.threshold == "breach"


@pytest.mark.parametrize("attempt", range(3))
async def test_25_a_severity_that_changes_as_the_case_is_resolved_leaves_one_truth(
    database: Database, another: Database, agreed: Desk, attempt: int
) -> None:
    at = later(3)

    def changes(work: Work) -> None:
        with suppress(NotPossible):  # it was closed first
            change_severity(work, BY_MIA, "s2", agreed, at)

    def resolves(work: Work) -> None:
        record(work, work.escalations.get("E1"), [e.Resolved(by=ADA)], agreed, at)

    both = [database.run(changes), another.run(resolves)]
    await asyncio.gather(*(both if attempt % 2 else reversed(both)))
    state = await database.read(lambda work: work.escalations.get("E1"))
    history = await database.read(lambda work: work.escalations.history("E1"))
    told = frozenset(key for _, one in await passed(database) for key in one.speaks_for)
    (clock,) = state.clocks
    (fold,) = agreed.agreements.states(signals_of(history), int(at.timestamp()))
    assert clock == view(fold, told)
    assert clock.status is Status.MET
    assert [one.seq for one in history] == list(range(1, state.version + 1))
    assert await clock_deadlines(database) == []


async def clock_deadlines(database: Database) -> list[str]:
    """Return what is still to be looked at, whenever that is."""
    due = await database.run(lambda work: work.deadlines.claim(later(1000), 100))
    return [one.key for one in due if one.kind == "clocks"]


async def test_28_another_policy_brings_no_second_breach(database: Database, agreed: Desk) -> None:
    await tick(database, agreed, later(5))
    only_acme = Scope(customers=frozenset({"Acme"}))
    stricter = Policy(
        key="acme", audience="sla", scope=only_acme, targets=(replace(FOUR_HOURS, seconds=3600),)
    )
    anew = await database.run(lambda work: adopt(work, desk(stricter, STANDARD), later(6)))
    for hour in (6, 7, 8):
        await tick(database, anew, later(hour))
    state = await database.read(lambda work: work.escalations.get("E1"))
    assert await thresholds(database) == ["breach"]
    assert [one.policy for one in state.clocks] == ["acme v1"]
