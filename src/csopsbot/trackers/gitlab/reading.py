"""Issues read: by their place, by their mark, by what people call them, by when they changed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

from csopsbot.app.failures import Blocked, Forbidden, NotFound
from csopsbot.app.tracker import Gone, Hidden, Sighting
from csopsbot.domain.issue import Issue
from csopsbot.trackers import feed
from csopsbot.trackers.gitlab import translate
from csopsbot.trackers.gitlab.access import GitLabAccess
from csopsbot.trackers.gitlab.addresses import named
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.queries import Queries
from csopsbot.trackers.gitlab.shapes import IssueShape
from csopsbot.trackers.gitlab.translate import Reader
from csopsbot.trackers.gitlab.ways import Ways
from csopsbot.trackers.marked import is_marked_with
from csopsbot.trackers.renamed import DeskNames


class Reading:
    """Reads issues with their comments and files."""

    def __init__(self, queries: Queries, access: GitLabAccess, ways: Ways) -> None:
        self._queries = queries
        self._access = access
        self._ways = ways
        self._names = DeskNames(access.projects, self._identified)

    async def issue(self, reader: Reader, place: Place) -> Issue | Gone | Hidden:
        """Read the issue at PLACE; one that was moved has the id of the new one."""
        try:
            return await self._read(reader, place)
        except NotFound:
            return Gone()
        except Forbidden:
            return Hidden()

    async def called(self, reader: Reader, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue that people call by ADDRESS; None for anything else."""
        found = named(address, self._access.url, self._access.home)
        if found is None:
            return None
        name, number = found
        try:
            project = await self._queries.shown(name)
        except Forbidden:
            return Hidden()
        return await self.issue(reader, Place(project.id, number))

    async def find(self, reader: Reader, project: str, ref: str, since: datetime) -> Issue | None:
        """Return the oldest issue that is marked with REF, wherever it was moved in the meantime.

        It is looked for in lists, which are read from the database as the search is not: among the
        issues with our label, then, should somebody have taken that off, among our account's own.
        """
        place = await self._queries.project(project)
        for whose in ({"labels": self._ways.label}, {"author_id": str(reader.we.id)}):
            bounds = {**whose, "created_after": translate.since(since)}
            for shape in await self._queries.issues(place.id, bounds):
                if is_marked_with(ref, shape.description or ""):
                    return await self._found(reader, shape)
        return None

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield every issue of PROJECT that changed at SINCE or later."""
        place = (await self._queries.shown(project)).id

        async def ask(since: datetime, number: int) -> feed.Page:
            bounds = {"updated_after": translate.moment(since.astimezone(UTC))}
            bounds |= {"state": "all", "order_by": "updated_at", "sort": "asc"}
            shapes, more = await self._queries.page(place, bounds, number)
            seen = (translate.sighting(Place(place, one.iid), one) for one in shapes)
            return feed.Page(tuple(seen), shapes[-1].updated_at if more and shapes else None)

        async for sighting in feed.changed(ask, since):
            yield sighting

    async def _read(self, reader: Reader, place: Place) -> Issue:
        shape, place = await self._queries.issue(place)
        return await self._named(reader.issue(shape, await self._queries.notes(place)), shape)

    async def _named(self, issue: Issue, shape: IssueShape) -> Issue:
        """Return ISSUE with what the desk calls its project, which may have been renamed."""
        names = await self._names.of(shape.project_id, translate.project_path(shape))
        return replace(issue, projects=issue.projects | names)

    async def _identified(self, name: str) -> int:
        return (await self._queries.shown(name)).id

    async def _found(self, reader: Reader, shape: IssueShape) -> Issue:
        try:
            return await self._read(reader, Place(shape.project_id, shape.iid))
        except (NotFound, Blocked):
            # It was made: no failure may say otherwise. The next reading tells where it went.
            return reader.issue(shape, ())
