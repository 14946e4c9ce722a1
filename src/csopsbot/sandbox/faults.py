"""Faults on demand: which call or delivery goes wrong, how, and how often."""

from fnmatch import fnmatchcase
from random import Random
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

CallFault = Literal["ratelimit", "error", "drop_answer", "hang", "slow", "late_store"]
DeliveryFault = Literal[
    "duplicate_events", "reorder_events", "slow_delivery", "lose_delivery", "socket_disconnect"
]
DisconnectReason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


class Fault(BaseModel):
    """A rule as it is posted: what it meets, what it does, how often.

    `match` is a pattern over Web API methods (chat.*) and over the topics of deliveries
    (event:reaction_added, command:/escalate, view_submission:callback_id).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: CallFault | DeliveryFault
    match: str = "*"
    count: int | None = Field(default=None, ge=1, description="how many times, else for ever")
    skip: int = Field(default=0, ge=0, description="how many matching ones go well first")
    probability: float = Field(default=1.0, ge=0.0, le=1.0)
    seed: int = 0
    retry_after: int = 1
    status: int = 500
    seconds: float = 1.0
    when: Literal["before", "after"] = "before"
    copies: int = Field(default=1, ge=1)
    window: int = Field(default=2, ge=2)
    reason: DisconnectReason = "refresh_requested"


class Armed:
    """A rule at work: its dice and how often it struck."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.struck = 0
        self._seen = 0
        self._dice = Random(fault.seed)  # noqa: S311 -- faults want repeatable dice

    def strikes(self, name: str) -> bool:
        """Tell whether this rule meets a call or delivery now."""
        fault = self.fault
        if not fnmatchcase(name, fault.match) or self.struck == fault.count:
            return False
        self._seen += 1
        if self._seen <= fault.skip or self._dice.random() >= fault.probability:
            return False
        self.struck += 1
        return True


class Faults:
    """The rules in force, the first that meets one wins."""

    def __init__(self) -> None:
        self._armed: list[Armed] = []

    def add(self, fault: Fault) -> None:
        """Put a rule in force."""
        self._armed.append(Armed(fault))

    def clear(self) -> None:
        """Let everything go well again."""
        self._armed.clear()

    def listed(self) -> list[dict[str, object]]:
        """Return the rules and how often each struck."""
        return [{**armed.fault.model_dump(), "struck": armed.struck} for armed in self._armed]

    def meet(self, name: str, *kinds: str) -> Fault | None:
        """Return the fault of one of these kinds that a call or delivery meets, if any."""
        for armed in self._armed:
            if armed.fault.kind in kinds and armed.strikes(name):
                return armed.fault
        return None
