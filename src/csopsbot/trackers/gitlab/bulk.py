"""When many issues changed last, in one request for each hundred of a project's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.app.tracker import Gone, Hidden, Sighting
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.queries import Queries
from csopsbot.trackers.gitlab.shapes import IssueShape
from csopsbot.trackers.gitlab.translate import whole_sighting
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

_AT_ONCE = 100


class Sightings:
    """Looks at many issues; one that is not listed, or was moved, is asked for by itself."""

    def __init__(self, http: Http, queries: Queries) -> None:
        self._http = http
        self._queries = queries

    async def of(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each issue changed last, by the id that was asked for."""
        places = {one: Place.of(one) for one in issue_ids}
        seen = await self._listed({place for place in places.values() if place})
        found: dict[str, Sighting | Gone | Hidden] = {}
        for issue_id, place in places.items():
            if place is None:
                found[issue_id] = Gone()
            else:
                found[issue_id] = seen.get(place) or await self._alone(place)
        return found

    async def _listed(self, places: Iterable[Place]) -> Mapping[Place, Sighting | Hidden]:
        """Return what lists show of issues that were not moved; a hidden project hides all."""
        there = defaultdict(list)
        for place in places:
            there[place.project].append(place.iid)
        found: dict[Place, Sighting | Hidden] = {}
        for project, iids in there.items():
            try:
                found |= await self._of_project(project, sorted(iids))
            except (NotFound, Forbidden):
                found |= {Place(project, one): Hidden() for one in iids}
        return found

    async def _of_project(self, project: int, iids: Sequence[int]) -> dict[Place, Sighting]:
        found: dict[Place, Sighting] = {}
        for start in range(0, len(iids), _AT_ONCE):
            request = _question(project, iids[start : start + _AT_ONCE])
            for shape in await self._http.ask(list[IssueShape], request):
                place = Place(project, shape.iid)
                if shape.moved_to_id is None:
                    found[place] = whole_sighting(place, shape)
        return found

    async def _alone(self, place: Place) -> Sighting | Gone | Hidden:
        try:
            shape, place = await self._queries.issue(place)
        except NotFound:
            return Gone()
        except Forbidden:
            return Hidden()
        return whole_sighting(place, shape)


def _question(project: int, iids: Iterable[int]) -> Request:
    params = {"scope": "all", "state": "all", "per_page": str(_AT_ONCE)}
    wanted = tuple(map(str, iids))
    return Request("GET", f"v4/projects/{project}/issues", {**params, "iids[]": wanted})
