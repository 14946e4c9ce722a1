"""When issues last changed: those of a project since a moment, or some by their numbers."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime

from csopsbot.app.tracker import Gone, Hidden, Sighting
from csopsbot.trackers.redmine.queries import Queries, place
from csopsbot.trackers.redmine.shapes import IssueShape, IssuesShape

_PAGE = 100
_MOST_PAGES = 1_000


class Sightings:
    """Looks at many issues with few requests."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def changed(self, project: str, since: datetime) -> AsyncIterator[Sighting]:
        """Yield what changed, page by page, each page from where the last one ended.

        Whatever changes meanwhile goes to the end of the list: counting on from the beginning
        would step over as many others.
        """
        # To somebody it does not know Redmine shows less, but says that all is well.
        await self._queries.prove()
        within = (await self._queries.project(project)).id
        begin, skip = since.astimezone(UTC).replace(microsecond=0), 0
        told: set[Sighting] = set()
        for _ in range(_MOST_PAGES):
            page = await self._page(_since(within, begin), skip)
            for one in map(_sighting, page.issues):
                # Redmine's "since" is a second early.
                if one.updated_at >= begin and one not in told:
                    told.add(one)
                    yield one
            if skip + len(page.issues) >= page.total or not page.issues:
                return
            last = page.issues[-1].updated
            begin, skip = (last, 0) if last > begin else (begin, skip + len(page.issues))

    async def sight(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each last changed; whatever is not listed is asked for by itself."""
        wanted = [*dict.fromkeys(issue_ids)]
        listed: dict[str, Sighting] = {}
        for begin in range(0, len(wanted), _PAGE):
            listed |= await self._listed(wanted[begin : begin + _PAGE])
        return {one: listed.get(one) or await self._alone(one) for one in wanted}

    async def _listed(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting]:
        numbers = [one for one in issue_ids if one.isascii() and one.isdecimal()]
        found: list[IssueShape] = []
        for _ in numbers:
            page = await self._page({"issue_id": ",".join(numbers)}, len(found))
            found += page.issues
            if len(found) >= page.total or not page.issues:
                break
        # A filter that Redmine does not know is left out without a word.
        return {one.id: _sighting(one) for one in found if one.id in issue_ids}

    async def _page(self, wanted: Mapping[str, str], skip: int) -> IssuesShape:
        bounds = {"status_id": "*", "limit": str(_PAGE), "offset": str(skip)}
        return await self._queries.get(IssuesShape, place("issues"), {**wanted, **bounds})

    async def _alone(self, issue_id: str) -> Sighting | Gone | Hidden:
        seen = await self._queries.look(issue_id)
        return _sighting(seen) if isinstance(seen, IssueShape) else seen


def _since(project: str, begin: datetime) -> Mapping[str, str]:
    """Return what asks for the issues of PROJECT, and of none below it, that changed from BEGIN on."""
    return {
        "project_id": project,
        "subproject_id": "!*",
        "updated_on": f">={begin:%Y-%m-%dT%H:%M:%SZ}",
        "sort": "updated_on,id",
    }


def _sighting(issue: IssueShape) -> Sighting:
    return Sighting(issue.id, issue.updated)
