"""Which steps are possible, and which can still be taken back."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor
from csopsbot.domain.stage import Stage, Step

UNDO_WINDOW = timedelta(minutes=10)


class NotPossible(Exception):
    """A person asked for something that cannot be had; WHY is a word of the catalogue."""

    def __init__(self, why: str, **details: str) -> None:
        super().__init__(why)
        self.why = why
        self.details = details


def decide(state: Escalation, step: Step, by: Actor) -> e.StepEvent | None:
    """Return what STEP brings about, None if it already holds; raises `NotPossible`."""
    return _DECISIONS[step](state, by)


def undo(history: Sequence[e.Recorded], step: Step, by: Actor, now: datetime) -> e.Undone | None:
    """Return the taking back of BY's last STEP, None if there is none; raises `NotPossible`."""
    undone = {record.event.seq for record in history if isinstance(record.event, e.Undone)}
    kind = _EVENTS[step]
    mine = (
        record
        for record in reversed(history)
        if isinstance(record.event, kind) and record.event.by.id == by.id
    )
    last = next((record for record in mine if record.seq not in undone), None)
    if last is None:
        return None
    if now - last.at > UNDO_WINDOW:
        raise NotPossible("too_late_to_undo")
    return e.Undone(by=by, seq=last.seq, step=step)


def was_brought_about(history: Sequence[e.Recorded], step: Step) -> bool:
    """Return whether STEP was ever made, be it undone since; open is where everything begins."""
    kind = _EVENTS[step]
    return step is Step.REOPEN or any(isinstance(record.event, kind) for record in history)


def _take(state: Escalation, by: Actor) -> e.StepEvent | None:
    if state.stage.closed:
        raise NotPossible("closed")
    if state.assignee and state.assignee.id != by.id:
        raise NotPossible("taken_by_other", name=state.assignee.name)
    return None if state.assignee else e.Taken(by=by)


def _start(state: Escalation, by: Actor) -> e.StepEvent | None:
    return None if state.stage is Stage.IN_PROGRESS else e.Started(by=by)


def _ask(state: Escalation, by: Actor) -> e.StepEvent | None:
    if state.stage.closed:
        raise NotPossible("closed")
    return e.Asked(by=by)


def _resolve(state: Escalation, by: Actor) -> e.StepEvent | None:
    return None if state.stage is Stage.RESOLVED else e.Resolved(by=by)


def _decline(state: Escalation, by: Actor) -> e.StepEvent | None:
    return None if state.stage is Stage.DECLINED else e.Declined(by=by)


def _reopen(state: Escalation, by: Actor) -> e.StepEvent | None:
    worked = state.stage.closed or state.stage is Stage.IN_PROGRESS
    return e.Reopened(by=by) if worked else None


_DECISIONS: dict[Step, Callable[[Escalation, Actor], e.StepEvent | None]] = {
    Step.TAKE: _take,
    Step.START: _start,
    Step.ASK: _ask,
    Step.RESOLVE: _resolve,
    Step.DECLINE: _decline,
    Step.REOPEN: _reopen,
}

_EVENTS: dict[Step, type[e.StepEvent]] = {
    Step.TAKE: e.Taken,
    Step.START: e.Started,
    Step.ASK: e.Asked,
    Step.RESOLVE: e.Resolved,
    Step.DECLINE: e.Declined,
    Step.REOPEN: e.Reopened,
}
