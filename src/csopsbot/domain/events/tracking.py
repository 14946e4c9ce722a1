"""What becomes of the issue in the tracker, and of what is sent out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csopsbot.domain.document import Doc
from csopsbot.domain.issue import Category, IssueRef, Status
from csopsbot.domain.people import Actor, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLinked:
    """An issue in a tracker stands for it now, made for it unless BY linked it to one of others'.

    FORMER stood for it before; it was made for this alone, and nobody else waits on it, where it
    FALLS_FREE.
    """

    ref: IssueRef
    status: Status
    by: Actor | None = None
    former: IssueRef | None = None
    falls_free: bool = False
    kind: Literal["issue_linked"] = "issue_linked"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAsked:
    """Somebody wants it to wait on the issue at ADDRESS; PASTED where they only wrote the address."""

    by: Actor
    address: str
    pasted: bool = False
    kind: Literal["link_asked"] = "link_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFailed:
    """It cannot wait on the issue at ADDRESS, for that is not to be had, or for it was OVER by then."""

    by: Actor
    address: str
    why: Literal["unknown", "gone", "hidden", "closed", "closing", "same", "over"]
    kind: Literal["link_failed"] = "link_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLeft:
    """It waits on the issue no more, and gets one of its own."""

    by: Actor
    ref: IssueRef
    why: Literal["unlinked", "came_back"]
    kind: Literal["issue_left"] = "issue_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueChanged:
    """The issue's status, assignee or key is another."""

    ref: IssueRef
    status: Status
    assignee: str | None
    kind: Literal["issue_changed"] = "issue_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDuplicated:
    """The issue was closed as a duplicate of another; what waits on it goes on somewhere else."""

    by: Actor
    ref: IssueRef
    kind: Literal["issue_duplicated"] = "issue_duplicated"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueBrought:
    """We brought the issue to STATUS, for its workflow leads no nearer to what was ASKED."""

    status: Status
    asked: Category
    kind: Literal["issue_brought"] = "issue_brought"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCommented:
    """A person commented on the issue in the tracker, where the comment goes by COMMENT_ID."""

    by: Actor
    body: Doc
    comment_id: str = ""
    kind: Literal["issue_commented"] = "issue_commented"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAttached:
    """A person added a file to the issue, where it goes by FILE_ID and is to be seen at URL.

    SIZE is in bytes, 0 if not known.
    """

    by: Actor
    name: str
    url: str
    size: int = 0
    file_id: str = ""
    kind: Literal["issue_attached"] = "issue_attached"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixPlanned:
    """Engineering plans to mend it in these versions; none where it does not any more."""

    versions: tuple[str, ...]
    kind: Literal["fix_planned"] = "fix_planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixReleased:
    """A version that the fix was planned for is out; it is not in it where the issue is STILL_OPEN."""

    version: str
    still_open: bool = False
    kind: Literal["fix_released"] = "fix_released"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLogged:
    """Somebody spent time on it, until now."""

    by: Actor
    seconds: int
    note: str = ""
    kind: Literal["work_logged"] = "work_logged"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLost:
    """The issue was deleted or can no longer be seen."""

    reason: Literal["gone", "hidden"]
    kind: Literal["issue_lost"] = "issue_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReappeared:
    """The issue, which was lost, can be seen again."""

    kind: Literal["issue_reappeared"] = "issue_reappeared"


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorPaused:
    """Comments came faster than people write: they stay in the tracker until it is quiet there."""

    kind: Literal["mirror_paused"] = "mirror_paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorResumed:
    """It has been quiet on the issue for a while: comments are passed on again."""

    kind: Literal["mirror_resumed"] = "mirror_resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerDelayed:
    """What the tracker is owed has been waiting since then, for the tracker does not take it.

    It is KNOWN to whoever opened the escalation where they were called to another of theirs.
    """

    since: datetime
    known: bool = False
    kind: Literal["tracker_delayed"] = "tracker_delayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerCaughtUp:
    """The tracker has got all that it was owed, which had been waiting SINCE then."""

    since: datetime
    kind: Literal["tracker_caught_up"] = "tracker_caught_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRefused:
    """This one issue does not take WHAT is put on it, for a reason that its tracker gave."""

    what: Literal["comments", "files", "hours"]
    reason: str
    kind: Literal["issue_refused"] = "issue_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRelented:
    """The issue takes again WHAT it refused: it gets what was kept for it, in order."""

    what: Literal["comments", "files", "hours"]
    kind: Literal["issue_relented"] = "issue_relented"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFailed:
    """Something could not be shown or said, and will not be until somebody mends it.

    WHAT is the effect's name; SIDE is engineering for the tracker, support for the chat.
    """

    what: str
    reason: str
    side: Side
    kind: Literal["delivery_failed"] = "delivery_failed"
