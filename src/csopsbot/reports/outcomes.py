"""What became of each cycle of an escalation's clocks: as it was, or as it would have been."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.signals import Signal
from csopsbot.domain.sla.state import Clock, ClockState
from csopsbot.reports.calls import called
from csopsbot.reports.replay import Cycle, replay


@dataclass(frozen=True, slots=True)
class Case:
    """An escalation with its history, and with what clocks hear of it."""

    escalation: Escalation
    history: list[e.Recorded]
    signals: Sequence[Signal]


@dataclass(frozen=True, slots=True)
class Period:
    """What a report is about: all that ended, or was still going on, from SINCE until NOW."""

    since: int
    now: int

    def has(self, state: ClockState) -> bool:
        """Return whether the cycle was over no earlier than the period began."""
        ended = state.run.stopped_at
        return state.run.status.live or (ended is not None and ended >= self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One cycle: LATE_BY are the open seconds beyond what was allowed, None where it was kept."""

    customer: str
    severity: str
    clock: str
    status: Status
    late_by: int | None
    alerts: int = 0
    calls: int = 0


def as_it_was(case: Case, agreements: Agreements, period: Period) -> Iterator[Outcome]:
    """Yield what became of each promise, with the alerts there really were."""
    alerts, calls = _made(case.history, period)
    for clock in agreements.clocks:
        if clock.shadow:
            continue
        for state in agreements.cycles(clock, case.signals, period.now):
            key = clock.name, state.cycle
            if period.has(state):
                yield from _outcome(case, state, alerts[key], calls[key])


def as_replayed(
    case: Case, agreements: Agreements, period: Period, *, shadow: bool = False
) -> Iterator[Outcome]:
    """Yield what would have become of each promise, with the alerts there would have been.

    With SHADOW it is the policies in shadow that are looked at, under the clocks' plain names.
    """
    for clock in agreements.clocks:
        if clock.shadow is not shadow:
            continue
        for cycle in replay(clock, case.signals, agreements, period.now):
            if period.has(cycle.state):
                yield from _imagined(case, cycle, agreements, period)


def _imagined(
    case: Case, cycle: Cycle, agreements: Agreements, period: Period
) -> Iterator[Outcome]:
    raised = [one for one in cycle.raised if one.at >= period.since]
    made = (
        at
        for one in cycle.raised
        for at in called(one, cycle, case.escalation, case.history, agreements.calendars)
    )
    calls = sum(1 for at in made if at >= period.since)
    return _outcome(case, cycle.state, len(raised), calls)


def _outcome(case: Case, state: ClockState, alerts: int, calls: int) -> Iterator[Outcome]:
    """Yield the outcome of a cycle, nothing where nothing was promised in the end, nor broken."""
    if terms := last_terms(state):
        yield Outcome(
            customer=case.escalation.intake.customer.strip(),
            severity=terms.severity,
            clock=_plain(state.clock).name,
            status=state.status,
            late_by=late_by(state),
            alerts=alerts,
            calls=calls,
        )


def last_terms(state: ClockState) -> Terms | None:
    """Return what a cycle went by in the end, or what was broken before nothing was promised."""
    broken = (one.terms for one in reversed(state.breaches))
    return state.terms or next(broken, None)


def late_by(state: ClockState) -> int | None:
    """Return the open seconds by which a cycle was or already is missed, None where it is not.

    Neither giving it up nor another target afterwards takes a breach away. Where there is time left
    under the last target, it was late under the first that was broken.
    """
    if state.status is not Status.MISSED and not state.breaches:
        return None
    beyond = max(0, -(state.left or 0))
    if beyond or not state.breaches:
        return beyond
    return max(0, state.spent - state.breaches[0].terms.target.seconds)


def _plain(clock: Clock) -> Clock:
    return Clock(clock.metric, clock.audience)


def _made(
    history: Iterable[e.Recorded], period: Period
) -> tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]]:
    """Return how many alerts and calls there were about each cycle of each clock."""
    alerts: Counter[tuple[str, int]] = Counter()
    calls: Counter[tuple[str, int]] = Counter()
    about: dict[int, tuple[str, int]] = {}
    for record in history:
        counts = int(record.at.timestamp()) >= period.since
        if isinstance(record.event, e.ThresholdPassed):
            about[record.seq] = record.event.key.clock, record.event.key.cycle
            alerts[about[record.seq]] += counts
        elif isinstance(record.event, e.Alerted):
            calls[about[record.event.alert]] += counts
    return alerts, calls
