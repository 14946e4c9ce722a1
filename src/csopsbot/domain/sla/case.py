"""An escalation as clocks hear it: open or not, whom it waits for, who is owed an answer."""

# ruff: noqa: ARG001 - the arms of a dispatch share one signature
from dataclasses import dataclass, field, replace
from functools import singledispatch

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.policy import Audience

NO_ONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The one a promise was made to: the customer for an SLA, support for an OLA."""

    responded: bool = False
    waits_since: int | None = None

    def wrote(self, at: int) -> "Counterpart":
        """Return the counterpart after a message of theirs; the oldest unanswered one counts."""
        return self if self.waits_since is not None else replace(self, waits_since=at)

    def settled(self) -> "Counterpart":
        """Return the counterpart with nothing left to answer, because the case was closed."""
        return replace(self, waits_since=None)


ANSWERED = Counterpart(responded=True)


@dataclass(frozen=True, slots=True)
class Case:
    """What clocks need to know of an escalation; REASONS are those it is waiting for.

    HANDED_OVER tells that engineering knows of it.
    """

    facts: s.Facts | None = None
    is_open: bool = False
    handed_over: bool = False
    told: bool = False
    reasons: frozenset[str] = NO_ONE
    sla: Counterpart = field(default_factory=Counterpart)
    ola: Counterpart = field(default_factory=Counterpart)

    def counterpart(self, audience: Audience) -> Counterpart:
        """Return whom the promise to AUDIENCE was made to."""
        return self.sla if audience == "sla" else self.ola


def hear(case: Case, signal: s.Signal) -> Case:
    """Return CASE after SIGNAL; before it is opened it hears nothing."""
    if case.facts is None and not isinstance(signal.what, s.Opened):
        return case
    return _after(signal.what, case, signal.at)


@singledispatch
def _after(what: s.What, case: Case, at: int) -> Case:
    """Return CASE changed by WHAT; policies and calendars change nothing about it."""
    return case


@_after.register
def _(what: s.Opened, case: Case, at: int) -> Case:
    knows = case.handed_over or what.handed_over
    return replace(case, facts=case.facts or what.facts, is_open=True, handed_over=knows)


@_after.register
def _(what: s.CustomerWrote, case: Case, at: int) -> Case:
    reasons = case.reasons - {s.WAITING_FOR_CUSTOMER}
    return replace(case, told=False, reasons=reasons, sla=case.sla.wrote(at))


@_after.register
def _(what: s.CustomerTold, case: Case, at: int) -> Case:
    return replace(case, told=True, sla=ANSWERED)


@_after.register
def _(what: s.SupportWrote, case: Case, at: int) -> Case:
    reasons = case.reasons - {s.WAITING_FOR_SUPPORT}
    return replace(case, reasons=reasons, ola=case.ola.wrote(at))


@_after.register
def _(what: s.EngineeringSpoke, case: Case, at: int) -> Case:
    ola = ANSWERED if what.reached_support else replace(case.ola, responded=True)
    return replace(case, ola=ola)


@_after.register(s.Resolved)
@_after.register(s.Cancelled)
def _(what: s.What, case: Case, at: int) -> Case:
    sla, ola = case.sla.settled(), case.ola.settled()
    return replace(case, is_open=False, told=False, reasons=NO_ONE, sla=sla, ola=ola)


@_after.register
def _(what: s.Reopened, case: Case, at: int) -> Case:
    return replace(case, is_open=True, told=False)


@_after.register
def _(what: s.Paused, case: Case, at: int) -> Case:
    return replace(case, reasons=case.reasons | {what.reason}) if case.is_open else case


@_after.register
def _(what: s.Resumed, case: Case, at: int) -> Case:
    return replace(case, reasons=case.reasons - {what.reason})


@_after.register
def _(what: s.SeverityChanged, case: Case, at: int) -> Case:
    return replace(case, facts=replace(case.facts, severity=what.severity) if case.facts else None)


@_after.register
def _(what: s.TeamChanged, case: Case, at: int) -> Case:
    return replace(case, facts=replace(case.facts, team=what.team) if case.facts else None)
