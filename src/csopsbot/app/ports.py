"""What use cases need of the storage, and the relay of the outside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from csopsbot.app.board import Board
from csopsbot.app.effects import Effect, Order, Urgency
from csopsbot.app.receipts import Receipt
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Recorded
from csopsbot.domain.issue import Issue
from csopsbot.domain.people import Person, Side

T = TypeVar("T")


class NoSuchEscalation(LookupError):
    """There is no such escalation."""


class Stale(Exception):
    """Somebody else changed it meanwhile; the unit of work is run again."""


@dataclass(frozen=True, slots=True)
class Surface:
    """A message of ours that shows current state; SHOWN is the fingerprint of its last render."""

    escalation_id: str
    name: str
    channel: str
    ts: str
    shown: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Which escalation a thread belongs to, and whose thread it is."""

    escalation_id: str
    side: Side


class Escalations(Protocol):
    """Current states and histories."""

    def next_number(self) -> int:
        """Return the next number, counting from 1; two units of work never get the same."""
        ...

    def add(self, escalation: Escalation, records: Sequence[Recorded]) -> None:
        """Keep a new escalation with the beginning of its history."""
        ...

    def save(self, escalation: Escalation, records: Sequence[Recorded]) -> None:
        """Append RECORDS and keep the state; raises `Stale` if their numbers are taken."""
        ...

    def get(self, id: str) -> Escalation:
        """Return the current state; raises `NoSuchEscalation`."""
        ...

    def numbered(self, number: int) -> Escalation:
        """Return the escalation people call ESC-number; raises `NoSuchEscalation`."""
        ...

    def history(self, id: str) -> list[Recorded]:
        """Return all that happened, oldest first."""
        ...

    def record(self, id: str, seq: int) -> Recorded:
        """Return one event of the history."""
        ...

    def in_thread(self, channel: str, ts: str) -> Thread | None:
        """Return whose thread begins with that message; the newest escalation where several do."""
        ...

    def on_issue(self, tracker: str, issue_id: str) -> list[Escalation]:
        """Return every escalation that waits on the issue."""
        ...

    def open(self, limit: int) -> list[Escalation]:
        """Return what is not closed, oldest first."""
        ...


class Surfaces(Protocol):
    """Where our cards are."""

    def at(self, channel: str, ts: str) -> Surface | None:
        """Return the card that this message is."""
        ...

    def of(self, escalation_id: str) -> dict[str, Surface]:
        """Return an escalation's cards by name."""
        ...

    def put(self, surface: Surface) -> None:
        """Remember where a card is and what it shows."""
        ...


class Messages(Protocol):
    """Which event of the history a message in one of the threads became."""

    def put(self, channel: str, ts: str, escalation_id: str, seq: int) -> None:
        """Remember it."""
        ...

    def find(self, channel: str, ts: str) -> tuple[str, int] | None:
        """Return the escalation and the event's number."""
        ...


class Inbox(Protocol):
    """What has come in, so that what comes twice counts once."""

    def first(self, source: str, key: str, now: datetime) -> bool:
        """Return whether KEY comes from SOURCE for the first time, and remember it."""
        ...

    def newest(self, key: str, at: str) -> bool:
        """Return whether AT is later, as text, than all that was told of KEY, and remember it."""
        ...

    def hint(self, tracker: str, issue_id: str, now: datetime) -> None:
        """Remember that an issue we do not know yet was said to have changed."""
        ...

    def was_hinted(self, tracker: str, issue_id: str) -> bool:
        """Return whether the issue was said to have changed before we knew it."""
        ...

    def forget(self, before: datetime) -> int:
        """Forget what came in before then, which nobody sends again; return how much."""
        ...


class Issues(Protocol):
    """Trackers' issues as last read."""

    def get(self, tracker: str, issue_id: str) -> Issue | None:
        """Return the last reading."""
        ...

    def put(self, issue: Issue, now: datetime) -> None:
        """Keep a reading."""
        ...


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that falls due: KEY is unique, KIND and SUBJECT say what to do then."""

    key: str
    due_at: datetime
    kind: str
    escalation_id: str
    subject: int = 0


class Deadlines(Protocol):
    """What falls due, by an index."""

    def set(self, deadline: Deadline) -> None:
        """Keep a deadline; one of the same key is moved."""
        ...

    def cancel(self, key: str) -> None:
        """Forget it; nothing happens if it is not there."""
        ...

    def claim(self, now: datetime, limit: int) -> list[Deadline]:
        """Take out what is due, oldest first; no other unit of work gets the same."""
        ...

    def next_due(self) -> datetime | None:
        """Return when the next one falls due."""
        ...


class People(Protocol):
    """Persons as last read from the chat."""

    def get(self, id: str, since: datetime) -> Person | None:
        """Return the person if read after SINCE."""
        ...

    def put(self, person: Person, now: datetime) -> None:
        """Keep a reading."""
        ...


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


class Outbox(Protocol):
    """Effects in lanes: a lane is claimed as a whole, so that its effects leave one at a time."""

    def put(self, order: Order, now: datetime) -> None:
        """Add an effect and arm its lane; a key that was there, or a waiting slot, adds nothing."""
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

    def block(self, claim: Claim, reason: str) -> None:
        """Show the operator why the lane stands still; empty REASON when it runs again."""
        ...

    def blocked(self, limit: int) -> list[BlockedLane]:
        """Return lanes that stand still, by name."""
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


class Work(Protocol):
    """One unit of work: all of it is kept, or none."""

    escalations: Escalations
    surfaces: Surfaces
    messages: Messages
    inbox: Inbox
    issues: Issues
    deadlines: Deadlines
    people: People
    budgets: Budgets
    outbox: Outbox
    board: Board


class Alarm(Protocol):
    """Rings when a lane or a deadline was armed, here or in another process."""

    async def wait(self, seconds: float) -> None:
        """Return when it rings, or after SECONDS; a ring while nobody waited counts."""
        ...


class Database(Protocol):
    """Where units of work are done."""

    @property
    def wake(self) -> Alarm:
        """The alarm of the effects and deadlines."""
        ...

    async def run(self, use_case: Callable[[Work], T]) -> T:
        """Do a unit of work and return when it is kept; a `Stale` one is done again.

        Raises `StorageUnavailable`.
        """
        ...

    async def read(self, query: Callable[[Work], T]) -> T:
        """Ask something that changes nothing, of one consistent state."""
        ...

    async def ping(self) -> None:
        """Return if the database answers; raises `StorageUnavailable`."""
        ...

    async def close(self) -> None:
        """Finish what was begun, and let go of the database."""
        ...


@dataclass(frozen=True, slots=True)
class Scene:
    """What an effect is rendered from. ESCALATION is None for effects that belong to no one."""

    key: str
    escalation: Escalation | None = None
    record: Recorded | None = None
    surfaces: Mapping[str, Surface] = field(default_factory=dict)
    issue: Issue | None = None
    assignee: Person | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the outside, ready to be made; BODY is known to the outlet alone.

    REPEATABLE calls, such as edits, need not be looked for after an answer was lost: making them
    again is as good.
    """

    key: str
    body: object
    budgets: tuple[Budget, ...] = ()
    repeatable: bool = False


class Outlet(Protocol):
    """A way out: Slack, or a tracker."""

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Render the effect; None when the outside shows it already. Pure; raises `Refused`."""
        ...

    async def send(self, call: Call) -> Receipt:
        """Make the call and return its receipt; raises a `Failure`."""
        ...

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        """Return the receipt of the call if it was made after SINCE, None if it was not."""
        ...
