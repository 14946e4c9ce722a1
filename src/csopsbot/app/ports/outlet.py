"""A way out, and what is rendered and sent there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from csopsbot.app.effects import Effect
from csopsbot.app.ports.history import Surface
from csopsbot.app.ports.outbox import Budget
from csopsbot.app.receipts import Receipt
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Recorded
from csopsbot.domain.issue import Issue, IssueRef
from csopsbot.domain.people import Person


@dataclass(frozen=True, slots=True)
class Scene:
    """What an effect is rendered from. ESCALATION is None for effects that belong to no one.

    ORIGINAL is what the event of RECORD amends, answers or passes on, OTHER another escalation that
    it names, with its cards. RELIEVED is who took back having it, while nobody else has it;
    ACCOUNTS are what the two are in the issue's tracker, as far as they were asked. WAITING are
    those that an issue's demand is about, the others that wait on the escalation's issue, or
    whoever does on one that is to be closed; SHOWN is the demand that the issue shows. CHECKED_AT
    is when we last knew how the issue stands, where that is too long ago.
    """

    key: str
    escalation: Escalation | None = None
    record: Recorded | None = None
    original: Recorded | None = None
    other: Escalation | None = None
    other_surfaces: Mapping[str, Surface] = field(default_factory=dict)
    surfaces: Mapping[str, Surface] = field(default_factory=dict)
    issue: Issue | None = None
    assignee: Person | None = None
    relieved: Person | None = None
    accounts: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[Escalation, ...] = ()
    shown: str = ""
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the outside, ready to be made; BODY is known to the outlet alone.

    REPEATABLE calls, such as edits, need not be looked for after an answer was lost: making them
    again is as good. REWRITES is the issue that is read and then written by what was read: such
    calls are made one at a time for each issue, whoever they are for.
    """

    key: str
    body: object
    budgets: tuple[Budget, ...] = ()
    repeatable: bool = False
    rewrites: IssueRef | None = None


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
