"""Which alerts are answered by what somebody does."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.standing import Alert, owed_by

_EVERYBODY = frozenset(Side)
_NOBODY: frozenset[Side] = frozenset()


def answer(state: Escalation, record: e.Recorded) -> Escalation:
    """Return STATE with the alerts answered that RECORD, an act of a person's, is an answer to."""
    sides, by = _answer(record.event)
    if by is None or not any(_is_answered(one, sides) for one in state.alerts):
        return state
    alerts = (
        replace(one, by=by, answered_at=record.at) if _is_answered(one, sides) else one
        for one in state.alerts
    )
    return replace(state, alerts=tuple(alerts))


def _is_answered(alert: Alert, sides: frozenset[Side]) -> bool:
    return alert.by is None and owed_by(alert.key.clock) in sides


def _answer(event: e.Event) -> tuple[frozenset[Side], Actor | None]:
    """Return for whom EVENT answers, and who did it."""
    match event:
        case e.Acknowledged(by=by) | e.WaitStarted(by=by):
            return _EVERYBODY, by
        case e.CustomerTold(by=by):
            return frozenset({Side.SUPPORT}), by
        case e.Replied(by=by, side=side):
            return frozenset({side}), by
        case e.Taken() | e.Started() | e.Asked() | e.Resolved() | e.Declined():
            return frozenset({Side.ENGINEERING}), event.by
        case e.Shared() | e.IssueCommented():
            return frozenset({Side.ENGINEERING}), event.by
        case _:
            return _NOBODY, None
