"""A clock played again from its history: what became of each cycle, and what was said of it when.

The thresholds are those that are told of if somebody always looks in time: at each event, as soon
as it happens, and at each instant that `outlook` names as ahead.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.clock import course
from csopsbot.domain.sla.run import Calendars, Run, settle
from csopsbot.domain.sla.signals import Signal
from csopsbot.domain.sla.state import Clock, ClockState, state_of
from csopsbot.domain.sla.thresholds import Key, Overdue, Threshold, outlook


@dataclass(frozen=True, slots=True)
class Raised:
    """A threshold that people are told of at AT, which is later than its own where it moved.

    TERMS are those that it belongs to. What somebody does in the second ANSWERABLE_FROM or later
    may be an answer to it.
    """

    threshold: Threshold
    at: int
    terms: Terms
    answerable_from: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle as it stands in the end, the thresholds told of, and the instants it stopped at."""

    state: ClockState
    raised: tuple[Raised, ...]
    stops: tuple[int, ...]

    def stopped_after(self, at: int) -> int | None:
        """Return when the cycle first stopped at AT or later, None if it did not."""
        return next((stop for stop in self.stops if stop >= at), None)


def replay(
    clock: Clock, signals: Iterable[Signal], agreements: Agreements, now: int
) -> tuple[Cycle, ...]:
    """Return the cycles of CLOCK up to NOW, the oldest first, with what was said of them."""
    heard = (*signals, *agreements.edits)
    passages = course(clock, heard, agreements.policies, agreements.calendars, now)
    stretches = [(one.after, one.at) for one in passages if one.after.cycle]
    runs = {run.cycle: run for run, _ in stretches}
    raised = list(_raised(clock, [*stretches, (Run(), now)], agreements.calendars))
    return tuple(
        Cycle(
            state=state_of(clock, run, now, agreements.calendars),
            raised=tuple(one for one in raised if one.threshold.key.cycle == run.cycle),
            stops=_stops(run.cycle, stretches),
        )
        for run in runs.values()
    )


def _raised(
    clock: Clock, stretches: list[tuple[Run, int]], calendars: Calendars
) -> Iterator[Raised]:
    """Yield what is told of, given what the clock was from when on."""
    told: set[Key] = set()
    for (run, at), (_, until) in pairwise(stretches):
        looks = _looks(clock, run, at, until, calendars, told)
        for state, overdue in looks:
            told.update(overdue.speaks_for)
            terms, by_act = _terms(state, overdue.threshold), state.now == at
            yield Raised(overdue.threshold, state.now, terms, state.now + by_act)


def _looks(
    clock: Clock, run: Run, start: int, until: int, calendars: Calendars, told: set[Key]
) -> Iterator[tuple[ClockState, Overdue]]:
    """Yield what there is to say from START on, until something else happens after that."""
    at: int | None = start
    while at is not None:
        state = state_of(clock, settle(run, at, calendars), at, calendars)
        look = outlook(state, calendars, told)
        if look.overdue:
            yield state, look.overdue
        at = next((one.at for one in look.ahead if one.at <= until), None)


def _terms(state: ClockState, threshold: Threshold) -> Terms:
    """Return the terms that THRESHOLD belongs to: a breach keeps those that were broken."""
    broken = (one.terms for one in state.breaches if one.epoch == threshold.key.epoch)
    terms = next(broken, None) if threshold.is_breach else state.terms
    if terms is None:
        raise ValueError(f"{threshold.key} was passed under no terms")
    return terms


def _stops(cycle: int, stretches: list[tuple[Run, int]]) -> tuple[int, ...]:
    ended = (run.stopped_at for run, _ in stretches if run.cycle == cycle)
    return tuple(dict.fromkeys(at for at in ended if at is not None))
