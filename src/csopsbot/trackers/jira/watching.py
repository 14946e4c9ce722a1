"""What changed, what is there, and what became of what is not."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.app.tracker import Gone, Hidden, HistoryEntry, Sighting
from csopsbot.domain.issue import IssueRef
from csopsbot.trackers.jira.bodies import search_changed
from csopsbot.trackers.jira.ourselves import Ourselves
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.searching import Search, Searching
from csopsbot.trackers.jira.shapes import FoundShape, IssueShape, ProjectShape, ServerShape
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.speaking import Speaker

_FRESH_FOR = timedelta(minutes=10)
_MOST_FRESH = 50


class Fresh:
    """The issues that we wrote to lately, which an index may not know as they are."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._at: dict[str, datetime] = {}

    def wrote(self, issue_id: str) -> None:
        """Remember that we wrote to the issue just now."""
        self._at.pop(issue_id, None)
        self._at[issue_id] = self._clock()
        while len(self._at) > _MOST_FRESH:
            del self._at[next(iter(self._at))]

    def ids(self) -> tuple[str, ...]:
        """Return the issues, the latest last."""
        since = self._clock() - _FRESH_FOR
        return tuple(issue_id for issue_id, at in self._at.items() if at >= since)


class Watching:
    """Watches the issues of a SITE; PROJECTS are those that ours may be in."""

    def __init__(
        self,
        site: Site,
        queries: Queries,
        searching: Searching,
        speaker: Speaker,
        we: Ourselves,
        *,
        projects: Sequence[str],
        clock: Callable[[], datetime],
    ) -> None:
        self._site = site
        self._queries = queries
        self._searching = searching
        self._speaker = speaker
        self._we = we
        self._projects = projects
        self._clock = clock
        self.fresh = Fresh(clock)

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield what changed in PROJECT; what is far too much for one look is left for the next."""
        jql = search_changed(project, since, self._clock())
        nothing = True
        async for one in self._searching.each(Search(jql, "updated", self.fresh.ids())):
            nothing = False
            if one.fields.updated >= since:
                yield _sighting(one)
        if nothing:
            # To whose token ran out no search finds anything.
            await self._we.prove()

    async def sight(self, issue_ids: Sequence[str]) -> dict[str, Sighting | Gone | Hidden]:
        """Return when each issue changed; one that is not among the others is asked for alone."""
        if not issue_ids:
            return {}
        dialect = await self._site.dialect()
        found = {one.id: one for one in await dialect.sightings(self._queries, issue_ids)}
        seen = {one.id: _sighting(one) for one in found.values()}
        asked = {one: await self._alone(one) for one in issue_ids if one not in found}
        absent = await self.absent() if None in asked.values() else None
        return seen | {issue_id: one or absent or Gone() for issue_id, one in asked.items()}

    async def history(self, ref: IssueRef, since: datetime) -> tuple[HistoryEntry, ...]:
        """Return who changed what of the issue since then."""
        reader = await self._speaker.reader()
        return reader.history(await reader.dialect.history(self._queries, ref.id), since)

    async def absent(self) -> Gone | Hidden:
        """Return what became of an issue of which Jira says that there is none.

        Jira says so to a token that has run out, too, and a wrong address to everything. On Cloud
        it says so of what our account may not see; so while one of our projects is out of sight,
        we do not say that the issue was deleted.
        """
        if not await self._we.prove():
            await self._queries.get(ServerShape, "serverInfo")
        return Gone() if await self._projects_in_sight() else Hidden()

    async def _alone(self, issue_id: str) -> Sighting | Hidden | None:
        """Ask for one issue; None where Jira says that there is none."""
        path = place("issue", issue_id)
        try:
            shape = await self._queries.get(IssueShape, path, fields="updated")
        except NotFound:
            return None
        except Forbidden:
            return Hidden()
        return Sighting(issue_id, shape.fields.updated)

    async def _projects_in_sight(self) -> bool:
        for project in self._projects:
            try:
                await self._queries.get(ProjectShape, place("project", project))
            except (NotFound, Forbidden):
                return False
        return True


def _sighting(found: FoundShape) -> Sighting:
    return Sighting(found.id, found.fields.updated)
