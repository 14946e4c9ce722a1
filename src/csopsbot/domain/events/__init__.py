"""What can happen to an escalation: the facts its history is made of, in the past tense."""

from dataclasses import dataclass
from datetime import datetime

from csopsbot.domain.events.accounts import (
    AccountAsked,
    AccountLookedUp,
    AccountNamed,
    AssignmentRefused,
)
from csopsbot.domain.events.clocking import (
    Acknowledged,
    Alerted,
    BreachExplained,
    ClockMissed,
    ThresholdPassed,
)
from csopsbot.domain.events.merging import (
    DuplicateJoined,
    DuplicateLeft,
    Followed,
)
from csopsbot.domain.events.opening import (
    ContextGathered,
    Intake,
    Opened,
    Place,
    Quotation,
)
from csopsbot.domain.events.steering import (
    CustomerWrote,
    HandedOver,
    SeverityChanged,
    WaitEnded,
    WaitReason,
    WaitStarted,
    Withdrawn,
)
from csopsbot.domain.events.stepping import (
    Asked,
    Declined,
    Explained,
    Refused,
    Reopened,
    Resolved,
    Started,
    Taken,
    Undone,
)
from csopsbot.domain.events.talking import (
    Amended,
    CustomerTold,
    DraftDismissed,
    DraftEdited,
    ReminderDue,
    Replied,
    Shared,
    SharedFile,
)
from csopsbot.domain.events.tracking import (
    DeliveryFailed,
    FixPlanned,
    FixReleased,
    IssueAttached,
    IssueBrought,
    IssueChanged,
    IssueCommented,
    IssueDuplicated,
    IssueLeft,
    IssueLinked,
    IssueLost,
    IssueReappeared,
    IssueRefused,
    IssueRelented,
    LinkAsked,
    LinkFailed,
    MirrorPaused,
    MirrorResumed,
    TrackerCaughtUp,
    TrackerDelayed,
    WorkLogged,
)

__all__ = [
    "AccountAsked",
    "AccountLookedUp",
    "AccountNamed",
    "Acknowledged",
    "Alerted",
    "Amended",
    "Asked",
    "AssignmentRefused",
    "BreachExplained",
    "ClockMissed",
    "ContextGathered",
    "CustomerTold",
    "CustomerWrote",
    "Declined",
    "DeliveryFailed",
    "DraftDismissed",
    "DraftEdited",
    "DuplicateJoined",
    "DuplicateLeft",
    "Event",
    "Explained",
    "FixPlanned",
    "FixReleased",
    "Followed",
    "HandedOver",
    "Intake",
    "IssueAttached",
    "IssueBrought",
    "IssueChanged",
    "IssueCommented",
    "IssueDuplicated",
    "IssueLeft",
    "IssueLinked",
    "IssueLost",
    "IssueReappeared",
    "IssueRefused",
    "IssueRelented",
    "LinkAsked",
    "LinkFailed",
    "MirrorPaused",
    "MirrorResumed",
    "Opened",
    "Place",
    "Quotation",
    "Recorded",
    "Refused",
    "ReminderDue",
    "Reopened",
    "Replied",
    "Resolved",
    "SeverityChanged",
    "Shared",
    "SharedFile",
    "Started",
    "StepEvent",
    "Taken",
    "ThresholdPassed",
    "TrackerCaughtUp",
    "TrackerDelayed",
    "Undone",
    "WaitEnded",
    "WaitReason",
    "WaitStarted",
    "Withdrawn",
    "WorkLogged",
]

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
    | Amended
    | ContextGathered
    | IssueLinked
    | IssueChanged
    | IssueBrought
    | IssueCommented
    | IssueDuplicated
    | IssueAttached
    | FixPlanned
    | FixReleased
    | WorkLogged
    | IssueLost
    | IssueReappeared
    | IssueRefused
    | IssueRelented
    | MirrorPaused
    | MirrorResumed
    | TrackerCaughtUp
    | TrackerDelayed
    | IssueLeft
    | LinkAsked
    | AccountAsked
    | AssignmentRefused
    | AccountNamed
    | AccountLookedUp
    | LinkFailed
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
    | DuplicateJoined
    | DuplicateLeft
    | Followed
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
