"""The port of how each project of a tracker is kept in step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

EVERYTHING = ""
"""Stands in the place of a project for all the issues of a tracker that are followed."""


@dataclass(frozen=True, slots=True)
class Routine:
    """How often PROJECT of TRACKER is looked at; more often while its webhooks are UNHEARD."""

    tracker: str
    project: str
    every: timedelta
    unheard: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """How far what we know of a project is in step.

    CURSOR is the newest change that was seen there, by the tracker's clock. It was all known at
    CHECKED_AT, as far as a look can tell. HEARD_AT is when the tracker's webhooks last reached us,
    to the minute. While looks fail, PROBLEM says why, and FAILED_SINCE since when.
    """

    routine: Routine
    due_at: datetime
    cursor: datetime
    checked_at: datetime | None = None
    heard_at: datetime | None = None
    failed_since: datetime | None = None
    problem: str = ""


class Reconciliations(Protocol):
    """What is looked at, and when next."""

    def arrange(self, routines: Sequence[Routine], now: datetime) -> None:
        """Look at these from now on, and at nothing else; what is looked at already goes on."""
        ...

    def due(self, now: datetime) -> list[Reconciliation]:
        """Return what is due; no other unit of work gets the same until this one ends."""
        ...

    def put_off(self, routine: Routine, until: datetime) -> None:
        """Let it be due then."""
        ...

    def next_due(self) -> datetime | None:
        """Return when the next one is due."""
        ...

    def all(self) -> list[Reconciliation]:
        """Return all, by tracker and project."""
        ...

    def seen(self, tracker: str, project: str, newest: datetime) -> None:
        """Move the cursor on to the newest change that was seen, never back."""
        ...

    def checked(self, tracker: str, project: str, now: datetime) -> None:
        """Note that all was looked at, and nothing is wrong any more."""
        ...

    def failed(self, tracker: str, project: str, problem: str, now: datetime) -> None:
        """Note why it cannot be looked at."""
        ...

    def heard(self, tracker: str, now: datetime) -> None:
        """Note that a webhook of the tracker's reached us."""
        ...
