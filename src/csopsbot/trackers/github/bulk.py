"""When many issues changed last, by one question for each hundred of them.

Only GraphQL tells of many at once. It does not tell gone from hidden: what it does not find is
asked for by itself.
https://docs.github.com/en/graphql/reference/objects#repository
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

from csopsbot.app.failures import Forbidden, NotFound, RateLimited, Unavailable
from csopsbot.app.tracker import Gone, Hidden, Sighting
from csopsbot.trackers.github.place import Place
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.verdict import WAIT_AT_LEAST, Deleted
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

_AT_ONCE = 100
_ISSUE = "number updatedAt repository { databaseId } milestone { updatedAt }"


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class _RepositoryShape(_Shape):
    id: int = Field(alias="databaseId")


class _TimedShape(_Shape):
    updated_at: datetime = Field(alias="updatedAt")


class _IssueShape(_TimedShape):
    number: int
    repository: _RepositoryShape
    milestone: _TimedShape | None = None

    @property
    def touched_at(self) -> datetime:
        planned = self.milestone.updated_at if self.milestone else self.updated_at
        return max(self.updated_at, planned).astimezone(UTC)


class _ErrorShape(_Shape):
    type: str = ""
    message: str = ""


class _AnswerShape(_Shape):
    data: dict[str, dict[str, _IssueShape | None] | None] | None = None
    errors: tuple[_ErrorShape, ...] = ()


class Sightings:
    """Looks at many issues; a repository is known to GraphQL by an id that is asked for once."""

    def __init__(self, graph: Http, queries: Queries, clock: Callable[[], datetime]) -> None:
        self._graph = graph
        self._queries = queries
        self._clock = clock
        self._nodes: dict[int, str] = {}

    async def of(self, issue_ids: Sequence[str]) -> Mapping[str, Sighting | Gone | Hidden]:
        """Return when each issue changed last, by the id that was asked for."""
        found: dict[str, Sighting | Gone | Hidden] = {}
        for some in _parts(issue_ids):
            places = {one: Place.of(one) for one in some}
            there = [place for place in places.values() if place]
            nodes = await self._shown({place.repository for place in there})
            seen = await self._seen(nodes, there)
            for issue_id, place in places.items():
                if place is None:
                    found[issue_id] = Gone()
                elif place.repository not in nodes:
                    found[issue_id] = Hidden()
                else:
                    found[issue_id] = seen.get(place) or await self._alone(place)
        return found

    async def _shown(self, repositories: Iterable[int]) -> Mapping[int, str]:
        """Return what GraphQL knows those repositories by that our account may read."""
        return {one: node for one in sorted(repositories) if (node := await self._node(one))}

    async def _node(self, repository: int) -> str:
        if repository not in self._nodes:
            try:
                shape = await self._queries.repository_by_id(repository)
            except (NotFound, Forbidden):
                return ""
            self._nodes[repository] = shape.node_id
        return self._nodes[repository]

    async def _seen(
        self, nodes: Mapping[int, str], places: Sequence[Place]
    ) -> Mapping[Place, Sighting]:
        """Return what GraphQL shows of issues; it says nothing of what it does not find."""
        if not nodes:
            return {}
        there = defaultdict(set)
        for place in places:
            there[place.repository].add(place.number)
        request = _question(nodes, there)
        data = self._checked(await self._graph.ask(_AnswerShape, request))
        return dict(_read(nodes, data))

    def _checked(self, answer: _AnswerShape) -> Mapping[str, Mapping[str, _IssueShape | None]]:
        if any(one.type == "RATE_LIMITED" for one in answer.errors):
            why = "GitHub allows no more questions to GraphQL for now"
            raise RateLimited(why, retry_at=self._clock() + WAIT_AT_LEAST, scope="endpoint")
        if answer.data is None:
            said = "; ".join(one.message for one in answer.errors)[:500]
            raise Unavailable(f"GitHub does not say when issues changed: {said or 'nothing'}")
        return {alias: shown or {} for alias, shown in answer.data.items()}

    async def _alone(self, place: Place) -> Sighting | Gone | Hidden:
        try:
            shape, place = await self._queries.issue(place)
        except Deleted:
            return Gone()
        except (NotFound, Forbidden):
            return Hidden()
        return Sighting(place.id, shape.touched_at.astimezone(UTC))


def _parts(issue_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    each = list(dict.fromkeys(issue_ids))
    return (each[start : start + _AT_ONCE] for start in range(0, len(each), _AT_ONCE))


def _question(nodes: Mapping[int, str], there: Mapping[int, Iterable[int]]) -> Request:
    given = ", ".join(f"$r{one}: ID!" for one in nodes)
    asked = " ".join(
        f"r{one}: node(id: $r{one}) {{ ... on Repository {{ "
        + " ".join(f"i{number}: issue(number: {number}) {{ {_ISSUE} }}" for number in there[one])
        + " } }"
        for one in nodes
    )
    variables = {f"r{one}": node for one, node in nodes.items()}
    body = {"query": f"query({given}) {{ {asked} }}", "variables": variables}
    return Request("POST", "graphql", body=body, changes=False)


def _read(
    nodes: Mapping[int, str], data: Mapping[str, Mapping[str, _IssueShape | None]]
) -> Iterator[tuple[Place, Sighting]]:
    for repository in nodes:
        for alias, shape in data.get(f"r{repository}", {}).items():
            if shape is not None:
                there = Place(shape.repository.id, shape.number)
                yield Place(repository, int(alias[1:])), Sighting(there.id, shape.touched_at)
