"""The ledger of a clock: why it stands where it stands, as entries for others to word."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from csopsbot.domain.sla import entries as entry
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.case import Case
from csopsbot.domain.sla.clock import Passage, course
from csopsbot.domain.sla.closed import skipped
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.sla.run import Calendars, Run, Span, spent
from csopsbot.domain.sla.state import Clock, state_of

Entries = Iterator[entry.Entry]


def explain(
    clock: Clock,
    signals: Iterable[s.Signal],
    policies: Sequence[Policy],
    calendars: Calendars,
    now: int,
) -> tuple[entry.Entry, ...]:
    """Return what became of each cycle of CLOCK until NOW, in order; nothing if it never began."""
    passages = list(course(clock, signals, policies, calendars, now))
    changes = [_change(clock, one, calendars) for one in passages if one.after.cycle]
    told = chain.from_iterable(reader(one) for one in changes for reader in _READERS)
    end = _end(clock, passages[-1].after, calendars, now)
    return tuple(sorted((*told, *end), key=lambda one: (one.cycle, one.at)))


@dataclass(frozen=True, slots=True)
class _Change:
    """A cycle BEFORE and AFTER a signal, or after nothing but time; a new one began as `Run()`."""

    clock: Clock
    at: int
    signal: s.Signal | None
    case: Case
    before: Run
    after: Run
    calendars: Calendars

    @property
    def what(self) -> s.What | None:
        return self.signal.what if self.signal else None

    @property
    def by(self) -> str:
        return self.signal.by if self.signal else ""

    def due(self, run: Run) -> int | None:
        return state_of(self.clock, run, self.at, self.calendars).due_at


def _change(clock: Clock, passage: Passage, calendars: Calendars) -> _Change:
    same = passage.before.cycle == passage.after.cycle
    before = passage.before if same else Run()
    at, signal, case = passage.at, passage.signal, passage.case
    return _Change(clock, at, signal, case, before, passage.after, calendars)


def _closed_hours(change: _Change) -> Entries:
    for span in change.after.spans[len(change.before.spans) :]:
        yield from skipped(span, change.after.cycle, change.calendars)


def _breached(change: _Change) -> Entries:
    for one in change.after.breaches[len(change.before.breaches) :]:
        yield entry.Breached(at=one.at, cycle=change.after.cycle, terms=one.terms)


def _began(change: _Change) -> Entries:
    run, what = change.after, change.what
    if what is not None and not change.before.cycle:
        yield entry.Began(
            at=run.started_at, cycle=run.cycle, by=change.by, cause=what, terms=run.terms
        )


def _continued(change: _Change) -> Entries:
    since, run = change.before.stopped_at, change.after
    if since is not None and run.status.live:
        yield entry.Continued(at=change.at, cycle=run.cycle, by=change.by, uncounted_since=since)


def _retargeted(change: _Change) -> Entries:
    before, after, what = change.before, change.after, change.what
    if what is None or not before.cycle or before.terms == after.terms:
        return
    yield entry.Retargeted(
        at=change.at,
        cycle=after.cycle,
        by=change.by,
        cause=what,
        before=before.terms,
        after=after.terms,
        due_before=change.due(before),
        due_after=change.due(after),
        grace=_grace(after) if after.epoch != before.epoch else 0,
    )


def _waits(change: _Change) -> Entries:
    signal, what = change.signal, change.what
    for reason in sorted(change.after.reasons - change.before.reasons):
        yield entry.Waits(
            at=change.at,
            cycle=change.after.cycle,
            by=change.by,
            reason=reason,
            note=what.note if isinstance(what, s.Paused) else "",
            noted_at=signal.noted_at if signal and signal.backdated else None,
            already_answered=_answered(change.case, reason),
        )


def _waits_no_more(change: _Change) -> Entries:
    run = change.after
    gone = change.before.reasons - run.reasons if run.status.live else ()
    for reason in sorted(gone):
        yield entry.WaitsNoMore(
            at=change.at, cycle=run.cycle, by=change.by, reason=reason, last=not run.reasons
        )


def _edited(change: _Change) -> Entries:
    what, run = change.what, change.after
    if isinstance(what, s.CalendarChanged) and run.status.live and what.calendar == run.calendar:
        yield entry.CalendarEdited(
            at=change.at,
            cycle=run.cycle,
            by=change.by,
            calendar=what.calendar,
            version=what.version,
            due=change.due(run),
        )


def _finished(change: _Change) -> Entries:
    run = change.after
    if change.before.status.live and not run.status.live:
        yield entry.Finished(
            at=change.at,
            cycle=run.cycle,
            by=change.by,
            outcome=run.status,
            spent=spent(run, change.at, change.calendars),
            allowance=run.allowance,
        )


def _end(clock: Clock, run: Run, calendars: Calendars, now: int) -> Entries:
    """Yield how the last cycle stands, unless it is finished."""
    if not run.status.live:
        return
    if run.anchor is not None:
        yield from skipped(Span(run.anchor, now, run.calendar), run.cycle, calendars)
    state = state_of(clock, run, now, calendars)
    yield entry.Stands(
        at=now,
        cycle=run.cycle,
        status=state.status,
        left=state.left,
        due_at=state.due_at,
        breach_at=state.breach_at,
        reasons=run.reasons,
    )


def _grace(run: Run) -> int:
    return run.allowance - run.terms.target.seconds if run.terms else 0


def _answered(case: Case, reason: str) -> int | None:
    """Return since when those that REASON waits for have had no answer to what they wrote."""
    awaited = {s.WAITING_FOR_CUSTOMER: case.sla, s.WAITING_FOR_SUPPORT: case.ola}.get(reason)
    return awaited.waits_since if awaited else None


_READERS: tuple[Callable[[_Change], Entries], ...] = (
    _began,
    _closed_hours,
    _breached,
    _continued,
    _retargeted,
    _waits,
    _waits_no_more,
    _edited,
    _finished,
)
