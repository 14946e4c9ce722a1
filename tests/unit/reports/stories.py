"""Escalations with histories, told by the days of tests/unit/sla/clocks.py, for tests of reports."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.fold import fold
from csopsbot.domain.heard import signals_of
from csopsbot.domain.people import Actor
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.instants import moment
from csopsbot.domain.sla.policy import Policy
from csopsbot.reports.outcomes import Case, Period
from tests.unit.sla.clocks import CALENDARS, at

MIA = Actor("U_MIA", "Mia")
ADA = Actor("U_ADA", "Ada")
EVER = Period(0, at("+fri 17:00"))


def case(*happened: tuple[str, e.Event], customer: str = "Acme", number: int = 12) -> Case:
    """Return an escalation that was opened on Monday at nine, unless HAPPENED begins otherwise."""
    told = happened
    if not (told and isinstance(told[0][1], e.Opened)):
        told = (("mon 09:00", opened(customer)), *told)
    history = [e.Recorded(seq, moment(at(when)), what) for seq, (when, what) in enumerate(told, 1)]
    return Case(fold(f"E{number}", number, history), history, signals_of(history))


def opened(customer: str = "Acme", severity: str = "s3") -> e.Opened:
    """Return the opening of an escalation for CUSTOMER."""
    intake = e.Intake(customer, "Cannot pay", "Nothing happens.", severity)
    return e.Opened(by=MIA, intake=intake, team="core", support=e.Place("C1"), language="en")


TAKEN = e.Taken(by=ADA)
RESOLVED = e.Resolved(by=ADA)
WAITS = e.WaitStarted(by=MIA, reason="waiting_for_customer")
GOES_ON = e.WaitEnded(by=MIA, reason="waiting_for_customer")


def agreed(*policies: Policy) -> Agreements:
    """Return what was agreed from the beginning."""
    ranked = tuple(replace(one, rank=rank) for rank, one in enumerate(policies))
    return Agreements(ranked, CALENDARS)
