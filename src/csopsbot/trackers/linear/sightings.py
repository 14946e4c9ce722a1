"""When issues last changed: those of a team since a moment, or some by their ids.

An issue counts as changed when it or a comment on it was, for Linear does not say whether the one
touches the other.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.app.tracker import Gone, Hidden, Sighting
from csopsbot.trackers.linear import documents
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.queries import Queries, whole
from csopsbot.trackers.linear.shapes import ListShape, Shape

_PAGE = 250
_BATCH = 100


class _CommentedShape(Shape):
    updated_at: datetime


class _SightedShape(Shape):
    id: str
    updated_at: datetime
    archived_at: datetime | None = None
    trashed: bool | None = None
    comments: ListShape[_CommentedShape]

    @property
    def sighting(self) -> Sighting:
        """When it changed, or a comment on it."""
        moments = [self.updated_at, *(one.updated_at for one in self.comments.nodes)]
        return Sighting(self.id, max(moments).astimezone(UTC))

    def now(self) -> Sighting | Gone:
        """Return when it changed; in trash and archive it is gone."""
        return Gone() if self.trashed or self.archived_at else self.sighting


class _CommentOfShape(Shape):
    issue_id: str | None = None


class Sightings:
    """Looks at many issues with few requests."""

    def __init__(self, graph: Graph, queries: Queries) -> None:
        self._graph = graph
        self._queries = queries

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield what changed; Linear gives out the newest first, so that all is read before."""
        team = {"id": {"eq": (await self._queries.team(project)).id}}
        later = {"updatedAt": {"gte": _told(since)}}
        found = {one.id: one for one in await self._issues({"team": team, **later})}
        commented = await self._commented({"issue": {"team": team}, **later})
        for ids in _batches([one for one in commented if one not in found]):
            found |= {one.id: one for one in await self._issues({"id": {"in": ids}})}
        # What is gone changed, too: whoever reads it will see.
        seen = [one.sighting for one in found.values()]
        for sighting in sorted(seen, key=lambda one: (one.updated_at, one.issue_id)):
            yield sighting

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each last changed; whatever is not listed is asked for by itself."""
        wanted = [*dict.fromkeys(issue_ids)]
        found: dict[str, Sighting | Gone | Hidden] = {}
        for ids in _batches(wanted):
            found |= {one.id: one.now() for one in await self._issues({"id": {"in": ids}})}
        return {one: found.get(one) or await self._alone(one) for one in wanted}

    async def _alone(self, issue_id: str) -> Sighting | Gone | Hidden:
        try:
            await self._queries.workflow(issue_id)
        except NotFound:
            return Gone()
        except Forbidden:
            return Hidden()
        (found,) = await self._issues({"id": {"eq": issue_id}})
        return found.now()

    async def _issues(self, wanted: Mapping[str, object]) -> tuple[_SightedShape, ...]:
        async def page(after: str | None) -> ListShape[_SightedShape]:
            return await self._graph.ask(
                ListShape[_SightedShape],
                documents.CHANGED_ISSUES,
                filter=wanted,
                first=_PAGE,
                after=after,
            )

        return await whole(await page(None), page)

    async def _commented(self, wanted: Mapping[str, object]) -> list[str]:
        async def page(after: str | None) -> ListShape[_CommentOfShape]:
            return await self._graph.ask(
                ListShape[_CommentOfShape],
                documents.CHANGED_COMMENTS,
                filter=wanted,
                first=_PAGE,
                after=after,
            )

        found = await whole(await page(None), page)
        return [*dict.fromkeys(one.issue_id for one in found if one.issue_id)]


def _told(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _batches(ids: Sequence[str]) -> list[list[str]]:
    return [[*ids[begin : begin + _BATCH]] for begin in range(0, len(ids), _BATCH)]
