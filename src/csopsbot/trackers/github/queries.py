"""What we ask GitHub: single answers, and lists page by page with an end to every list."""

from collections.abc import Mapping
from typing import TypeVar

from csopsbot.app.failures import AuthError, Blocked, Forbidden, NotFound
from csopsbot.trackers.github.place import Place, full_name, name_in
from csopsbot.trackers.github.shapes import (
    CommentShape,
    IssueShape,
    IssueTypeShape,
    RepositoryShape,
    UserShape,
)
from csopsbot.trackers.github.verdict import Deleted, Elsewhere
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

T = TypeVar("T")

_PAGE = 100
_MOST_PAGES = 50


class Queries:
    """Reads over HTTP; each raises a `Failure`."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._we: UserShape | None = None

    async def prove(self) -> UserShape:
        """Return the account that our token belongs to, asked for anew."""
        self._we = await self._http.ask(UserShape, Request("GET", "user"))
        return self._we

    async def account(self) -> UserShape:
        """Return the account that our token belongs to, asked for once."""
        return self._we or await self.prove()

    async def user(self, user_id: str) -> UserShape:
        """Return the account with this id, under the login it has today."""
        if not user_id.isdecimal():
            raise NotFound(f"{user_id!r} is no account on GitHub")
        return await self._http.ask(UserShape, Request("GET", f"user/{user_id}"))

    async def repository(self, project: str) -> RepositoryShape:
        """Return the repository, also under a name that it had before."""
        request = Request("GET", f"repos/{full_name(project)}")
        try:
            return await self._http.ask(RepositoryShape, request)
        except NotFound as failure:
            raise Forbidden(
                f"GitHub shows us no repository {project}: mend its name, or what the token may see"
            ) from failure

    async def issue_types(self, repository: RepositoryShape) -> tuple[str, ...]:
        """Return the kinds of issue there are, as far as our account may know them."""
        if repository.owner.type != "Organization":
            return ()
        request = Request("GET", f"orgs/{repository.owner.login}/issue-types")
        try:
            found = await self._http.ask(list[IssueTypeShape], request)
        except AuthError:
            raise
        except (NotFound, Blocked):
            return ()
        return tuple(one.name for one in found if one.is_enabled)

    async def issue(self, place: Place) -> tuple[IssueShape, Place]:
        """Return the issue that was made at PLACE, and where it is by now.

        A 404 tells nothing: GitHub answers so to whoever may not know, and says `Deleted` to others.
        """
        request = place.request("GET")
        try:
            answer = await self._http.tell(request)
        except Deleted:
            raise
        except NotFound as failure:
            raise Forbidden(f"GitHub does not show us the issue any more: {failure}") from failure
        shape = self._http.read(IssueShape, request, answer)
        if answer.redirected and (name := name_in(shape.repository_url)):
            place = Place((await self.repository(name)).id, shape.number)
        return shape, place

    async def comments(
        self, place: Place, params: Mapping[str, str] | None = None
    ) -> list[CommentShape]:
        """Return the issue's comments, oldest first."""
        return await self._pages(
            list[CommentShape], place.request("GET", "comments", params=params)
        )

    async def issues(self, repository: int, params: Mapping[str, str]) -> list[IssueShape]:
        """Return the repository's issues, pull requests among them."""
        request = Request("GET", f"repositories/{repository}/issues", params)
        return await self._pages(list[IssueShape], request)

    async def moved(self, place: Place, failure: NotFound | Elsewhere) -> Place:
        """Return where the issue is whose writing ended in FAILURE; raises what hinders it else."""
        _, there = await self.issue(place)
        if there == place:
            raise failure
        return there

    async def _pages(self, shape: type[list[T]], request: Request) -> list[T]:
        found: list[T] = []
        for page in range(1, _MOST_PAGES + 1):
            params = {**request.params, "per_page": str(_PAGE), "page": str(page)}
            asked = Request(request.method, request.path, params)
            answer = await self._http.tell(asked)
            found += self._http.read(shape, asked, answer)
            if 'rel="next"' not in answer.headers.get("link", ""):
                break
        return found
