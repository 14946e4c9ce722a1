"""Whom an escalation waits for, and whose turn it is."""

from dataclasses import replace
from datetime import datetime

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Side
from csopsbot.domain.sla.signals import WAITING_FOR_CUSTOMER


def is_answered(state: Escalation, event: e.WaitStarted, since: datetime) -> bool:
    """Return whether the customer is said to be waited for, and has written meanwhile."""
    if event.reason != WAITING_FOR_CUSTOMER or state.wrote_at is None:
        return False
    return since < state.wrote_at


def waits_no_more(state: Escalation, reason: str) -> Escalation:
    """Return STATE without that reason to wait."""
    waits = tuple(wait for wait in state.waits if wait.reason != reason)
    going_on = replace(state, waits=waits)
    return going_on if state.stage.closed else replace(going_on, turn=whose(going_on))


def whose(state: Escalation) -> Side:
    """Return whose turn an open escalation is: the customer's first, if they are waited for."""
    if state.waits_for(WAITING_FOR_CUSTOMER):
        return Side.CUSTOMER
    return Side.SUPPORT if state.unanswered else Side.ENGINEERING
