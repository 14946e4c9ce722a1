"""Time that was spent on an issue: counted once, found again by a mark in what is said of it.

Only GraphQL takes the moment at which it was spent.
"""

import hashlib

from csopsbot.app.tracker import WorkDone
from csopsbot.trackers.gitlab.graph import Graph
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.queries import Queries
from csopsbot.trackers.one_line import one_line

_LONGEST_SUMMARY = 255


class WorkLog:
    """Hours on issues."""

    def __init__(self, queries: Queries, graph: Graph) -> None:
        self._queries = queries
        self._graph = graph

    async def add(self, place: Place, work: WorkDone, op: str) -> None:
        """Add WORK, in minutes, which GitLab counts in."""
        shape, _ = await self._queries.issue(place)
        mark = _mark(op)
        note = one_line(work.note, _LONGEST_SUMMARY - len(mark) - 1)
        minutes = max(1, round(work.seconds / 60))
        await self._graph.spend(shape.id, minutes, work.started, f"{note} {mark}".strip())

    async def has(self, place: Place, op: str) -> bool:
        """Return whether time was added with OP."""
        shape, _ = await self._queries.issue(place)
        mark = _mark(op)
        return any(said.endswith(mark) for said in await self._graph.spent(shape.id))


def _mark(op: str) -> str:
    """Return what marks OP; people see it, so it is short."""
    return f"[csops {hashlib.sha256(op.encode()).hexdigest()[:12]}]"
