"""What we ask GitLab: single answers, and lists page by page with an end to every list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from csopsbot.app.failures import Blocked, Forbidden, NotFound, Unavailable
from csopsbot.trackers.gitlab.shapes import (
    GraphShape,
    IssueShape,
    NoteShape,
    PlaceShape,
    ProjectShape,
    UserShape,
    VersionShape,
)
from csopsbot.trackers.gitlab.verdict import VENDOR
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

T = TypeVar("T")

_PAGE = 100
_MOST_PAGES = 50
_MOST_MOVES = 5
_MOST_NAMESAKES = 5
_ISSUE = "gid://gitlab/Issue/"
# Over REST only administrators may ask for an issue by its own id alone.
_WHERE = "query($id: IssueID!) { issue(id: $id) { iid projectId moved movedTo { id } } }"


@dataclass(frozen=True, slots=True)
class Place:
    """An issue's project and its number there; it keeps both, for one that is moved is a new one."""

    project: int
    iid: int

    def path(self, *below: str) -> str:
        """Return the path of the issue, or of what is BELOW it."""
        return "/".join((f"v4/projects/{self.project}/issues/{self.iid}", *below))


class Queries:
    """Reads over HTTP; each raises a `Failure`."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._we: UserShape | None = None

    async def account(self, *, again: bool = False) -> UserShape:
        """Return the account that our token belongs to, asked for once unless AGAIN."""
        if self._we is None or again:
            self._we = await self._http.ask(UserShape, Request("GET", "v4/user"))
        return self._we

    async def version(self) -> VersionShape:
        """Return what the server runs."""
        return await self._http.ask(VersionShape, Request("GET", "v4/version"))

    async def project(self, name: str) -> ProjectShape:
        """Return the project with this path or id, also under a path that it had before."""
        request = Request("GET", f"v4/projects/{quote(name, safe='')}")
        try:
            found = await self._http.ask(ProjectShape, request)
        except NotFound as failure:
            raise Forbidden(
                f"GitLab shows us no project {name}: mend its path, or invite our account"
            ) from failure
        if not found.issues_enabled or found.archived:
            why = "it is archived" if found.archived else "issues are switched off in it"
            raise Blocked(f"no issue can be made in {found.path_with_namespace}: {why}")
        return found

    async def place(self, issue_id: str) -> Place:
        """Return where the issue is by now; raises `NotFound`, and `Forbidden` for a hidden place.

        An issue that was moved is closed where it was, and leads to the new one in its stead.
        """
        for _ in range(_MOST_MOVES):
            shape = await self._where(issue_id)
            if not shape.moved:
                return Place(shape.project_id, int(shape.iid))
            if shape.moved_to is None:
                raise Forbidden("the issue was moved to a project that our account may not see")
            issue_id = shape.moved_to.id.removeprefix(_ISSUE)
        raise Forbidden("the issue was moved more often than we follow")

    async def issue(self, place: Place) -> IssueShape:
        """Return the issue at PLACE."""
        return await self._http.ask(IssueShape, Request("GET", place.path()))

    async def notes(self, place: Place) -> list[NoteShape]:
        """Return what people and bots wrote below the issue, oldest first."""
        order = {"sort": "asc", "order_by": "created_at"}
        shapes = await self._pages(NoteShape, Request("GET", place.path("notes"), order))
        return [shape for shape in shapes if not shape.system]

    async def issues(self, project: int, params: Mapping[str, str]) -> list[IssueShape]:
        """Return the project's issues, the oldest first, closed ones too."""
        every = {"scope": "all", "state": "all", "order_by": "created_at", "sort": "asc"}
        request = Request("GET", f"v4/projects/{project}/issues", {**every, **params})
        return await self._pages(IssueShape, request)

    async def people(self, email: str) -> list[UserShape]:
        """Return active accounts that may have this address, with what each shows of itself."""
        request = Request("GET", "v4/users", {"search": email, "active": "true"})
        found = await self._http.ask(list[UserShape], request)
        whole = [Request("GET", f"v4/users/{one.id}") for one in found[:_MOST_NAMESAKES]]
        return [await self._http.ask(UserShape, one) for one in whole]

    async def _where(self, issue_id: str) -> PlaceShape:
        if not (issue_id.isascii() and issue_id.isdecimal() and len(issue_id) < 19):
            raise NotFound(f"{issue_id[:40]!r} is no issue in GitLab")
        body = {"query": _WHERE, "variables": {"id": f"{_ISSUE}{issue_id}"}}
        answer = await self._http.ask(
            GraphShape, Request("POST", "graphql", body=body, changes=False)
        )
        if answer.errors or answer.data is None:
            said = "; ".join(one.message for one in answer.errors)[:500]
            raise Unavailable(f"{VENDOR} does not say where the issue is: {said or 'nothing'}")
        if answer.data.issue is None:
            raise NotFound(f"GitLab shows us no issue with the id {issue_id}")
        return answer.data.issue

    async def _pages(self, shape: type[T], request: Request) -> list[T]:
        found: list[T] = []
        page = "1"
        for _ in range(_MOST_PAGES):
            params = {**request.params, "per_page": str(_PAGE), "page": page}
            asked = Request(request.method, request.path, params)
            answer = await self._http.tell(asked)
            found += self._http.read(list[shape], asked, answer)  # type: ignore[valid-type] # known when it runs
            following = answer.headers.get("x-next-page", "").strip()
            if not following.isdecimal() or int(following) <= int(page):
                break
            page = following
        return found
