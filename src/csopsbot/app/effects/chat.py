"""What is shown and said in the chat, and asked of it."""

from dataclasses import dataclass
from typing import Literal

from csopsbot.domain.events import Place


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
class CorrectSupport:
    """Notice: the line in the support thread that event SEQ is about: an `Amended`, or a reason."""

    seq: int
    op: Literal["correct_support"] = "correct_support"


@dataclass(frozen=True, slots=True)
class CorrectTeam:
    """Notice: the line in the team thread that event SEQ is about: an `Amended`, or a reason."""

    seq: int
    op: Literal["correct_team"] = "correct_team"


@dataclass(frozen=True, slots=True)
class Whisper:
    """Notice: event SEQ, such as a `Refused`, said to the person alone."""

    seq: int
    op: Literal["whisper"] = "whisper"


@dataclass(frozen=True, slots=True)
class MarkShared:
    """Notice: our reaction on the message of event SEQ, which went over to support."""

    seq: int
    op: Literal["mark_shared"] = "mark_shared"


@dataclass(frozen=True, slots=True)
class BringFile:
    """Notice: the file of event SEQ, an `IssueAttached`, itself in the team thread."""

    seq: int
    op: Literal["bring_file"] = "bring_file"


@dataclass(frozen=True, slots=True)
class PassOnFile:
    """Notice: file number PLACE of event SEQ, a `Shared`, itself in the support thread."""

    seq: int
    place: int
    op: Literal["pass_on_file"] = "pass_on_file"


@dataclass(frozen=True, slots=True)
class GatherContext:
    """Notice: read the thread the escalation came from."""

    place: Place
    op: Literal["gather_context"] = "gather_context"
