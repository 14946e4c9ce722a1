"""What can happen to an escalation: the facts its history is made of, in the past tense."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from csopsbot.domain.document import NOTHING, Doc
from csopsbot.domain.issue import IssueRef, Status
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.stage import Step


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
    """An agent handed a customer's problem to engineering."""

    by: Actor
    intake: Intake
    team: str
    support: Place
    language: str
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
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its place in the history; SEQ counts from 1 within an escalation."""

    seq: int
    at: datetime
    event: Event
