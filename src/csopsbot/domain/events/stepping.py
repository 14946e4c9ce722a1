"""Steps taken with an escalation, taken back, and not let."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from csopsbot.domain.document import NOTHING, Doc
from csopsbot.domain.events.opening import Place
from csopsbot.domain.events.talking import SharedFile
from csopsbot.domain.people import Actor
from csopsbot.domain.stage import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An engineer answers for it from here on."""

    by: Actor
    kind: Literal["taken"] = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Work has begun, or goes on AGAIN after it was closed."""

    by: Actor
    again: bool = False
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
    """The reason for declining was given; where it was a message in the chat, by which."""

    by: Actor
    reason: str
    channel: str = ""
    ts: str = ""
    files: tuple[SharedFile, ...] = ()
    kind: Literal["explained"] = "explained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """It is open again after it was closed, WITH_ISSUE where the issue itself was opened again.

    Where it was parted from the one that it had been merged into, that is the one it came OUT_OF.
    """

    by: Actor
    with_issue: bool = False
    out_of: str = ""
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
