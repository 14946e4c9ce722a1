"""What came back from the outside, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from csopsbot.app.tracker import Gone, Hidden, Sighting
from csopsbot.domain.events import Quotation
from csopsbot.domain.issue import Category, Issue, TrackerUser


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
class IssueFound:
    """What event ASKED, a `LinkAsked`, names: an issue, or none for a REASON."""

    asked: int
    issue: Issue | None
    reason: Literal["", "unknown", "gone", "hidden"] = ""


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """Those who are called in TRACKER what event ASKED, an `AccountNamed`, says."""

    asked: int
    tracker: str
    people: tuple[TrackerUser, ...]


@dataclass(frozen=True, slots=True)
class DemandShown:
    """The issue shows this demand now."""

    tracker: str
    issue_id: str
    shown: str


@dataclass(frozen=True, slots=True)
class OwnMove:
    """We moved an issue to what means ASKED; ARRIVED as near to it as its workflow ever leads."""

    asked: Category
    arrived: bool


@dataclass(frozen=True, slots=True)
class NotGiven:
    """The tracker knows the PERSON of the chat, and does not give them an issue, for a REASON."""

    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class IssueRead:
    """The issue was read again; None with a REASON when it is gone or hidden.

    MOVER is who moved it since the last reading, where the tracker tells; MOVE is what we did
    ourselves just before it. STRANGER is who of the chat should have it, and is nobody that the
    tracker knows; NOT_GIVEN is who should have it, and may not.
    BEFORE is what was known of it when it was asked for.
    """

    tracker: str
    issue_id: str
    issue: Issue | None
    reason: str = ""
    mover: TrackerUser | None = None
    move: OwnMove | None = None
    stranger: str = ""
    not_given: NotGiven | None = None
    before: Issue | None = None


@dataclass(frozen=True, slots=True)
class ChangesSeen:
    """These issues of a project changed; if not COMPLETE, others did after the last of them.

    RELEASED are the versions that are out, if that was asked.
    """

    tracker: str
    project: str
    sightings: tuple[Sighting, ...]
    complete: bool
    released: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class IssuesSighted:
    """What became of these issues."""

    tracker: str
    issue_ids: tuple[str, ...]
    seen: Mapping[str, Sighting | Gone | Hidden]


@dataclass(frozen=True, slots=True)
class ThreadRead:
    """A conversation was read, oldest message first."""

    quotations: tuple[Quotation, ...]


Receipt = (
    Done
    | Posted
    | IssueMade
    | IssueFound
    | PeopleFound
    | DemandShown
    | IssueRead
    | ChangesSeen
    | IssuesSighted
    | ThreadRead
)
