"""The vocabulary of effects: what the outside is owed because of what happened.

A mirror has a slot: it shows the current state, is rendered when it is sent, and a newer one takes
the place of an older one that is still waiting. A notice has none: it says one thing once, in order.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from csopsbot.domain.events import Place


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


@dataclass(frozen=True, slots=True)
class ShowSupportCard:
    """Mirror: the card in the channel the escalation came from."""

    op: Literal["show_support_card"] = "show_support_card"


@dataclass(frozen=True, slots=True)
class ShowTeamCard:
    """Mirror: the card in the engineering channel."""

    op: Literal["show_team_card"] = "show_team_card"


@dataclass(frozen=True, slots=True)
class ShowDraft:
    """Mirror: words for the customer, in the support thread."""

    draft: int
    op: Literal["show_draft"] = "show_draft"


@dataclass(frozen=True, slots=True)
class ShowAlert:
    """Mirror: the call of event SEQ, an `Alerted`, and whether somebody has answered."""

    seq: int
    op: Literal["show_alert"] = "show_alert"


@dataclass(frozen=True, slots=True)
class ShowFormerCard:
    """Mirror: the card in the channel of a team that has handed the escalation over."""

    team: str
    op: Literal["show_former_card"] = "show_former_card"


@dataclass(frozen=True, slots=True)
class TellSupport:
    """Notice: event SEQ, said in the support thread."""

    seq: int
    op: Literal["tell_support"] = "tell_support"


@dataclass(frozen=True, slots=True)
class TellTeam:
    """Notice: event SEQ, said in the team thread."""

    seq: int
    op: Literal["tell_team"] = "tell_team"


@dataclass(frozen=True, slots=True)
class Whisper:
    """Notice: event SEQ, a `Refused`, said to the person alone."""

    seq: int
    op: Literal["whisper"] = "whisper"


@dataclass(frozen=True, slots=True)
class MarkShared:
    """Notice: our reaction on the message of event SEQ, which went over to support."""

    seq: int
    op: Literal["mark_shared"] = "mark_shared"


@dataclass(frozen=True, slots=True)
class GatherContext:
    """Notice: read the thread the escalation came from."""

    place: Place
    op: Literal["gather_context"] = "gather_context"


@dataclass(frozen=True, slots=True)
class CreateIssue:
    """Notice: make the issue in the team's tracker."""

    op: Literal["create_issue"] = "create_issue"


@dataclass(frozen=True, slots=True)
class CommentOnIssue:
    """Notice: event SEQ, said as a comment on the issue."""

    seq: int
    op: Literal["comment_on_issue"] = "comment_on_issue"


@dataclass(frozen=True, slots=True)
class SyncIssue:
    """Mirror: the issue's status follows the escalation's stage."""

    op: Literal["sync_issue"] = "sync_issue"


@dataclass(frozen=True, slots=True)
class LinkIssue:
    """Mirror: the issue leads to the card in the engineering channel."""

    op: Literal["link_issue"] = "link_issue"


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """Mirror, of the tracker in our own database: read the issue again and compare."""

    tracker: str
    issue_id: str
    op: Literal["read_issue"] = "read_issue"


@dataclass(frozen=True, slots=True)
class PostWebhook:
    """Notice: the built-in tracker tells its subscriber, ourselves, of a change on its board."""

    issue_id: str
    change: str
    op: Literal["post_webhook"] = "post_webhook"


Effect = (
    ShowSupportCard
    | ShowTeamCard
    | ShowDraft
    | ShowAlert
    | ShowFormerCard
    | TellSupport
    | TellTeam
    | Whisper
    | MarkShared
    | GatherContext
    | CreateIssue
    | CommentOnIssue
    | SyncIssue
    | LinkIssue
    | ReadIssue
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
