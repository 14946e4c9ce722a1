"""What support and engineering say of an escalation besides its steps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csopsbot.domain.issue import IssueRef
from csopsbot.domain.people import Actor

WaitReason = Literal["waiting_for_customer", "waiting_for_third_party", "on_hold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityChanged:
    """It is worse, or less bad, than was thought."""

    by: Actor
    severity: str
    kind: Literal["severity_changed"] = "severity_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Another team answers for it from here on."""

    by: Actor
    team: str
    kind: Literal["handed_over"] = "handed_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitStarted:
    """Nobody of ours can go on before somebody else does; SINCE where it was so before it was said."""

    by: Actor
    reason: WaitReason
    note: str = ""
    since: datetime | None = None
    kind: Literal["wait_started"] = "wait_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitEnded:
    """That reason to wait is gone."""

    by: Actor
    reason: WaitReason
    kind: Literal["wait_ended"] = "wait_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWrote:
    """The customer wrote again, and waits for an answer; AT where it was before it was said."""

    by: Actor
    at: datetime | None = None
    kind: Literal["customer_wrote"] = "customer_wrote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """Support needs nothing of engineering any more; INTO is the escalation it was merged into.

    GOES_ON is the issue of that one.
    """

    by: Actor
    reason: str = ""
    into: str = ""
    goes_on: IssueRef | None = None
    kind: Literal["withdrawn"] = "withdrawn"
