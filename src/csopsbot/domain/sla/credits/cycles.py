"""Cycles of customers' clocks that are over, and what of them is evidence."""

from dataclasses import dataclass

from csopsbot.domain.sla.run import Breach, Status
from csopsbot.domain.sla.state import ClockState

_STOPPED = (Status.MET, Status.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One cycle of an escalation's clock as it stands now, with why it was broken if told."""

    escalation: str
    customer: str
    state: ClockState
    reason: str = ""
    note: str = ""

    @property
    def metric(self) -> str:
        """What it measured."""
        return self.state.clock.metric

    @property
    def breach(self) -> Breach | None:
        """How the promise was broken first, None if it was kept."""
        return self.state.breaches[0] if self.state.breaches else None

    def ended_in(self, start: int, end: int) -> bool:
        """Return whether it counts for [START, END): a promise to a customer, kept or broken then.

        What was cancelled was neither, unless it had been broken before.
        """
        clock, stopped = self.state.clock, self.state.run.stopped_at
        if clock.audience != "sla" or clock.shadow or stopped is None:
            return False
        decided = self.state.status in _STOPPED or self.breach is not None
        return decided and start <= stopped < end


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The evidence of a broken promise, in UTC seconds and open seconds.

    TARGET, SEVERITY and POLICY are those that were broken, whatever came after.
    """

    severity: str
    target: int
    spent: int
    late_by: int
    policy: str
    breached_at: int
    ended_at: int
    reason: str = ""
    note: str = ""


def evidence(cycle: Cycle, breach: Breach) -> Broken:
    """Return what there is to show of BREACH, by which CYCLE was broken first."""
    run = cycle.state.run
    allowed = run.allowance if run.epoch == breach.epoch else breach.terms.target.seconds
    return Broken(
        severity=breach.terms.severity,
        target=breach.terms.target.seconds,
        spent=cycle.state.spent,
        late_by=max(0, cycle.state.spent - allowed),
        policy=breach.terms.policy.name,
        breached_at=breach.at,
        ended_at=run.stopped_at or cycle.state.now,
        reason=cycle.reason,
        note=cycle.note,
    )
