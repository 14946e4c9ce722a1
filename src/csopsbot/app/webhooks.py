"""What trackers post to us: how it is proven, read and answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Why = Literal[
    "no_secret", "unsigned", "bad_signature", "bad_timestamp", "stale", "too_large", "too_slow"
]
"""Why a request is refused, in words that are counted by."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The delivery comes from the tracker."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """It is not proven who sent it; SAYS tells the operator more, and nothing that a stranger wrote."""

    reason: Why
    says: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A delivery says that these issues may have changed: by their ids, or for lack of them keys."""

    delivery_id: str
    issue_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ignored:
    """A well-formed delivery about something we do not follow."""

    delivery_id: str
    reason: str


class Malformed(ValueError):
    """The delivery cannot be read as what its sender documents."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a tracker wants its deliveries answered, lest it repeats them for nothing or stops them.

    ACCEPTED is for what is kept or is no concern of ours, MALFORMED for what it signed and we cannot
    read, TOO_LARGE for a body of more than LARGEST bytes. What it did not sign is always refused, and
    what cannot be kept now is always asked for again.
    """

    accepted: int = 202
    malformed: int = 400
    too_large: int = 413
    largest: int = 1_048_576


class Webhooks(Protocol):
    """A tracker's deliveries to us: pure functions over headers (lower-case names) and raw body."""

    @property
    def manners(self) -> Manners:
        """How it wants to be answered."""
        ...

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Verified | Rejected:
        """Say whether the tracker sent these very bytes, before anything parses them."""
        ...

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issues the delivery is about; raises `Malformed`."""
        ...
