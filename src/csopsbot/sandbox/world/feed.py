"""What people see appear or change, kept in order so that their clients can follow."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Collection
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Literal

from csopsbot.sandbox.jsontypes import Json

Sight = Literal[
    "message",
    "changed",
    "deleted",
    "reaction",
    "ephemeral",
    "view_opened",
    "view_updated",
    "view_closed",
    "home",
    "error",
]
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened on the screens of some people."""

    number: int
    audience: frozenset[str]
    body: Json


class Feed:
    """The latest entries, and a bell that rings at each new one."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._numbers = count(1)
        self._bell = asyncio.Event()
        self.latest = 0
        self._closed = False

    def show(self, kind: Sight, audience: Collection[str], **seen: object) -> None:
        """Let these people see something."""
        self.latest = next(self._numbers)
        body = {"id": self.latest, "kind": kind, **deepcopy(seen)}
        self._entries.append(Entry(self.latest, frozenset(audience), body))
        self.ring()

    def close(self) -> None:
        """Let go of everyone who follows."""
        self._closed = True
        self.ring()

    def ring(self) -> None:
        """Wake everyone who follows."""
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def after(self, number: int) -> list[Entry]:
        """Return what anybody saw after entry `number`, however many entries are kept."""
        newer = takewhile(lambda entry: entry.number > number, reversed(self._entries))
        return list(newer)[::-1]

    def since(self, number: int, user_id: str) -> list[Json]:
        """Return what this person saw after entry `number`."""
        return [entry.body for entry in self.after(number) if user_id in entry.audience]

    def remembers(self, number: int) -> bool:
        """Tell whether everything after entry `number` is still there, and it was an entry."""
        oldest = self._entries[0].number if self._entries else self.latest + 1
        return oldest - 1 <= number <= self.latest

    @property
    def is_closed(self) -> bool:
        """Whether everyone who followed was let go of."""
        return self._closed

    async def next_ring(self) -> None:
        """Return at the next new entry, or when the feed is closed."""
        await self._bell.wait()

    async def follow(self, number: int, user_id: str) -> AsyncIterator[Json]:
        """Yield what this person sees after entry `number`, until the feed is closed."""
        while not self._closed:
            bell = self._bell
            latest = self.latest
            for body in self.since(number, user_id):
                yield body
            number = latest
            await bell.wait()
