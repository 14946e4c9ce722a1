"""Keeping an escalation's clocks: what has become of them, and when to look again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from csopsbot.app.alerts import ring
from csopsbot.app.ports import Deadline, Work
from csopsbot.app.standing import turn_totals, view
from csopsbot.app.writing import Writing
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.heard import SILENT, signals_of
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.instants import moment, seconds
from csopsbot.domain.sla.signals import Signal
from csopsbot.domain.sla.state import ClockState
from csopsbot.domain.sla.thresholds import Key, Outlook, Overdue, Threshold, outlook
from csopsbot.domain.standing import TurnTotals

KIND = "clocks"


def are_concerned(writing: Writing, desk: Desk) -> bool:
    """Return whether clocks listen to anything that was written."""
    heard = (type(step.entry.event) for step in writing.steps)
    return bool(desk.agreements.policies) and any(
        kind is e.Undone or kind not in SILENT for kind in heard
    )


def begun(escalation: Escalation, first: e.Recorded, desk: Desk, now: datetime) -> Escalation:
    """Return a new escalation with its clocks started."""
    if not desk.agreements.policies:
        return escalation
    signals = signals_of([first])
    states = _states(signals, desk, now)
    looks = [outlook(state, desk.agreements.calendars) for state in states]
    return _shown(
        escalation,
        states,
        frozenset(),
        turn_totals(signals, now),
        _look_at(states, looks, desk.agreements, now),
    )


def follow(writing: Writing, desk: Desk) -> None:
    """Bring the clocks up to what was written and to the time, and call whom that asks for."""
    history, now = writing.history, writing.now
    signals, told = signals_of(history), _told_of(history)
    states = _states(signals, desk, now)
    looks = [outlook(state, desk.agreements.calendars, told) for state in states]
    passed = [
        _passed(state, look.overdue)
        for state, look in zip(states, looks, strict=True)
        if look.overdue
    ]
    for event in (*passed, *_missed(states, history)):
        writing.write(event)
    told |= {key for event in passed for key in event.speaks_for}
    look_at = _look_at(states, looks, desk.agreements, now)
    writing.state = _shown(writing.state, states, told, turn_totals(signals, now), look_at)
    ring(writing, desk)


def set_alarm(work: Work, escalation: Escalation, desk: Desk) -> None:
    """Keep when time alone asks for the next look at the clocks."""
    key, due_at = f"{KIND}:{escalation.id}", escalation.look_at
    if due_at is None:
        work.deadlines.cancel(key)
        return
    rank = desk.severity(escalation.intake.severity).rank
    work.deadlines.set(Deadline(key, due_at, KIND, escalation.id, rank=rank))


def _states(signals: Sequence[Signal], desk: Desk, now: datetime) -> list[ClockState]:
    """Return every cycle of every clock that alerts; those in shadow are measured elsewhere."""
    clocks = (clock for clock in desk.agreements.clocks if not clock.shadow)
    cycles = (desk.agreements.cycles(clock, signals, seconds(now)) for clock in clocks)
    return list(chain.from_iterable(cycles))


def _told_of(history: Iterable[e.Recorded]) -> frozenset[Key]:
    passed = (one.event for one in history if isinstance(one.event, e.ThresholdPassed))
    return frozenset(key for event in passed for key in event.speaks_for)


def _passed(state: ClockState, overdue: Overdue) -> e.ThresholdPassed:
    threshold = overdue.threshold
    terms = next((one.terms for one in state.breaches if _is_of(threshold, one.epoch)), state.terms)
    if terms is None:
        raise ValueError(f"{threshold.key} was passed under no terms")
    return e.ThresholdPassed(
        key=threshold.key,
        at=moment(threshold.at),
        policy=terms.policy.name,
        severity=terms.severity,
        target_s=terms.target.seconds,
        late_s=overdue.late_by,
        speaks_for=overdue.speaks_for,
    )


def _is_of(threshold: Threshold, epoch: int) -> bool:
    return threshold.is_breach and threshold.key.epoch == epoch


def _missed(states: Iterable[ClockState], history: Iterable[e.Recorded]) -> Iterator[e.Event]:
    """Yield the broken promises that are over, and that nobody was asked about yet."""
    events = (one.event for one in history)
    asked = {(one.clock, one.cycle) for one in events if isinstance(one, e.ClockMissed)}
    for state in states:
        is_new = (state.clock.name, state.cycle) not in asked
        if is_new and state.breaches and not state.run.status.live:
            first = state.breaches[0]
            yield e.ClockMissed(
                clock=state.clock.name,
                cycle=state.cycle,
                breached_at=moment(first.at),
                spent_s=state.spent,
                target_s=first.terms.target.seconds,
            )


def _shown(
    escalation: Escalation,
    states: Iterable[ClockState],
    told: frozenset[Key],
    turns: TurnTotals,
    look_at: datetime | None,
) -> Escalation:
    newest = {state.clock.name: state for state in states}
    views = (view(state, told) for state in newest.values())
    clocks = tuple(one for one in views if one is not None)
    return replace(escalation, clocks=clocks, turns=turns, look_at=look_at)


def _look_at(
    states: Iterable[ClockState], looks: Iterable[Outlook], agreements: Agreements, now: datetime
) -> datetime | None:
    """Return when to look again: at the next threshold, or when other terms come into force."""
    instants = [one.at for look in looks for one in look.ahead]
    change = agreements.next_change(seconds(now))
    if change is not None and any(state.run.status.live for state in states):
        instants.append(change)
    return moment(min(instants)) if instants else None
