"""How much of a budget is left: the generic cell rate algorithm, as a rule over one row.

A budget is a queue that empties at a steady rate. TAT is when it will be empty; it may run ahead of
the clock by as many calls as may be made at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from csopsbot.app.effects import Urgency
from csopsbot.app.ports import Budget

_RESERVED = 5
"""One in so many calls of a burst is kept for people and alerts."""


@dataclass(frozen=True, slots=True)
class Level:
    """How far a budget is used up."""

    tat: datetime
    closed_until: datetime


def opens(budget: Budget, level: Level, urgency: Urgency) -> datetime:
    """Return when the next call may be made; that may be past."""
    kept = budget.burst // _RESERVED if urgency is Urgency.ROUTINE else 0
    ahead = _interval(budget) * (budget.burst - kept - 1)
    return max(level.tat - ahead, level.closed_until)


def used(budget: Budget, level: Level, now: datetime) -> Level:
    """Return LEVEL after one call at NOW."""
    return replace(level, tat=max(level.tat, now) + _interval(budget))


def _interval(budget: Budget) -> timedelta:
    return timedelta(minutes=1) / budget.per_minute
