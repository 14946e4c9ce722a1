"""What a tracker can do and how fast, who we are there, and what an inspection of it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from csopsbot.domain.issue import Category, TrackerUser, Version


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls A_MINUTE on the long run, and BURST of them at once."""

    a_minute: float
    burst: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast a tracker lets itself be read and written, and any one issue written; None: as we like.

    Below what it allows, for it may count otherwise than we do, and others call it too.
    """

    reads: Rate | None = None
    writes: Rate | None = None
    writes_of_issue: Rate | None = None


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a tracker can do; the product says in words what it lacks.

    PEOPLE says by what it knows whose an account is: their address, or what they say it is called;
    in a tracker without accounts an issue is given to nobody. MAX_BODY is in characters. MAX_FILE
    is the largest attachment in bytes, 0 where there are none. MIN_POLL_S is how many seconds a
    project is left alone between two looks for what changed.
    """

    webhooks: Literal["signed", "token", "none"]
    private_comments: bool = False
    work_log: bool = False
    priorities: bool = False
    fix_versions: bool = False
    people: Literal["by_address", "by_name", "nobody"] = "nobody"
    history: bool = False
    registers_webhooks: bool = False
    max_body: int = 32_000
    max_file: int = 0
    min_poll_s: int = 60
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are in the tracker, as proven by a call; SERVER names its product and version."""

    user: TrackerUser
    server: str


Leniency = Literal["issue type", "field"]


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the tracker's own, which the desk file calls by its ID or, if it has one, its NAME."""

    id: str
    name: str = ""

    def is_called(self, name: str) -> bool:
        """Return whether NAME means this field; the capitals of an id matter."""
        return name == self.id or (bool(self.name) and name.casefold() == self.name.casefold())


@dataclass(frozen=True, slots=True)
class ProjectSchema:
    """What a project asks of an issue, and what may be said of one.

    REQUIRED names, by issue type, the fields that have to be filled on create besides those every
    draft fills; FIELDS are those that may be filled. LENIENT is what an issue is made without, if it
    is not known there, instead of being refused. MOVE_FIELDS are all that a step of the workflow could
    ask for, None where nobody tells.
    """

    issue_types: tuple[str, ...]
    required: Mapping[str, frozenset[str]]
    statuses: tuple[tuple[str, Category], ...]
    priorities: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    fields: Mapping[str, tuple[OwnField, ...]] = field(default_factory=dict)
    lenient: frozenset[Leniency] = frozenset()
    move_fields: tuple[OwnField, ...] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What an inspection found: a FAULT stops us, a DOUBT may; REMEDY says who has to do what."""

    level: Literal["fine", "doubt", "fault"]
    says: str
    remedy: str = ""
