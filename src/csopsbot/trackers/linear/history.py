"""Who changed what, out of Linear's entries, each of which may tell of several things at once."""

from collections.abc import Iterator
from datetime import UTC, datetime

from csopsbot.app.tracker import HistoryEntry
from csopsbot.trackers.linear import documents
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.queries import whole
from csopsbot.trackers.linear.reader import Reader
from csopsbot.trackers.linear.shapes import ListShape, Shape, StrangerShape, UserShape
from csopsbot.trackers.linear.translate import What, priority_name


class _NamedShape(Shape):
    name: str


class _EntryShape(Shape):
    id: str
    created_at: datetime
    actor: UserShape | None = None
    bot_actor: StrangerShape | None = None
    from_state: _NamedShape | None = None
    to_state: _NamedShape | None = None
    from_assignee: _NamedShape | None = None
    to_assignee: _NamedShape | None = None
    from_team: _NamedShape | None = None
    to_team: _NamedShape | None = None
    from_priority: int | None = None
    to_priority: int | None = None
    from_title: str | None = None
    to_title: str | None = None
    added_labels: tuple[_NamedShape, ...] | None = None
    removed_labels: tuple[_NamedShape, ...] | None = None

    def told(self) -> Iterator[tuple[What, str, str]]:
        """Yield what was changed from what to what."""
        yield "status", _name(self.from_state), _name(self.to_state)
        yield "assignee", _name(self.from_assignee), _name(self.to_assignee)
        yield "moved", _name(self.from_team), _name(self.to_team)
        yield "priority", priority_name(self.from_priority), priority_name(self.to_priority)
        yield "title", self.from_title or "", self.to_title or ""
        yield "labels", _names(self.removed_labels), _names(self.added_labels)


class _HistoryShape(Shape):
    history: ListShape[_EntryShape]


class History:
    """Reads an issue's history."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def of(self, issue_id: str, since: datetime, reader: Reader) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then, oldest first."""

        async def page(after: str | None) -> ListShape[_EntryShape]:
            ask = self._graph.ask
            found = await ask(_HistoryShape, documents.HISTORY, id=issue_id, after=after)
            return found.history

        entries = await whole(await page(None), page)
        told = (one for one in entries if one.created_at >= since)
        ordered = sorted(told, key=lambda one: (one.created_at, one.id))
        return tuple(part for one in ordered for part in _parts(one, reader))


def _parts(entry: _EntryShape, reader: Reader) -> Iterator[HistoryEntry]:
    at = entry.created_at.astimezone(UTC)
    actor = reader.who(entry.actor, entry.bot_actor)
    found = [one for one in entry.told() if one[1] != one[2]]
    for what, before, after in found or [("other", "", "")]:
        yield HistoryEntry(f"{entry.id}:{what}", at, actor, what, before, after)


def _name(one: _NamedShape | None) -> str:
    return one.name if one else ""


def _names(them: tuple[_NamedShape, ...] | None) -> str:
    return ", ".join(sorted(one.name for one in them or ()))
