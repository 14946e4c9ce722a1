"""Escalations and histories for tests of the rules."""

from datetime import UTC, datetime, timedelta

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.fold import begin, evolve
from csopsbot.domain.people import Actor

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MIA = Actor("U_MIA", "Mia")
ADA = Actor("U_ADA", "Ada")
BEN = Actor("U_BEN", "Ben")
INTAKE = e.Intake("Acme", "Payments fail", "Card payments fail since 9.", "s1")
OPENED = e.Opened(
    by=MIA, intake=INTAKE, team="payments", support=e.Place("C_SUPPORT"), language="en"
)


def history(*events: e.Event) -> list[e.Recorded]:
    """Return a history that begins with OPENED, one event a minute."""
    return [
        e.Recorded(seq, NOON + timedelta(minutes=seq - 1), event)
        for seq, event in enumerate((OPENED, *events), start=1)
    ]


def after(*events: e.Event) -> Escalation:
    """Return the escalation that these events lead to, one by one."""
    records = history(*events)
    state = begin("E1", 12, records[0])
    for record in records[1:]:
        state = evolve(state, record)
    return state
