"""Which steps are possible, and which can still be taken back."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor
from csopsbot.domain.stage import Stage, Step

UNDO_WINDOW = timedelta(minutes=10)
ASKING_LAPSES = timedelta(minutes=30)


class NotPossible(Exception):
    """A person asked for something that cannot be had; WHY is a word of the catalogue."""

    def __init__(self, why: str, **details: str) -> None:
        super().__init__(why)
        self.why = why
        self.details = details


def decide(state: Escalation, step: Step, by: Actor) -> e.StepEvent | None:
    """Return what STEP brings about, None if it already holds; raises `NotPossible`."""
    return _DECISIONS[step](state, by)


def is_asking(state: Escalation, by: Actor, now: datetime) -> bool:
    """Return whether BY has lately asked, or declined, and the words are still to come."""
    if state.asking is None or state.asked_at is None:
        return False
    if (state.asking.system, state.asking.id) != (by.system, by.id):
        return False
    return now - state.asked_at <= ASKING_LAPSES


def undo(history: Sequence[e.Recorded], step: Step, by: Actor, now: datetime) -> e.Undone | None:
    """Return the taking back of BY's last STEP, None if there is none; raises `NotPossible`."""
    kind = _EVENTS[step]
    mine = (
        record
        for record in _standing(history)
        if isinstance(record.event, kind) and record.event.by.id == by.id
    )
    return _taken_back(next(mine, None), step, by, now)


def undo_question(
    history: Sequence[e.Recorded], reply: e.Replied, by: Actor, now: datetime
) -> e.Undone | None:
    """Return the taking back by BY of the question that REPLY was; raises `NotPossible`."""
    return _taken_back(question(history, reply), Step.ASK, by, now)


def question(history: Sequence[e.Recorded], reply: e.Replied) -> e.Recorded | None:
    """Return when REPLY became a question to support, None if it did not or was taken back."""
    asked = e.Asked(by=reply.by, body=reply.body)
    return next((record for record in _standing(history) if record.event == asked), None)


def _standing(history: Sequence[e.Recorded]) -> Iterator[e.Recorded]:
    """Yield what was not undone, the last first."""
    undone = {record.event.seq for record in history if isinstance(record.event, e.Undone)}
    return (record for record in reversed(history) if record.seq not in undone)


def _taken_back(made: e.Recorded | None, step: Step, by: Actor, now: datetime) -> e.Undone | None:
    if made is None:
        return None
    if now - made.at > UNDO_WINDOW:
        raise NotPossible("too_late_to_undo")
    return e.Undone(by=by, seq=made.seq, step=step)


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
    if state.stage is Stage.IN_PROGRESS:
        return None
    return e.Started(by=by, again=state.stage.closed)


def _ask(state: Escalation, by: Actor) -> e.StepEvent | None:
    if state.stage.closed:
        raise NotPossible("closed")
    return e.Asked(by=by)


def _resolve(state: Escalation, by: Actor) -> e.StepEvent | None:
    _check_not_merged(state)
    return None if state.stage is Stage.RESOLVED else e.Resolved(by=by)


def _decline(state: Escalation, by: Actor) -> e.StepEvent | None:
    _check_not_merged(state)
    return None if state.stage is Stage.DECLINED else e.Declined(by=by)


def _check_not_merged(state: Escalation) -> None:
    if state.into:
        raise NotPossible("merged", name=state.into)


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
