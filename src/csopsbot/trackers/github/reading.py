"""Issues read: by their place, by their mark, by what people call them, by when they changed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.app.tracker import Gone, Hidden, Sighting
from csopsbot.domain.issue import Issue
from csopsbot.trackers import feed
from csopsbot.trackers.github import translate
from csopsbot.trackers.github.access import GitHubAccess
from csopsbot.trackers.github.addresses import named, site
from csopsbot.trackers.github.place import Place, name_in
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.shapes import IssueShape
from csopsbot.trackers.github.translate import Reader
from csopsbot.trackers.github.verdict import Deleted
from csopsbot.trackers.renamed import DeskNames


class Reading:
    """Reads issues with their comments."""

    def __init__(self, queries: Queries, access: GitHubAccess) -> None:
        self._queries = queries
        self._access = access
        self._names = DeskNames(access.projects, self._identified)

    async def issue(self, reader: Reader, place: Place) -> Issue | Gone | Hidden:
        """Read the issue at PLACE, or where it was transferred to."""
        try:
            shape, place = await self._queries.issue(place)
            comments = await self._queries.comments(place) if shape.comments else []
        except Deleted:
            return Gone()
        except (NotFound, Forbidden):
            return Hidden()
        return await self._named(reader.issue(shape, place, comments), shape, place)

    async def called(self, reader: Reader, address: str) -> Issue | Gone | Hidden | None:
        """Read the issue that people call by ADDRESS; None for a pull request's, or anything else."""
        found = named(address, site(self._access.url), self._access.home)
        if found is None:
            return None
        name, number = found
        try:
            repository = await self._queries.repository(name)
        except Forbidden:
            return Hidden()
        seen = await self.issue(reader, Place(repository.id, number))
        return None if isinstance(seen, Issue) and "/pull/" in seen.ref.url else seen

    async def find(self, reader: Reader, project: str, ref: str, since: datetime) -> Issue | None:
        """Return the oldest issue of ours that is marked with REF.

        It is looked for among the issues our account made: that list is read from the database, as
        the search is not, and needs no label, which GitHub would drop without a word if our account
        may not set any, and which would stand in the repository's list of labels for ever.
        """
        repository = await self._queries.repository(project)
        bounds = {"state": "all", "since": translate.since(since)}
        bounds |= {"sort": "created", "direction": "asc"}
        if not self._access.app:
            # Whether a list can be had by a bot's name is documented nowhere.
            bounds["creator"] = reader.we.login
        for shape in await self._queries.issues(repository.id, bounds):
            if reader.made_with(ref, shape):
                place = Place(repository.id, shape.number)
                comments = await self._queries.comments(place)
                return await self._named(reader.issue(shape, place, comments), shape, place)
        return None

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield every issue of PROJECT that changed at SINCE or later."""
        repository = await self._queries.repository(project)

        async def ask(since: datetime, number: int) -> feed.Page:
            bounds = {"state": "all", "since": translate.stamp(since)}
            bounds |= {"sort": "updated", "direction": "asc"}
            shapes, more = await self._queries.page(repository.id, bounds, number)
            issues = (one for one in shapes if one.pull_request is None)
            seen = (translate.sighting(Place(repository.id, one.number), one) for one in issues)
            return feed.Page(tuple(seen), shapes[-1].updated_at if more and shapes else None)

        async for sighting in feed.changed(ask, since):
            yield sighting

    async def _named(self, issue: Issue, shape: IssueShape, place: Place) -> Issue:
        """Return ISSUE with what the desk calls its repository, which may have been renamed."""
        names = await self._names.of(place.repository, name_in(shape.repository_url))
        return replace(issue, projects=issue.projects | names)

    async def _identified(self, name: str) -> int:
        return (await self._queries.repository(name)).id
