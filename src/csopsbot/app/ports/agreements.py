"""The port of what was ever agreed: every version of every policy and calendar."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.policy import Policy

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Generic[T]):
    """One version of what goes by KEY, never changed afterwards; WHAT is None where it ended.

    NUMBER counts from 1, and was given when it was kept, which is when it became known.
    """

    key: str
    number: int
    effective_from: datetime
    kept_at: datetime
    changed_by: str
    what: T | None


class Agreements(Protocol):
    """The versions, each series in the order of its numbers."""

    def policies(self) -> list[Version[Policy]]:
        """Return every version of every policy."""
        ...

    def calendars(self) -> list[Version[Calendar]]:
        """Return every version of every calendar."""
        ...

    def count(self) -> int:
        """Return how many versions there are of everything."""
        ...

    def add_policy(self, version: Version[Policy]) -> None:
        """Keep a version; raises `Stale` if its number is taken."""
        ...

    def add_calendar(self, version: Version[Calendar]) -> None:
        """Keep a version; raises `Stale` if its number is taken."""
        ...
