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
from csopsbot.domain.issue import Issue
from csopsbot.domain.people import Person


@dataclass(frozen=True, slots=True)
class Scene:
    """What an effect is rendered from. ESCALATION is None for effects that belong to no one.

    RELIEVED is who took back having it, while nobody else has it.
    """

    key: str
    escalation: Escalation | None = None
    record: Recorded | None = None
    surfaces: Mapping[str, Surface] = field(default_factory=dict)
    issue: Issue | None = None
    assignee: Person | None = None
    relieved: Person | None = None


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
