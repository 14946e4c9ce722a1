"""Escalations to whom something was promised, as many as are wanted, put straight into a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from csopsbot.app.clocks import KIND
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Database, Deadline, Work
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Intake, Place
from csopsbot.domain.people import Person
from csopsbot.domain.sla import Calendar, compiled
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Audience, Policy, Target, Warn
from csopsbot.storage.address import parse

OPENED_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
DUE_AT = OPENED_AT + timedelta(minutes=30)
"""When each is to be warned of, and nothing else falls due."""

AT_ONCE = 500
_MIA = Person("U0MIA", "Mia")
_INTAKE = Intake("Acme Bank", "Card payments fail", "Since about nine every payment fails.", "S1")
_WRITTEN = ("history", "effect", "lane", "deadline")

_ONE = """
    INSERT INTO escalation (id, number, version, stage, team, severity, customer, opened_at,
        support_channel, body)
    VALUES ('parked', 0, 1, 'new', '', '', '', 0, '', '')
"""
_MANY = """
    INSERT INTO deadline (key, due_at, kind, escalation_id, subject)
    WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < {many})
    SELECT 'parked:' || i,
        {due_at} + CASE WHEN i > {due} THEN CAST(i AS bigint) * 1000000 + {later} ELSE -i END,
        'parked', 'parked', 0
    FROM counted
"""
_SETTLE = {"sqlite": "ANALYZE", "postgresql": "VACUUM ANALYZE"}


def _policy(audience: Audience, minutes: int) -> Policy:
    """Return a policy with all three metrics that warns at half the time for the first response."""
    spans = {"first_response": minutes, "next_update": minutes * 4, "resolution": minutes * 40}
    targets = (
        Target(metric=metric, seconds=60 * span, calendar="always", warnings=(Warn(50),))
        for metric, span in spans.items()
    )
    return Policy(key=audience, audience=audience, targets=tuple(targets))


DESK = Desk(
    teams=(Team("payments", "Payments", "C0ENG", TrackerProject("tracker", "PAY")),),
    severities=(Severity("S1", "S1: nobody can work", 1),),
    reactions={},
    share_reactions=frozenset(),
    agreements=Agreements(
        policies=(_policy("sla", 120), _policy("ola", 60)),
        calendars={"always": compiled(Calendar.always())},
    ),
)


async def open_many(opened: Database, number: int) -> None:
    """Keep so many escalations, of each of which a warning is due at `DUE_AT`."""
    like = await opened.run(_open_one)
    for first in range(1, number, AT_ONCE):
        some = range(first, min(first + AT_ONCE, number))
        await opened.run(lambda work, some=some: _open_more(work, like, some))  # type: ignore[misc] # a default binds it


def _open_one(work: Work) -> Escalation:
    command = OpenEscalation("E0", "V0", _MIA, _INTAKE, Place("C0"))
    open_escalation(work, command, DESK, OPENED_AT)
    return work.escalations.get("E0")


def _open_more(work: Work, like: Escalation, numbers: range) -> None:
    """Keep others like the first one, without what was said of it to the outside."""
    history = work.escalations.history(like.id)
    for number in numbers:
        one = replace(like, id=f"E{number}", number=like.number + number)
        work.escalations.add(one, history)
    ids = [f"E{number}" for number in numbers]
    work.deadlines.set_all([Deadline(f"{KIND}:{id}", DUE_AT, KIND, id, rank=1) for id in ids])


def park(url: str, many: int, due: int) -> None:
    """Keep so many deadlines, of which some are DUE at `DUE_AT` and the others long after it."""
    engine = sa.create_engine(parse(url), poolclass=NullPool)
    due_at, hour = int(DUE_AT.timestamp()) * 1_000_000, 3_600_000_000
    with engine.begin() as connection:
        connection.exec_driver_sql(_ONE)
        connection.exec_driver_sql(_MANY.format(many=many, due=due, due_at=due_at, later=hour))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(_SETTLE[engine.dialect.name])


def rows(url: str) -> int:
    """Return how many rows there are of what handling a deadline writes."""
    engine = sa.create_engine(parse(url), poolclass=NullPool)
    with engine.connect() as connection:
        counts = (f"SELECT count(*) FROM {table}" for table in _WRITTEN)
        return sum(connection.exec_driver_sql(count).scalar_one() for count in counts)
