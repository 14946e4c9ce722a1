"""For how long what fails is tried again, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from csopsbot.app.failures import (
    Blocked,
    Deferred,
    Failure,
    Refused,
    Unanswered,
)
from csopsbot.app.ports import Entry


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: SETTLE after a lost answer, backing off from FIRST up to LONGEST.

    An effect whose answers keep getting lost is given up after GIVE_UP; one that surely was not done
    never is.
    """

    settle: timedelta = timedelta(seconds=15)
    first: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(minutes=1)
    blocked: timedelta = timedelta(minutes=5)
    give_up: timedelta = timedelta(days=1)


def is_final(failure: Failure, entry: Entry, patience: Patience, now: datetime) -> bool:
    """Tell whether FAILURE is the end of it, so that it is given up."""
    if isinstance(failure, Unanswered):
        return now - entry.created_at > patience.give_up
    return isinstance(failure, Refused)


def rest_until(
    failure: Failure, attempts: int, patience: Patience, jitter: float, now: datetime
) -> datetime:
    """Return when to come back: as asked, or backing off, and not before a call has settled."""
    if isinstance(failure, Deferred) and failure.retry_at:
        return failure.retry_at
    longest = patience.blocked if isinstance(failure, Blocked) else patience.longest
    backoff: timedelta = min(patience.first * float(2 ** min(attempts, 12)), longest)
    rest = backoff * (0.5 + jitter / 2)
    return now + (max(rest, patience.settle) if isinstance(failure, Unanswered) else rest)
