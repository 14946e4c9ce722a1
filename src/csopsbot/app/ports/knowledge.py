"""Ports of what we know of the outside: deliveries, issues, deadlines, people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from csopsbot.domain.issue import Issue
from csopsbot.domain.people import Person


class Inbox(Protocol):
    """What has come in, so that what comes twice counts once."""

    def first(self, source: str, key: str, now: datetime) -> bool:
        """Return whether KEY comes from SOURCE for the first time, and remember it."""
        ...

    def newest(self, key: str, at: str) -> bool:
        """Return whether nothing later than AT, in Slack's digits, was told of KEY, and remember it."""
        ...

    def hint(self, tracker: str, issue_id: str, now: datetime) -> None:
        """Remember that an issue we do not know yet was said to have changed."""
        ...

    def was_hinted(self, tracker: str, issue_id: str) -> bool:
        """Return whether the issue was said to have changed before we knew it."""
        ...

    def forget(self, before: datetime) -> int:
        """Forget what came in before then, which nobody sends again; return how much."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of an issue: it was read at READ_AT, and had last changed at UPDATED_AT.

    LOST says why it could not be read since: gone, or hidden.
    """

    updated_at: datetime | None
    read_at: datetime
    lost: str = ""


class Issues(Protocol):
    """Trackers' issues as last read."""

    def get(self, tracker: str, issue_id: str) -> Issue | None:
        """Return the last reading."""
        ...

    def known(self, tracker: str, id_or_key: str) -> str | None:
        """Return the id of the issue that goes by this id or key; None when we know none."""
        ...

    def put(self, issue: Issue, now: datetime) -> None:
        """Keep a reading; an issue that was lost is not any more."""
        ...

    def move(self, tracker: str, issue_id: str, to: str) -> None:
        """Forget an issue that is kept as TO by now, which shows what this one showed."""
        ...

    def lose(self, tracker: str, issue_id: str, why: str) -> None:
        """Note that the issue cannot be read."""
        ...

    def kept(self, tracker: str, issue_ids: Sequence[str]) -> dict[str, Kept]:
        """Return what is known of those among the issues that are known at all."""
        ...

    def awaiting(self, tracker: str) -> dict[str, frozenset[str]]:
        """Return the issues that are planned for versions to come, and for which."""
        ...

    def followed(self, tracker: str, after: str, since: datetime, limit: int) -> list[str]:
        """Return the next issues by id that something open waits on, or that changed since then."""
        ...

    def shown(self, tracker: str, issue_id: str) -> str:
        """Return the demand that the issue shows, empty where it shows none."""
        ...

    def show(self, tracker: str, issue_id: str, demand: str) -> None:
        """Remember the demand that the issue shows."""
        ...


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that falls due: KEY is unique, KIND and SUBJECT say what to do then.

    Of what is due at once the lowest RANK comes first: that of the severity for alerts.
    """

    key: str
    due_at: datetime
    kind: str
    escalation_id: str
    subject: int = 0
    rank: int = 100


class Deadlines(Protocol):
    """What falls due, by an index."""

    def set(self, deadline: Deadline) -> None:
        """Keep a deadline; one of the same key is moved."""
        ...

    def begin(self, deadline: Deadline) -> None:
        """Keep a deadline, unless there is one of the same key."""
        ...

    def set_all(self, deadlines: Sequence[Deadline]) -> None:
        """Keep deadlines, each with a key of its own; those that are there are moved."""
        ...

    def set_for_open(self, kind: str, due_at: datetime) -> None:
        """Let `KIND:<id>` of every escalation that is not closed fall due by then.

        So does every other deadline of that kind.
        """
        ...

    def cancel(self, key: str) -> None:
        """Forget it; nothing happens if it is not there."""
        ...

    def put_off(self, deadline: Deadline, until: datetime) -> None:
        """Let it fall due then; nothing happens if it was handled or moved meanwhile."""
        ...

    def claim(self, now: datetime, limit: int) -> list[Deadline]:
        """Take out what is due, by rank, then oldest first; no other unit of work gets the same.

        What belongs to an escalation that others are just changing is left for another time.
        """
        ...

    def next_due(self) -> datetime | None:
        """Return when the next one falls due."""
        ...

    def upcoming(self, limit: int) -> list[Deadline]:
        """Return what falls due next, in its order."""
        ...


class Accounts(Protocol):
    """Who persons of the chat are in trackers, where they have said so themselves."""

    def of(self, tracker: str, persons: Collection[str]) -> dict[str, str]:
        """Return the accounts by person; empty for who was asked and has not said yet."""
        ...

    def put(self, tracker: str, person: str, user: str, now: datetime) -> None:
        """Remember which account is the person's; an empty one, that they were asked."""
        ...


class People(Protocol):
    """Persons as last read from the chat."""

    def get(self, id: str, since: datetime) -> Person | None:
        """Return the person if read after SINCE."""
        ...

    def put(self, person: Person, now: datetime) -> None:
        """Keep a reading."""
        ...
