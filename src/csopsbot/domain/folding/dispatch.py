"""The dispatch of a fold: the files beside this one register an arm for each kind of event."""

from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation


@singledispatch
def after(event: e.Event, state: Escalation, record: e.Recorded) -> Escalation:
    """Return STATE changed by EVENT, which RECORD holds; most events change only the history."""
    return state
