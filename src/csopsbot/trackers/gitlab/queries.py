"""What we ask GitLab: single answers, and lists page by page with an end to every list."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote

from csopsbot.app.failures import Blocked, Forbidden, NotFound
from csopsbot.trackers.gitlab.graph import Graph
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.shapes import (
    IssueShape,
    LabelShape,
    MilestoneShape,
    NoteShape,
    ProjectShape,
    UserShape,
    VersionShape,
)
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

T = TypeVar("T")

PLANNER, REPORTER, MAINTAINER = 15, 20, 40

_PAGE = 100
_MOST_PAGES = 50
_MOST_MOVES = 5
_MOST_NAMESAKES = 5


class Queries:
    """Reads over HTTP; each raises a `Failure`."""

    def __init__(self, http: Http, graph: Graph) -> None:
        self._http = http
        self._graph = graph
        self._we: UserShape | None = None

    async def account(self, *, again: bool = False) -> UserShape:
        """Return the account that our token belongs to, asked for once unless AGAIN."""
        if self._we is None or again:
            self._we = await self._http.ask(UserShape, Request("GET", "v4/user"))
        return self._we

    async def version(self) -> VersionShape:
        """Return what the server runs."""
        return await self._http.ask(VersionShape, Request("GET", "v4/version"))

    async def shown(self, name: str) -> ProjectShape:
        """Return the project with this path or id, also under a path that it had before."""
        request = Request("GET", f"v4/projects/{quote(name, safe='')}")
        try:
            return await self._http.ask(ProjectShape, request)
        except NotFound as failure:
            raise Forbidden(
                f"GitLab shows us no project {name}: mend its path, or invite our account"
            ) from failure

    async def project(self, name: str) -> ProjectShape:
        """Return the project if issues can be made in it; raises `Blocked`."""
        found = await self.shown(name)
        if not found.issues_enabled or found.archived:
            why = "it is archived" if found.archived else "issues are switched off in it"
            raise Blocked(f"no issue can be made in {found.path_with_namespace}: {why}")
        return found

    async def issue(self, place: Place) -> tuple[IssueShape, Place]:
        """Return the issue that was at PLACE, and where it is by now.

        Raises `NotFound` if it was surely deleted, else `Forbidden`. An issue that was moved is
        closed where it was, and leads to the new one in its stead.
        """
        for _ in range(_MOST_MOVES):
            try:
                shape = await self._http.ask(IssueShape, Request("GET", place.path()))
            except NotFound as failure:
                raise await self._missing(place, failure) from failure
            if shape.moved_to_id is None:
                return shape, place
            there = await self._graph.place(shape.moved_to_id)
            if there is None:
                raise Forbidden("the issue was moved to a project that our account may not see")
            place = there
        raise Forbidden("the issue was moved more often than we follow")

    async def notes(self, place: Place, *, system: bool = False) -> list[NoteShape]:
        """Return what people and bots wrote below the issue, or what GitLab did, oldest first."""
        order = {"sort": "asc", "order_by": "created_at"}
        shapes = await self._pages(NoteShape, Request("GET", place.path("notes"), order))
        return [shape for shape in shapes if shape.system is system]

    async def issues(self, project: int, params: Mapping[str, str]) -> list[IssueShape]:
        """Return the project's issues, the oldest first, closed ones too."""
        every = {"scope": "all", "state": "all", "order_by": "created_at", "sort": "asc"}
        request = Request("GET", f"v4/projects/{project}/issues", {**every, **params})
        return await self._pages(IssueShape, request)

    async def page(
        self, project: int, bounds: Mapping[str, str], number: int
    ) -> tuple[list[IssueShape], bool]:
        """Return a page of the project's issues, and whether there is more."""
        request = Request("GET", f"v4/projects/{project}/issues", {"scope": "all", **bounds})
        page, following = await self._page(IssueShape, request, number)
        return page, following > number

    async def milestones(self, project: int) -> list[MilestoneShape]:
        """Return the milestones that issues of the project can have, those of its groups too."""
        request = Request("GET", f"v4/projects/{project}/milestones", {"include_ancestors": "true"})
        return await self._pages(MilestoneShape, request)

    async def labels(self, project: int, search: str) -> tuple[str, ...]:
        """Return the labels with SEARCH in their names that issues of the project can have."""
        request = Request("GET", f"v4/projects/{project}/labels", {"search": search})
        return tuple(one.name for one in await self._pages(LabelShape, request))

    async def events(self, shape: type[T], place: Place, kind: str) -> list[T]:
        """Return what happened to the issue, of a KIND such as state or label."""
        return await self._pages(shape, Request("GET", place.path(f"resource_{kind}_events")))

    async def called(self, name: str) -> list[UserShape]:
        """Return active accounts with this user name, or else with this name."""
        found = await self._found({"username": name}) or await self._found({"search": name})
        wanted = name.casefold()
        return [one for one in found if wanted in (one.username.casefold(), one.name.casefold())]

    async def _found(self, params: Mapping[str, str]) -> list[UserShape]:
        request = Request("GET", "v4/users", {**params, "active": "true"})
        return await self._http.ask(list[UserShape], request)

    async def people(self, email: str) -> list[UserShape]:
        """Return active accounts that may have this address, with what each shows of itself."""
        found = await self._found({"search": email})
        whole = [Request("GET", f"v4/users/{one.id}") for one in found[:_MOST_NAMESAKES]]
        return [await self._http.ask(UserShape, one) for one in whole]

    async def _missing(self, place: Place, failure: NotFound) -> NotFound | Forbidden:
        """Return what it means that there is no issue at PLACE, which GitLab also says of hidden ones.

        Who is at least a planner sees every issue of a project: to them it was deleted.
        """
        if (await self.shown(str(place.project))).level >= PLANNER:
            return failure
        return Forbidden("GitLab shows us no such issue: it is gone, or not for our account")

    async def _pages(self, shape: type[T], request: Request) -> list[T]:
        found: list[T] = []
        number = 1
        for _ in range(_MOST_PAGES):
            page, following = await self._page(shape, request, number)
            found += page
            if following <= number:
                break
            number = following
        return found

    async def _page(self, shape: type[T], request: Request, number: int) -> tuple[list[T], int]:
        """Return a page, and the number of the next one, 0 if there is none."""
        params = {**request.params, "per_page": str(_PAGE), "page": str(number)}
        asked = Request(request.method, request.path, params)
        answer = await self._http.tell(asked)
        following = answer.headers.get("x-next-page", "").strip()
        page = self._http.read(list[shape], asked, answer)  # type: ignore[valid-type] # known when it runs
        return page, int(following) if following.isdecimal() else 0
