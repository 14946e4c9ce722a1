"""The vocabulary of effects: what the outside is owed because of what happened.

A mirror has a slot: it shows the current state, is rendered when it is sent, and a newer one takes
the place of an older one that is still waiting. A notice has none: it says one thing once, in order.
"""

from dataclasses import dataclass
from enum import IntEnum

from csopsbot.app.effects.chat import (
    BringFile,
    CorrectSupport,
    CorrectTeam,
    GatherContext,
    MarkShared,
    PassOnFile,
    ShowAlert,
    ShowDraft,
    ShowFormerCard,
    ShowSupportCard,
    ShowTeamCard,
    TellSupport,
    TellTeam,
    Whisper,
)
from csopsbot.app.effects.issues import (
    AmendComment,
    AttachToIssue,
    CloseFormer,
    CommentOnIssue,
    CreateIssue,
    FindIssue,
    FindPerson,
    LinkIssue,
    LogWork,
    ShowDemand,
    SyncIssue,
    TellFormer,
)
from csopsbot.app.effects.readings import LookForChanges, PostWebhook, ReadIssue, SightIssues

__all__ = [
    "AmendComment",
    "AttachToIssue",
    "BringFile",
    "CloseFormer",
    "CommentOnIssue",
    "CorrectSupport",
    "CorrectTeam",
    "CreateIssue",
    "Effect",
    "FindIssue",
    "FindPerson",
    "GatherContext",
    "LinkIssue",
    "LogWork",
    "Look",
    "LookForChanges",
    "MarkShared",
    "OnIssue",
    "Order",
    "PassOnFile",
    "PostWebhook",
    "ReadIssue",
    "ShowAlert",
    "ShowDemand",
    "ShowDraft",
    "ShowFormerCard",
    "ShowSupportCard",
    "ShowTeamCard",
    "SightIssues",
    "SyncIssue",
    "TellFormer",
    "TellSupport",
    "TellTeam",
    "Urgency",
    "Whisper",
    "alarming",
]


class Urgency(IntEnum):
    """Which lanes go first when several are due: alerts by their severity, the fourth for all milder."""

    ALERT_1 = 0
    ALERT_2 = 1
    ALERT_3 = 2
    ALERT_4 = 3
    PERSON = 4
    ROUTINE = 5


def alarming(rank: int) -> Urgency:
    """Return how urgent an alert is about an escalation whose severity has that RANK, from 1."""
    return Urgency(min(max(rank - 1, Urgency.ALERT_1), Urgency.ALERT_4))


OnIssue = CommentOnIssue | AmendComment | AttachToIssue | LogWork | SyncIssue | LinkIssue
"""What is said and done on the escalation's issue, and waits for the next where there is none."""

Look = LookForChanges | SightIssues
"""What nobody waits for, and what comes again by itself."""

Effect = (
    ShowSupportCard
    | ShowTeamCard
    | ShowDraft
    | ShowAlert
    | ShowFormerCard
    | TellSupport
    | TellTeam
    | CorrectSupport
    | CorrectTeam
    | Whisper
    | MarkShared
    | BringFile
    | PassOnFile
    | GatherContext
    | CreateIssue
    | FindIssue
    | FindPerson
    | CloseFormer
    | TellFormer
    | CommentOnIssue
    | AmendComment
    | AttachToIssue
    | LogWork
    | SyncIssue
    | LinkIssue
    | ShowDemand
    | ReadIssue
    | LookForChanges
    | SightIssues
    | PostWebhook
)


@dataclass(frozen=True, slots=True)
class Order:
    """An effect in its lane.

    KEY is unique for all time, and is what the outside can be asked about. SLOT is None for a
    notice. TARGET says who delivers it: slack, or a tracker's name.
    """

    key: str
    lane: str
    target: str
    effect: Effect
    slot: str | None = None
    escalation_id: str | None = None
    urgency: Urgency = Urgency.ROUTINE
