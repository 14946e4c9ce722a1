"""What the storage tests keep: the least of each thing that will do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import sqlalchemy as sa

from csopsbot.app import effects as fx
from csopsbot.app.effects import Effect, Order, Urgency
from csopsbot.app.ports import Claim, Database, Entry, Work
from csopsbot.domain.document import plain
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event, Intake, Opened, Place, Recorded, Replied
from csopsbot.domain.fold import begin
from csopsbot.domain.people import Actor, Side

NOW = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
LEASE = timedelta(seconds=9)
ANN = Actor("U1", "Ann")
LANE = "slack:E1"

_keys = count(1)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def opening(support: Place = Place("C1"), customer: str = "Acme") -> Opened:  # noqa: B008 frozen
    intake = Intake(customer, "Cannot pay", "Nothing happens", "high")
    return Opened(by=ANN, intake=intake, team="core", support=support, language="en")


def open_one(work: Work, id: str = "E1", opened: Opened | None = None) -> Escalation:
    """Keep a new escalation with the beginning of its history."""
    first = Recorded(1, NOW, opened or opening())
    escalation = begin(id, work.escalations.next_number(), first)
    work.escalations.add(escalation, [first])
    return escalation


def said(text: str) -> Event:
    return Replied(by=ANN, side=Side.SUPPORT, body=plain(text), channel="C1", ts="1.1")


def notice(
    key: str | None = None,
    lane: str = LANE,
    urgency: Urgency = Urgency.ROUTINE,
    target: str = "slack",
) -> Order:
    return Order(key or f"notice:{next(_keys)}", lane, target, fx.TellTeam(1), urgency=urgency)


def mirror(
    key: str | None = None,
    lane: str = LANE,
    urgency: Urgency = Urgency.ROUTINE,
    effect: Effect = fx.ShowTeamCard(),  # noqa: B008 frozen
) -> Order:
    return replace(
        notice(key or f"mirror:{next(_keys)}", lane, urgency), effect=effect, slot="team"
    )


async def put(database: Database, *orders: Order, at: datetime = NOW) -> None:
    await database.run(lambda work: work.outbox.put_all(orders, at))


async def claim(database: Database, at: datetime = NOW, limit: int = 10) -> list[Claim]:
    return await database.run(lambda work: work.outbox.claim(at, at + LEASE, limit, ["slack"]))


async def claim_one(database: Database, at: datetime = NOW) -> Claim:
    claims = await claim(database, at)
    assert len(claims) == 1
    return claims[0]


async def keys(database: Database, claimed: Claim) -> list[str]:
    """Take everything out of a claimed lane, in its order."""

    def drain(work: Work) -> list[str]:
        found = []
        while (entry := work.outbox.head(claimed)) is not None:
            found.append(entry.order.key)
            work.outbox.done(entry)
        return found

    return await database.run(drain)


async def on_head(database: Database, claimed: Claim, act: Callable[[Work, Entry], None]) -> None:
    """Do something with the head of a claimed lane."""

    def unit(work: Work) -> None:
        entry = work.outbox.head(claimed)
        assert entry is not None
        act(work, entry)

    await database.run(unit)


async def head(database: Database, claimed: Claim) -> Entry | None:
    return await database.run(lambda work: work.outbox.head(claimed))


def connection_of(work: Work) -> sa.Connection:
    """Return the connection below a unit of work, for tests that break it."""
    connection: sa.Connection = work.outbox._connection  # type: ignore[attr-defined]
    return connection
