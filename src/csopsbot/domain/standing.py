"""How an escalation's clocks and alerts stand, as far as people are shown it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csopsbot.domain.people import Actor, Side
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.thresholds import Key

Level = Literal["calm", "warned", "breached"]

_OWED_BY = {
    "sla/first_response": Side.SUPPORT,
    "sla/next_update": Side.SUPPORT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """The newest cycle of a clock when it was last looked at.

    DUE_AT is set while it runs. LEFT_S, in open seconds, is as of that look: of use while it is
    paused or over. REASONS are what it waits for.
    """

    name: str
    cycle: int
    status: Status
    level: Level
    policy: str
    severity: str
    target_s: int
    left_s: int
    due_at: datetime | None = None
    reasons: tuple[str, ...] = ()
    breached_at: datetime | None = None

    @property
    def metric(self) -> str:
        """What it measures."""
        return self.name.rpartition("/")[2]

    @property
    def owed_by(self) -> Side:
        """Who has to act for it to be met."""
        return owed_by(self.name)


@dataclass(frozen=True, slots=True)
class TurnTotals:
    """How many seconds each party had its turn until SINCE, when the present turn began."""

    support_s: int
    engineering_s: int
    customer_s: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A threshold that people were or are to be called about; NUMBER is its event's.

    It was noticed LATE_S seconds after it was passed, and speaks for SPEAKS_FOR thresholds. CALLS
    are the events of the calls there were, the last one at CALLED_AT. BY answered it.
    """

    number: int
    key: Key
    at: datetime
    policy: str
    severity: str
    target_s: int
    late_s: int = 0
    speaks_for: int = 1
    calls: tuple[int, ...] = ()
    called_at: datetime | None = None
    by: Actor | None = None
    answered_at: datetime | None = None


def owed_by(clock: str) -> Side:
    """Return who has to act for the clock called CLOCK to be met."""
    return _OWED_BY.get(clock.removeprefix("shadow/"), Side.ENGINEERING)


def next_due(views: Iterable[ClockView]) -> ClockView | None:
    """Return the running clock that is due first, None where none runs."""
    due = ((one.due_at, one.name, one) for one in views if one.due_at is not None)
    return min(due, default=(None, "", None), key=lambda each: each[:2])[2]
