"""The calls by which a tracker is asked what changed, without reading it."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from datetime import datetime

from csopsbot.app.receipts import ChangesSeen, IssuesSighted, Receipt
from csopsbot.app.tracker import Sighting, Tracker

MOST = 1_000
"""After so many changes they are taken in hand before more are asked for."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Ask what changed in PROJECT at SINCE or later, and, if asked, which VERSIONS are out."""

    project: str
    since: datetime
    versions: bool = False

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Ask for the oldest of it, up to where one moment ends and another begins."""
        seen = await self._seen(tracker)
        if not self.versions:
            return seen
        versions = (await tracker.schema(self.project)).versions
        released = frozenset(one.name for one in versions if one.released)
        return replace(seen, released=released)

    async def _seen(self, tracker: Tracker) -> ChangesSeen:
        seen: list[Sighting] = []
        changed = tracker.changed(self.project, self.since)
        try:
            async for one in changed:
                if len(seen) >= MOST and one.updated_at > max(seen[-1].updated_at, self.since):
                    return ChangesSeen(tracker.name, self.project, tuple(seen), complete=False)
                seen.append(one)
        finally:
            if isinstance(changed, AsyncGenerator):
                await changed.aclose()
        return ChangesSeen(tracker.name, self.project, tuple(seen), complete=True)


@dataclass(frozen=True, slots=True)
class Sights:
    """Ask what became of issues."""

    issue_ids: tuple[str, ...]

    async def send(self, tracker: Tracker, /) -> Receipt:
        """Ask for all of them at once."""
        seen = await tracker.sight(self.issue_ids)
        return IssuesSighted(tracker.name, self.issue_ids, seen)
