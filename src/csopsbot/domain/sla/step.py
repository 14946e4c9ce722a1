"""What one signal does to one clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from csopsbot.domain.sla import moves
from csopsbot.domain.sla.case import Case
from csopsbot.domain.sla.choice import Terms, choose
from csopsbot.domain.sla.ear import heard
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.metrics.rule import Move
from csopsbot.domain.sla.policy import Policy, Reopen
from csopsbot.domain.sla.run import Calendars, Run, Status, settle
from csopsbot.domain.sla.signals import Signal
from csopsbot.domain.sla.state import Clock


@dataclass(frozen=True, slots=True)
class Moment:
    """A signal on its way to a clock: the case around it, and the terms in force."""

    signal: Signal
    before: Case
    case: Case
    terms: Terms | None
    calendars: Calendars


def terms_at(clock: Clock, case: Case, policies: Sequence[Policy], at: int) -> Terms | None:
    """Return what CLOCK goes by AT an instant, None where nothing was promised."""
    if case.facts is None:
        return None
    match = choose(policies, case.facts, clock.audience, at, shadow=clock.shadow)
    target = match.policy.target(clock.metric, case.facts.severity) if match else None
    return Terms(target, case.facts.severity, match) if match and target else None


def step(clock: Clock, run: Run, moment: Moment) -> tuple[Run, ...]:
    """Return RUN after the signal; two where one cycle gives way to the next."""
    settled = settle(run, moment.signal.at, moment.calendars)
    *finished, last = _moved(clock, settled, moment)
    at, calendars = moment.signal.at, moment.calendars
    bound = moves.retarget(last, moment.terms, at, calendars)
    return (*finished, moves.wait_for(bound, _reasons(clock, moment), at, calendars))


def _moved(clock: Clock, run: Run, moment: Moment) -> tuple[Run, ...]:
    word = heard(moment.signal, clock.audience, moment.before, moment.case, moment.terms)
    ordered = METRICS[clock.metric].rule(word) if word else None
    return _MOVES[ordered.move](run, ordered.at, moment) if ordered else (run,)


def _reasons(clock: Clock, moment: Moment) -> frozenset[str]:
    """Return the reasons to wait that pause this clock."""
    usual = METRICS[clock.metric].pauses[clock.audience]
    chosen = moment.terms.policy.pauses.get(clock.metric) if moment.terms else None
    return moment.case.reasons & (usual if chosen is None else chosen)


def _start(run: Run, at: int, moment: Moment) -> tuple[Run, ...]:
    return (run if run.status.live else moves.start(run, at, moment.terms),)


def _stop(run: Run, at: int, moment: Moment) -> tuple[Run, ...]:
    return (moves.stop(run, at, moment.calendars),)


def _cancel(run: Run, at: int, moment: Moment) -> tuple[Run, ...]:
    return (moves.cancel(run, at, moment.calendars),)


def _renew(run: Run, at: int, moment: Moment) -> tuple[Run, ...]:
    return _followed(moves.cancel(run, at, moment.calendars), at, moment)


def _cycle(run: Run, at: int, moment: Moment) -> tuple[Run, ...]:
    return _followed(moves.stop(run, at, moment.calendars), at, moment)


def _followed(run: Run, at: int, moment: Moment) -> tuple[Run, ...]:
    return run, moves.start(run, at, moment.terms)


def _reopen(run: Run, at: int, moment: Moment) -> tuple[Run, ...]:
    reopen = moment.terms.policy.reopen if moment.terms else Reopen()
    if run.status.live or reopen.rule == "first_only":
        return (run,)
    if reopen.rule == "resume" and _recent(run, at, reopen.window):
        return (moves.resume(run, at),)
    return (moves.start(run, at, moment.terms),)


def _recent(run: Run, at: int, window: int) -> bool:
    stopped = run.stopped_at if run.status in (Status.MET, Status.MISSED) else None
    return stopped is not None and at - stopped <= window


_MOVES: dict[Move, Callable[[Run, int, Moment], tuple[Run, ...]]] = {
    Move.START: _start,
    Move.STOP: _stop,
    Move.CANCEL: _cancel,
    Move.RENEW: _renew,
    Move.CYCLE: _cycle,
    Move.REOPEN: _reopen,
}
