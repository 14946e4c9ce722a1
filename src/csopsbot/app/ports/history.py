"""Ports of what is kept of an escalation: its state, its history, its cards and messages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Recorded
from csopsbot.domain.people import Side


class NoSuchEscalation(LookupError):
    """There is no such escalation."""


class Stale(Exception):
    """Somebody else changed it meanwhile; the unit of work is run again."""


@dataclass(frozen=True, slots=True)
class Surface:
    """A message of ours that shows current state; SHOWN is the fingerprint of its last render."""

    escalation_id: str
    name: str
    channel: str
    ts: str
    shown: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Which escalation a thread belongs to, and whose thread it is."""

    escalation_id: str
    side: Side


class Escalations(Protocol):
    """Current states and histories."""

    def next_number(self) -> int:
        """Return the next number, counting from 1; two units of work never get the same."""
        ...

    def add(self, escalation: Escalation, records: Sequence[Recorded]) -> None:
        """Keep a new escalation with the beginning of its history."""
        ...

    def save(self, escalation: Escalation, records: Sequence[Recorded]) -> None:
        """Append RECORDS and keep the state; raises `Stale` if their numbers are taken."""
        ...

    def get(self, id: str) -> Escalation:
        """Return the current state; raises `NoSuchEscalation`."""
        ...

    def numbered(self, number: int) -> Escalation:
        """Return the escalation people call ESC-number; raises `NoSuchEscalation`."""
        ...

    def history(self, id: str) -> list[Recorded]:
        """Return all that happened, oldest first."""
        ...

    def histories(
        self, after: int, limit: int, since: datetime | None = None
    ) -> list[tuple[Escalation, list[Recorded]]]:
        """Return the next LIMIT escalations after number AFTER, each with its whole history.

        With SINCE, only those that were still open at it, or to which something happened later.
        """
        ...

    def record(self, id: str, seq: int) -> Recorded:
        """Return one event of the history."""
        ...

    def in_thread(self, channel: str, ts: str) -> Thread | None:
        """Return whose thread begins with that message; the newest escalation where several do."""
        ...

    def on_issue(self, tracker: str, issue_id: str) -> list[Escalation]:
        """Return every escalation that waits on the issue."""
        ...

    def open(self, limit: int) -> list[Escalation]:
        """Return what is not closed, oldest first."""
        ...

    def awaited_by(self, person: str, limit: int) -> list[Escalation]:
        """Return what PERSON opened that is not over, oldest first."""
        ...

    def taken_by(self, person: str, limit: int) -> list[Escalation]:
        """Return what PERSON has taken that is not closed, oldest first."""
        ...

    def calling(self, teams: Collection[str], limit: int) -> list[Escalation]:
        """Return what of TEAMS nobody has taken, or calls people and is unanswered, oldest first."""
        ...


class Surfaces(Protocol):
    """Where our cards are."""

    def at(self, channel: str, ts: str) -> Surface | None:
        """Return the card that this message is."""
        ...

    def of(self, escalation_id: str) -> dict[str, Surface]:
        """Return an escalation's cards by name."""
        ...

    def named(self, name: str, escalation_ids: Collection[str]) -> dict[str, Surface]:
        """Return the cards of that name by escalation, where there is one."""
        ...

    def put(self, surface: Surface) -> None:
        """Remember where a card is and what it shows."""
        ...

    def rename(self, escalation_id: str, old: str, new: str) -> None:
        """Let a card go by another name; nothing happens if it is not there."""
        ...


class Messages(Protocol):
    """Which event of the history a message in one of the threads became."""

    def put(self, channel: str, ts: str, escalation_id: str, seq: int) -> None:
        """Remember it."""
        ...

    def find(self, channel: str, ts: str) -> tuple[str, int] | None:
        """Return the escalation and the event's number."""
        ...
