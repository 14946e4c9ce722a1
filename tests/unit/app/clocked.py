"""A desk that has promised something, and an escalation under it, for tests of clocks."""

from dataclasses import replace
from datetime import datetime, timedelta

from csopsbot.app.deadlines import fire_due
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Surface, Work
from csopsbot.app.steering import OnEscalation
from csopsbot.domain.desk import Desk, Severity
from csopsbot.domain.events import Alerted, Event, Place, ThresholdPassed
from csopsbot.domain.people import Person
from csopsbot.domain.sla import Calendar, compiled
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Policy, Rung, Target, Warn
from tests.unit.app.house import CARD, DESK, INTAKE, MIA, NOON, owed

HOUR, MINUTE = 3600, 60
LADDER = (
    Rung(threshold="breach", who=("on_call",), every=5 * MINUTE, times=3, always=True),
    Rung(threshold="breach", who=("S_LEADS",), channel="C_LEADS", after=12 * MINUTE, always=True),
)
OLA = Policy(
    key="internal",
    audience="ola",
    targets=(
        Target(
            metric="first_response",
            seconds=30 * MINUTE,
            calendar="always",
            severity="s1",
            warnings=(Warn(50), Warn(5 * MINUTE, "left")),
        ),
        Target(metric="first_response", seconds=2 * HOUR, calendar="always"),
        Target(metric="resolution", seconds=4 * HOUR, calendar="always"),
    ),
    ladder=LADDER,
)
AGREEMENTS = Agreements(policies=(OLA,), calendars={"always": compiled(Calendar.always())})
PROMISED = replace(
    DESK,
    agreements=AGREEMENTS,
    severities=(Severity("s1", "S1", 1), Severity("s2", "S2", 2)),
    breach_reasons=("Too few people",),
)


def later(minutes: float) -> datetime:
    """Return the instant that many minutes after the opening."""
    return NOON + timedelta(minutes=minutes)


def opened(work: Work, desk: Desk = PROMISED, severity: str = "s1") -> None:
    """Open ESC-1 at noon with both cards shown and nothing owed any more."""
    intake = replace(INTAKE, severity=severity)
    open_escalation(work, OpenEscalation("E1", "V1", MIA, intake, Place("C_SUP")), desk, NOON)
    work.surfaces.put(Surface("E1", "team", "C_ENG", CARD, "h"))
    work.surfaces.put(Surface("E1", "support", "C_SUP", "200.1", "h"))
    owed(work)


def passes(work: Work, minutes: float, desk: Desk = PROMISED) -> None:
    """Let the sweep handle each deadline up to then at its own instant."""
    end = later(minutes)
    while (due := work.deadlines.next_due()) is not None and due <= end:
        fire_due(work, desk, due)


def on(person: Person = MIA) -> OnEscalation:
    """Return what PERSON does with the one escalation."""
    return OnEscalation(person, "E1")


def passed(work: Work) -> list[ThresholdPassed]:
    """Return the thresholds that were passed."""
    return [event for event in _events(work) if isinstance(event, ThresholdPassed)]


def called(work: Work) -> list[tuple[float, Alerted]]:
    """Return the calls there were, and how many minutes after the opening."""
    history = work.escalations.history("E1")
    found = [(one.at, one.event) for one in history if isinstance(one.event, Alerted)]
    return [((at - NOON).total_seconds() / 60, event) for at, event in found]


def _events(work: Work) -> list[Event]:
    return [record.event for record in work.escalations.history("E1")]
