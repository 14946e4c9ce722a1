"""Escalations about the same: one goes on for both, and the other hears of it."""

from dataclasses import dataclass
from typing import Literal

from csopsbot.domain.issue import IssueRef
from csopsbot.domain.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateJoined:
    """The escalation ID, called NAME, was merged into this one; its CUSTOMER still waits.

    ISSUE is the one it had.
    """

    by: Actor
    id: str
    name: str
    customer: str
    issue: IssueRef | None = None
    kind: Literal["duplicate_joined"] = "duplicate_joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateLeft:
    """The escalation ID, called NAME, which was merged into this one, goes on by itself again.

    ISSUE is the one it has.
    """

    by: Actor
    id: str
    name: str
    customer: str
    issue: IssueRef | None = None
    kind: Literal["duplicate_left"] = "duplicate_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What happened to the one that goes on for it, ID called NAME, in event SEQ, concerns it too.

    Words for the customer are offered ABOUT it, if any.
    """

    id: str
    name: str
    seq: int
    about: Literal["", "progress", "resolved", "declined", "reopened", "released"] = ""
    kind: Literal["followed"] = "followed"
