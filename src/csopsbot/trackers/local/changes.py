"""What people do on the board; each change is committed together with the webhook it owes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.board import BoardIssue, BoardPatch
from csopsbot.app.effects import Order, PostWebhook, Urgency
from csopsbot.app.ports import Work
from csopsbot.domain.document import plain
from csopsbot.trackers.local.translate import (
    LONGEST_TEXT,
    OURSELVES,
    STATUSES,
    kept,
    named,
    one_line,
)

LONGEST_NAME = 80

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


class NoSuchIssue(LookupError):
    """There is no issue of that key on the boards."""


class Unacceptable(ValueError):
    """What a person sent cannot be done; WORD is the catalogue's for why."""

    def __init__(self, word: str, **values: str | int) -> None:
        super().__init__(word)
        self.word = word
        self.values = values


@dataclass(frozen=True, slots=True)
class Change:
    """What a person wants changed: the issue KEY of TRACKER, by the FIELDS they filled in."""

    tracker: str
    key: str
    fields: Mapping[str, str]

    def field(self, name: str) -> str:
        """Return a field, empty if it was left out."""
        return self.fields.get(name, "")


def move(work: Work, change: Change, now: datetime) -> None:
    """Bring the issue to another column; who moves what nobody has, has it from then on."""
    issue, who = issue_of(work, change.key), person(change.field("by"))
    target = named(change.field("status"))
    if target is None:
        names = ", ".join(one.name for one in STATUSES)
        raise Unacceptable("board.bad_status", statuses=names)
    if issue.status == target.name:
        return
    if issue.assignee is None:
        work.board.update(issue.id, BoardPatch(assignee=who), now)
    work.board.move(issue.id, target.name, now)
    announce(work, change.tracker, issue.id, now)


def comment(work: Work, change: Change, now: datetime) -> None:
    """Add a person's comment."""
    issue, who = issue_of(work, change.key), person(change.field("by"))
    text = change.field("text")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise Unacceptable("board.bad_text", limit=LONGEST_TEXT)
    work.board.comment(issue.id, who, kept(plain(text)), now)
    announce(work, change.tracker, issue.id, now)


def assign(work: Work, change: Change, now: datetime) -> None:
    """Give the issue to whoever is named, or, if that is empty, to nobody."""
    issue, name = issue_of(work, change.key), change.field("name")
    who = person(name) if name.strip() else ""
    if who == (issue.assignee or ""):
        return
    work.board.update(issue.id, BoardPatch(assignee=who), now)
    announce(work, change.tracker, issue.id, now)


Action = Callable[[Work, Change, datetime], None]
ACTIONS: Mapping[str, Action] = {"move": move, "comments": comment, "assign": assign}


def person(name: str) -> str:
    """Return NAME as the board keeps it; raises `Unacceptable` where it cannot be a person's."""
    plain_name = one_line(name)
    is_bots = plain_name.casefold() == OURSELVES.id
    if not plain_name or len(plain_name) > LONGEST_NAME or is_bots:
        raise Unacceptable("board.bad_name", limit=LONGEST_NAME)
    return plain_name


def issue_of(work: Work, key: str) -> BoardIssue:
    """Return the issue called KEY; raises `NoSuchIssue`."""
    issue = work.board.by_key(key) if _KEY.fullmatch(key) else None
    if issue is None:
        raise NoSuchIssue(key)
    return issue


def announce(work: Work, tracker: str, issue_id: str, now: datetime) -> None:
    """Owe the webhook that says that the issue changed; each version is told of once."""
    issue = work.board.get(issue_id)
    if issue is None:
        return
    lane, change = f"hook:{issue.id}", str(issue.version)
    order = Order(
        key=f"{lane}:{change}",
        lane=lane,
        target=tracker,
        effect=PostWebhook(issue.id, change),
        urgency=Urgency.PERSON,
    )
    work.outbox.put(order, now)
