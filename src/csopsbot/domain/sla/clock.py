"""One clock: a pure fold over what happened, whatever the order in which it became known.

Signals are sorted by their own instants, and the clock is evaluated as of NOW: a breach has the
instant at which it became a fact, never that at which somebody looked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.case import Case, hear
from csopsbot.domain.sla.choice import changes
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.sla.run import Calendars, Run, settle
from csopsbot.domain.sla.state import Clock, ClockState, state_of
from csopsbot.domain.sla.step import Moment, step, terms_at


@dataclass(frozen=True, slots=True)
class Passage:
    """What one signal did to one cycle; without a signal, what time alone did until AT."""

    at: int
    signal: s.Signal | None
    case: Case
    before: Run
    after: Run


def evaluate(
    clock: Clock,
    signals: Iterable[s.Signal],
    policies: Sequence[Policy],
    calendars: Calendars,
    now: int,
) -> tuple[ClockState, ...]:
    """Return the clock's cycles as they stand at NOW, the oldest first; none if it never began."""
    cycles: dict[int, Run] = {}
    for passage in course(clock, signals, policies, calendars, now):
        cycles[passage.after.cycle] = passage.after
    return tuple(state_of(clock, run, now, calendars) for run in cycles.values() if run.cycle)


def course(
    clock: Clock,
    signals: Iterable[s.Signal],
    policies: Sequence[Policy],
    calendars: Calendars,
    now: int,
) -> Iterator[Passage]:
    """Return step by step what happened to the clock until NOW."""
    case, run, terms = Case(), Run(), None
    for signal in in_order(signals, policies, now):
        before, case = case, hear(case, signal)
        if case.facts is not before.facts or isinstance(signal.what, s.PolicyChanged):
            terms = terms_at(clock, case, policies, signal.at)
        for after in step(clock, run, Moment(signal, before, case, terms, calendars)):
            yield Passage(signal.at, signal, case, run, after)
            run = after
    yield Passage(now, None, case, run, settle(run, now, calendars))


def in_order(
    signals: Iterable[s.Signal], policies: Sequence[Policy], now: int
) -> tuple[s.Signal, ...]:
    """Return what happened by NOW, the policies' changes included, in the order it happened."""
    everything = sorted((*signals, *changes(policies)), key=_place)
    return tuple(one for one in everything if one.at <= now)


def _place(signal: s.Signal) -> tuple[int, bool, int]:
    comes_first = isinstance(signal.what, s.PolicyChanged | s.Opened)
    return signal.at, not comes_first, signal.order
