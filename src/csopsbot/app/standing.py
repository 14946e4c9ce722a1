"""What people are shown of an escalation's clocks, made from how they stand."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from csopsbot.domain.sla.instants import moment, seconds
from csopsbot.domain.sla.signals import Signal
from csopsbot.domain.sla.state import ClockState
from csopsbot.domain.sla.thresholds import Key
from csopsbot.domain.sla.turns import turns
from csopsbot.domain.standing import ClockView, Level, TurnTotals


def view(state: ClockState, told: Collection[Key]) -> ClockView | None:
    """Return what is shown of a cycle, None where nothing was promised."""
    terms = state.terms
    if terms is None:
        return None
    return ClockView(
        name=state.clock.name,
        cycle=state.cycle,
        status=state.status,
        level=_level(state, told),
        policy=terms.policy.name,
        severity=terms.severity,
        target_s=terms.target.seconds,
        left_s=state.left or 0,
        due_at=None if state.due_at is None else moment(state.due_at),
        reasons=tuple(sorted(state.reasons)),
        breached_at=None if state.breached_at is None else moment(state.breached_at),
    )


def turn_totals(signals: Sequence[Signal], now: datetime) -> TurnTotals:
    """Return what each party's finished turns add up to, and since when the present one lasts."""
    *finished, last = turns(signals, seconds(now) + 1)
    had: Counter[str] = Counter()
    for turn in finished:
        had[turn.party] += turn.end - turn.start
    return TurnTotals(had["support"], had["engineering"], had["customer"], moment(last.start))


def _level(state: ClockState, told: Collection[Key]) -> Level:
    if state.breached_at is not None:
        return "breached"
    mine = (state.clock.name, state.cycle, state.run.epoch)
    warned = any((key.clock, key.cycle, key.epoch) == mine for key in told)
    return "warned" if warned else "calm"
