"""What a person asks of the board, and what may be wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from csopsbot.app.board import BoardIssue
from csopsbot.app.ports import Work
from csopsbot.trackers.local.translate import OURSELVES, one_line

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

    @property
    def by(self) -> str:
        """Who acts; raises `Unacceptable`."""
        return person(self.field("by"))


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
