"""What came back from the outside, and what follows from it."""

from dataclasses import dataclass

from csopsbot.domain.events import Quotation
from csopsbot.domain.issue import Issue


@dataclass(frozen=True, slots=True)
class Done:
    """It was done, and there is nothing to remember."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A card stands at CHANNEL and TS; SHOWN is the fingerprint of what it shows."""

    surface: str
    channel: str
    ts: str
    shown: str


@dataclass(frozen=True, slots=True)
class IssueMade:
    """The issue was made."""

    issue: Issue


@dataclass(frozen=True, slots=True)
class IssueRead:
    """The issue was read again; None with a REASON when it is gone or hidden."""

    tracker: str
    issue_id: str
    issue: Issue | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ThreadRead:
    """A conversation was read, oldest message first."""

    quotations: tuple[Quotation, ...]


Receipt = Done | Posted | IssueMade | IssueRead | ThreadRead
