"""A project's changes, oldest first, read so that nothing slips through while more of it changes.

A list in the order of change moves under whoever pages through it: what changes meanwhile goes to
its end, and all behind it comes one place forward, over the border of a page that was read already.
So each page is asked for from the last moment seen on, and what is seen twice is told once.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.tracker import Sighting

_MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the list: what we follow of it, and, if there is more, when its last row changed."""

    sightings: tuple[Sighting, ...]
    last: datetime | None


Ask = Callable[[datetime, int], Awaitable[Page]]
"""Returns what changed at a moment or later, the page of this number, counted from 1."""


async def changed(ask: Ask, since: datetime) -> AsyncIterator[Sighting]:
    """Yield what changed at SINCE or later; what is too much for one look is left for the next."""
    told: set[Sighting] = set()
    number = 1
    for _ in range(_MOST_PAGES):
        page = await ask(since, number)
        for one in page.sightings:
            if one not in told:
                told.add(one)
                yield one
        if page.last is None:
            return
        # A whole page of one moment is gone through by its number, or it would never end.
        since, number = (page.last, 1) if page.last > since else (since, number + 1)
