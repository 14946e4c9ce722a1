"""What can happen to an escalation: the facts its history is made of, in the past tense."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from csopsbot.domain.document import NOTHING, Doc
from csopsbot.domain.issue import IssueRef, Status
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.sla.thresholds import Key
from csopsbot.domain.stage import Step

WaitReason = Literal["waiting_for_customer", "waiting_for_third_party", "on_hold"]


@dataclass(frozen=True, slots=True)
class Intake:
    """What the agent says of the customer's problem; secrets have been cut from it."""

    customer: str
    title: str
    details: str
    severity: str
    area: str = ""
    customer_version: str = ""
    links: tuple[str, ...] = ()
    tier: str = ""
    case_kind: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, and the thread in it where there is one already."""

    channel: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something said before the escalation began, taken along as context."""

    author: str
    body: Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An agent handed a customer's problem to engineering.

    SINCE is when the customer first wrote of it, where somebody said so.
    """

    by: Actor
    intake: Intake
    team: str
    support: Place
    language: str
    since: datetime | None = None
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An engineer answers for it from here on."""

    by: Actor
    kind: Literal["taken"] = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Work has begun."""

    by: Actor
    kind: Literal["started"] = "started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Engineering needs to know something from support; the question may follow as a reply."""

    by: Actor
    body: Doc = NOTHING
    kind: Literal["asked"] = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Engineering has mended it."""

    by: Actor
    kind: Literal["resolved"] = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Engineering will not do it; the reason may follow."""

    by: Actor
    kind: Literal["declined"] = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The reason for declining was given."""

    by: Actor
    reason: str
    kind: Literal["explained"] = "explained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """It is open again after it was closed."""

    by: Actor
    kind: Literal["reopened"] = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A step, number SEQ of the history, was taken back as if it had not been."""

    by: Actor
    seq: int
    step: Step
    kind: Literal["undone"] = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Somebody tried a step and was not let; WHY is a word of the catalogue."""

    by: Actor
    step: Step
    why: str
    language: str
    place: Place
    details: Mapping[str, str] = field(default_factory=dict)
    kind: Literal["refused"] = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """Somebody wrote in one of the two threads; CHANNEL and TS say which message it is."""

    by: Actor
    side: Side
    body: Doc
    channel: str
    ts: str
    kind: Literal["replied"] = "replied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A reply of engineering's, written by AUTHOR, was passed on to support."""

    by: Actor
    author: Actor
    body: Doc
    channel: str | None = None
    ts: str | None = None
    kind: Literal["shared"] = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextGathered:
    """The conversation it came from was read and taken along."""

    quotations: tuple[Quotation, ...]
    kind: Literal["context_gathered"] = "context_gathered"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLinked:
    """An issue in a tracker stands for it now."""

    ref: IssueRef
    status: Status
    kind: Literal["issue_linked"] = "issue_linked"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueChanged:
    """The issue's status, assignee or key is another."""

    ref: IssueRef
    status: Status
    assignee: str | None
    kind: Literal["issue_changed"] = "issue_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCommented:
    """A person commented on the issue in the tracker."""

    by: Actor
    body: Doc
    kind: Literal["issue_commented"] = "issue_commented"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLost:
    """The issue was deleted or can no longer be seen."""

    reason: Literal["gone", "hidden"]
    kind: Literal["issue_lost"] = "issue_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdited:
    """An agent changed the words meant for the customer."""

    by: Actor
    draft: int
    text: str
    kind: Literal["draft_edited"] = "draft_edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTold:
    """An agent told the customer, in these words."""

    by: Actor
    draft: int
    text: str
    kind: Literal["customer_told"] = "customer_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDismissed:
    """An agent saw no need to tell the customer this."""

    by: Actor
    draft: int
    kind: Literal["draft_dismissed"] = "draft_dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDue:
    """A draft has been waiting for the agent."""

    draft: int
    kind: Literal["reminder_due"] = "reminder_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFailed:
    """Something could not be shown or said, and will not be until somebody mends it.

    WHAT is the effect's name; SIDE is engineering for the tracker, support for the chat.
    """

    what: str
    reason: str
    side: Side
    kind: Literal["delivery_failed"] = "delivery_failed"


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
    """Support needs nothing of engineering any more; INTO is the escalation it was merged into."""

    by: Actor
    reason: str = ""
    into: str = ""
    kind: Literal["withdrawn"] = "withdrawn"


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


StepEvent = Taken | Started | Asked | Resolved | Declined | Reopened

Event = (
    Opened
    | Taken
    | Started
    | Asked
    | Resolved
    | Declined
    | Explained
    | Reopened
    | Undone
    | Refused
    | Replied
    | Shared
    | ContextGathered
    | IssueLinked
    | IssueChanged
    | IssueCommented
    | IssueLost
    | DraftEdited
    | CustomerTold
    | DraftDismissed
    | ReminderDue
    | DeliveryFailed
    | SeverityChanged
    | HandedOver
    | WaitStarted
    | WaitEnded
    | CustomerWrote
    | Withdrawn
    | ThresholdPassed
    | Alerted
    | Acknowledged
    | ClockMissed
    | BreachExplained
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its place in the history; SEQ counts from 1 within an escalation."""

    seq: int
    at: datetime
    event: Event
