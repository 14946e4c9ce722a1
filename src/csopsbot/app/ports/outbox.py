"""Ports of what the outside is owed: effects in lanes, and the limits to how fast they leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from csopsbot.app.effects import Order, Urgency


@dataclass(frozen=True, slots=True)
class Budget:
    """How often a method may be called: PER_MINUTE on the long run, BURST at once."""

    key: str
    per_minute: float
    burst: int = 1


class Budgets(Protocol):
    """The vendors' limits, kept across replicas and restarts."""

    def take(self, budgets: Sequence[Budget], now: datetime, urgency: Urgency) -> datetime | None:
        """Use one call of each budget; if one is empty use none and return when to come back."""
        ...

    def close(self, key: str, until: datetime) -> None:
        """Use up the budget KEY until then, as a vendor asked with Retry-After."""
        ...

    def forget(self, before: datetime) -> int:
        """Forget those that nobody has used since then; return how many."""
        ...


@dataclass(frozen=True, slots=True)
class Claim:
    """A lane that is ours until the lease ends; TOKEN fences off whoever held it before."""

    lane: str
    target: str
    token: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The effect at the head of a lane; TRIED_AT is set while a call's outcome is not known."""

    id: int
    order: Order
    tried_at: datetime | None
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An effect that was given up, and why."""

    id: int
    order: Order
    reason: str
    dead_at: datetime


@dataclass(frozen=True, slots=True)
class BlockedLane:
    """A lane that stands still until an operator mends something, and what."""

    lane: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class WaitingLane:
    """A lane with COUNT effects in it that have yet to leave, and when the first is next tried.

    ATTEMPTS are those that were made at it in vain.
    """

    lane: str
    target: str
    count: int
    due_at: datetime | None
    attempts: int


class Outbox(Protocol):
    """Effects in lanes: a lane is claimed as a whole, so that its effects leave one at a time."""

    def put(self, order: Order, now: datetime) -> None:
        """Add an effect and arm its lane; a key that was there, or a waiting slot, adds nothing."""
        ...

    def put_all(self, orders: Sequence[Order], now: datetime) -> None:
        """Add effects in their order, as `put` does one."""
        ...

    def owes(self, lane: str, slot: str) -> bool:
        """Return whether a mirror of SLOT waits in the lane, or is under way."""
        ...

    def waits_since(self, lanes: Sequence[str], escalation_id: str) -> datetime | None:
        """Return when the first effect of the escalation came that waits there, or is under way."""
        ...

    def oldest(self) -> dict[str, datetime]:
        """Return since when what waits longest for each target has been waiting."""
        ...

    def claim(
        self, now: datetime, lease_until: datetime, limit: int, targets: Sequence[str]
    ) -> list[Claim]:
        """Take lanes that are due, most urgent first, under a new token each."""
        ...

    def extend(self, tokens: Sequence[str], lease_until: datetime) -> None:
        """Prolong leases that are still ours."""
        ...

    def head(self, claim: Claim) -> Entry | None:
        """Lock the lane and return its first living effect; None if empty or no longer ours."""
        ...

    def holds(self, claim: Claim) -> bool:
        """Lock the lane and return whether it is still ours."""
        ...

    def intend(self, entry: Entry, now: datetime) -> None:
        """Note that a call is about to be made; a mirror frees its slot for a newer state."""
        ...

    def done(self, entry: Entry) -> None:
        """Take the effect out of its lane."""
        ...

    def again(self, claim: Claim, entry: Entry, at: datetime, *, outcome_known: bool) -> None:
        """Let the lane rest until AT; an unknown outcome keeps the intent."""
        ...

    def bury(self, entry: Entry, reason: str, now: datetime) -> None:
        """Make the effect a dead letter; the lane goes on without it."""
        ...

    def set_aside(self, entry: Entry, now: datetime) -> None:
        """Keep the effect out of its lane until it is brought back; nothing of it was done."""
        ...

    def bring_back(self, lane: str, now: datetime) -> None:
        """Put what was set aside back into the lane, in its old order."""
        ...

    def block(self, claim: Claim, reason: str) -> None:
        """Show the operator why the lane stands still; empty REASON when it runs again."""
        ...

    def blocked(self, limit: int) -> list[BlockedLane]:
        """Return lanes that stand still, by name."""
        ...

    def waiting(self, limit: int) -> list[WaitingLane]:
        """Return lanes from which something has yet to leave, the first that is due first."""
        ...

    def release(self, claim: Claim, now: datetime) -> None:
        """Give the lane back: due at once if an effect waits in it, else resting."""
        ...

    def pause(self, claim: Claim, until: datetime) -> None:
        """Give the lane back, not to be claimed before then."""
        ...

    def next_due(self, targets: Sequence[str]) -> datetime | None:
        """Return when the next lane of TARGETS is due, or its lease ends."""
        ...

    def dead(self, limit: int) -> list[DeadLetter]:
        """Return dead letters, oldest first."""
        ...

    def revive(self, ids: Sequence[int], now: datetime) -> int:
        """Put dead letters back into their lanes, in their old order; return how many."""
        ...
