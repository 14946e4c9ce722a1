"""What a person has in hand, as it is read from either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
import sqlalchemy as sa

from csopsbot.app.in_hand import InHand, Listed, read_in_hand
from csopsbot.app.ports import Database, Surface, Work
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.fold import evolve
from csopsbot.domain.people import Actor, Person
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.thresholds import Key
from csopsbot.domain.standing import ClockView
from tests.contract.storage.given import ANN, NOW, connection_of, later, open_one

DESK = Desk(
    teams=(
        Team("core", "Core", "C1", TrackerProject("local", "PAY"), on_call=("U2", "S1")),
        Team("other", "Other", "C2", TrackerProject("local", "OTH")),
    ),
    severities=(Severity("high", "High", 1),),
    reactions={},
    share_reactions=frozenset(),
)
BOB = Actor("U2", "Bob")
CLOCKS = ("sla/resolution", "sla/first_response")
ROBOT = Actor("U2", "Bob", "tracker")


def happened(work: Work, id: str, *events: e.Event, due: datetime | None = None) -> None:
    """Open an escalation to which EVENTS happened, with one clock that is DUE then."""
    state = open_one(work, id)
    for event in events:
        record = e.Recorded(state.version + 1, NOW, event)
        clocks = tuple(ticking(due, name) for name in CLOCKS) if due else ()
        state = replace(evolve(state, record), clocks=clocks)
        work.escalations.save(state, [record])


def rang(clock: str = CLOCKS[0]) -> e.ThresholdPassed:
    return e.ThresholdPassed(
        key=Key(clock, 1, 0, "breach"), at=NOW, policy="gold", severity="high", target_s=60
    )


def ticking(due: datetime, name: str) -> ClockView:
    return ClockView(
        name=name,
        cycle=1,
        status=Status.RUNNING,
        level="calm",
        policy="gold",
        severity="high",
        target_s=60,
        left_s=60,
        due_at=due,
    )


def ids(found: tuple[Listed, ...]) -> list[str]:
    return [one.escalation.id for one in found]


async def of(database: Database, actor: Actor) -> InHand:
    person = Person(actor.id, actor.name)
    return await database.read(lambda work: read_in_hand(work, person, DESK))


async def test_what_waits_for_support_is_told_from_what_waits_for_others(
    database: Database,
) -> None:
    def unit(work: Work) -> None:
        told = e.CustomerTold(by=ANN, draft=2, text="Soon.")
        customer = e.WaitStarted(by=ANN, reason="waiting_for_customer")
        happened(work, "new")
        happened(work, "taken", e.Taken(by=BOB))
        happened(work, "told", e.Taken(by=BOB), told)
        happened(work, "asked", e.Taken(by=BOB), told, e.Asked(by=BOB))
        happened(work, "customer", e.Taken(by=BOB), told, e.Asked(by=BOB), customer)
        happened(work, "resolved", e.Resolved(by=BOB))
        happened(work, "over", e.Resolved(by=BOB), e.DraftDismissed(by=ANN, draft=2))

    await database.run(unit)
    anns = await of(database, ANN)
    assert ids(anns.waiting) == ["taken", "asked", "resolved"]
    assert ids(anns.opened) == ["new", "told", "customer"]
    assert anns.taken == ()


async def test_an_engineer_has_what_they_took_by_what_is_due_soonest(database: Database) -> None:
    def unit(work: Work) -> None:
        happened(work, "never", e.Taken(by=BOB))
        happened(work, "late", e.Taken(by=BOB), due=later(900))
        happened(work, "soon", e.Taken(by=BOB), due=later(60))
        happened(work, "robot", e.Taken(by=ROBOT))
        happened(work, "anns", e.Taken(by=ANN))
        happened(work, "resolved", e.Taken(by=BOB), e.Resolved(by=BOB))

    await database.run(unit)
    bobs = await of(database, BOB)
    assert ids(bobs.taken) == ["soon", "late", "never"]
    assert (bobs.waiting, bobs.opened) == ((), ())


async def test_each_leads_to_the_card_on_the_persons_own_side(database: Database) -> None:
    def unit(work: Work) -> None:
        happened(work, "E1", e.Taken(by=BOB))
        for name in ("support", "team"):
            work.surfaces.put(Surface("E1", name, f"C-{name}", "1.0", ""))

    await database.run(unit)
    [waiting], [taken] = (await of(database, ANN)).waiting, (await of(database, BOB)).taken
    assert waiting.card == Surface("E1", "support", "C-support", "1.0", "")
    assert taken.card == Surface("E1", "team", "C-team", "1.0", "")


async def test_whoever_is_on_call_is_called_for_what_nobody_took_and_what_rings(
    database: Database,
) -> None:
    passed, answered = rang(), e.Acknowledged(by=ANN)
    other = e.HandedOver(by=ANN, team="other")

    def unit(work: Work) -> None:
        happened(work, "new")
        happened(work, "taken", e.Taken(by=ANN))
        happened(work, "elsewhere", other)
        happened(work, "over", e.Withdrawn(by=ANN, reason="It works."))
        happened(work, "rings", e.Taken(by=BOB), passed, due=later(1))
        happened(work, "answered", e.Taken(by=BOB), passed, answered, due=later(2))

    await database.run(unit)
    bobs = await of(database, BOB)
    assert ids(bobs.calling) == ["rings", "new"]
    assert ids(bobs.taken) == ["answered"]


async def test_what_rings_for_support_waits_for_who_opened_it(database: Database) -> None:
    await database.run(lambda work: happened(work, "E1", rang("sla/first_response"), due=later(1)))
    anns = await of(database, ANN)
    assert (ids(anns.waiting), ids(anns.opened)) == (["E1"], [])


@pytest.mark.parametrize(("actor", "queries"), [(ANN, 4), (BOB, 5)])
async def test_however_much_it_is_there_are_as_many_queries(
    database: Database, actor: Actor, queries: int
) -> None:
    counts = []
    for batch in range(2):
        await database.run(partial(_open_some, batch=batch))
        counts.append(await database.run(partial(_queries, actor=actor)))
    assert counts == [queries, queries]


def _open_some(work: Work, batch: int) -> None:
    for number in range(1 + 9 * batch):
        happened(work, f"E{batch}.{number}", e.Taken(by=ANN))


def _queries(work: Work, actor: Actor) -> int:
    with _counted(connection_of(work)) as sent:
        read_in_hand(work, Person(actor.id, actor.name), DESK)
    return len(sent)


@contextmanager
def _counted(connection: sa.Connection) -> Iterator[list[str]]:
    """Yield a list that holds what has been sent to the database since."""
    sent: list[str] = []

    def note(_1: object, _2: object, sql: str, _3: object, _4: object, _5: bool) -> None:
        sent.append(sql)

    sa.event.listen(connection, "before_cursor_execute", note)
    yield sent
    sa.event.remove(connection, "before_cursor_execute", note)
