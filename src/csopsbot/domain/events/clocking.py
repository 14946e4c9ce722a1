"""What comes of clocks: thresholds, the calls about them, and why one was missed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csopsbot.domain.people import Actor
from csopsbot.domain.sla.thresholds import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdPassed:
    """A clock came to a threshold at AT; LATE_S is how many seconds later we noticed.

    SPEAKS_FOR are the thresholds, this one included, of which nobody is told apart from it.
    """

    key: Key
    at: datetime
    policy: str
    severity: str
    target_s: int
    late_s: int = 0
    speaks_for: tuple[Key, ...] = ()
    kind: Literal["threshold_passed"] = "threshold_passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerted:
    """Somebody was called about the threshold of event ALERT, for the NTH time on that rung.

    WHO and CHANNEL are the words of the rung, and of those that call in the same channel at once.
    """

    alert: int
    rung: int
    nth: int
    who: tuple[str, ...] = ()
    channel: str = ""
    kind: Literal["alerted"] = "alerted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Somebody answered the alerts there were."""

    by: Actor
    kind: Literal["acknowledged"] = "acknowledged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMissed:
    """A cycle of a clock ended after it was breached; somebody is asked why."""

    clock: str
    cycle: int
    breached_at: datetime
    spent_s: int
    target_s: int
    kind: Literal["clock_missed"] = "clock_missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachExplained:
    """Somebody said why a clock was missed; the latest word counts."""

    by: Actor
    clock: str
    cycle: int
    reason: str
    note: str = ""
    kind: Literal["breach_explained"] = "breach_explained"
