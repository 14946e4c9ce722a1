"""What is made, said and shown in the tracker because of an escalation."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CreateIssue:
    """Notice: make the issue in the team's tracker; AGAIN is the event that left the former one."""

    again: int = 0
    op: Literal["create_issue"] = "create_issue"


@dataclass(frozen=True, slots=True)
class FindIssue:
    """Notice: look for the issue that event SEQ, a `LinkAsked`, names."""

    seq: int
    op: Literal["find_issue"] = "find_issue"


@dataclass(frozen=True, slots=True)
class FindPerson:
    """Notice: look for whom event SEQ, an `AccountNamed`, names."""

    seq: int
    op: Literal["find_person"] = "find_person"


@dataclass(frozen=True, slots=True)
class CloseFormer:
    """Mirror: the issue that event SEQ, an `IssueLinked`, let fall free is closed, if it still is."""

    seq: int
    op: Literal["close_former"] = "close_former"


@dataclass(frozen=True, slots=True)
class CommentOnIssue:
    """Notice: event SEQ, said as a comment on the issue."""

    seq: int
    op: Literal["comment_on_issue"] = "comment_on_issue"


@dataclass(frozen=True, slots=True)
class TellFormer:
    """Notice: event SEQ, which left an issue, said as a comment on that one."""

    seq: int
    op: Literal["tell_former"] = "tell_former"


@dataclass(frozen=True, slots=True)
class AmendComment:
    """Notice: the comment that event SEQ, an `Amended`, is about says what it says now."""

    seq: int
    op: Literal["amend_comment"] = "amend_comment"


@dataclass(frozen=True, slots=True)
class AttachToIssue:
    """Notice: file number PLACE of event SEQ, a `Replied`, counted from 0, put on the issue."""

    seq: int
    place: int
    op: Literal["attach_to_issue"] = "attach_to_issue"


@dataclass(frozen=True, slots=True)
class LogWork:
    """Notice: the time of event SEQ, a `WorkLogged`, on the issue."""

    seq: int
    op: Literal["log_work"] = "log_work"


@dataclass(frozen=True, slots=True)
class SyncIssue:
    """Mirror: the issue's status follows the escalation's stage."""

    op: Literal["sync_issue"] = "sync_issue"


@dataclass(frozen=True, slots=True)
class LinkIssue:
    """Mirror: the issue leads to the card in the engineering channel."""

    op: Literal["link_issue"] = "link_issue"


@dataclass(frozen=True, slots=True)
class ShowDemand:
    """Mirror: the issue says who waits on it."""

    tracker: str
    issue_id: str
    op: Literal["show_demand"] = "show_demand"
