"""What we ask GitHub: single answers, and lists page by page with an end to every list."""

import re
from collections.abc import Mapping
from typing import TypeVar

from csopsbot.app.failures import AuthError, Blocked, Forbidden, NotFound
from csopsbot.trackers.github.entry import Entry
from csopsbot.trackers.github.place import Place, full_name, name_in
from csopsbot.trackers.github.shapes import (
    CommentShape,
    EventShape,
    IssueShape,
    IssueTypeShape,
    LabelShape,
    MilestoneShape,
    RepositoryShape,
    UserShape,
)
from csopsbot.trackers.github.verdict import Deleted, Elsewhere
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

T = TypeVar("T")

_PAGE = 100
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
_MOST_PAGES = 50


class Queries:
    """Reads over HTTP; each raises a `Failure`."""

    def __init__(self, http: Http, entry: Entry) -> None:
        self._http = http
        self._entry = entry
        self._we: UserShape | None = None

    async def prove(self) -> UserShape:
        """Return the account that we act with, asked for anew."""
        self._we = await self._entry.account(self._http)
        return self._we

    async def account(self) -> UserShape:
        """Return the account that we act with, asked for once."""
        return self._we or await self.prove()

    async def user(self, user_id: str) -> UserShape:
        """Return the account with this id, under the login it has today."""
        if not user_id.isdecimal():
            raise NotFound(f"{user_id!r} is no account on GitHub")
        return await self._http.ask(UserShape, Request("GET", f"user/{user_id}"))

    async def named(self, login: str) -> UserShape | None:
        """Return the account with this login."""
        if not _LOGIN.fullmatch(login):
            return None
        try:
            return await self._http.ask(UserShape, Request("GET", f"users/{login}"))
        except NotFound:
            return None

    async def repository(self, project: str) -> RepositoryShape:
        """Return the repository, also under a name that it had before."""
        request = Request("GET", f"repos/{full_name(project)}")
        try:
            return await self._http.ask(RepositoryShape, request)
        except NotFound as failure:
            raise Forbidden(
                f"GitHub shows us no repository {project}: mend its name, or what the token may see"
            ) from failure

    async def repository_by_id(self, repository: int) -> RepositoryShape:
        """Return the repository, whatever it is called by now."""
        return await self._http.ask(RepositoryShape, Request("GET", f"repositories/{repository}"))

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

    async def milestones(self, repository: int) -> list[MilestoneShape]:
        """Return the repository's milestones, closed ones too."""
        request = Request("GET", f"repositories/{repository}/milestones", {"state": "all"})
        return await self._pages(list[MilestoneShape], request)

    async def labels(self, repository: int) -> tuple[str, ...]:
        """Return the labels that the repository has."""
        request = Request("GET", f"repositories/{repository}/labels")
        return tuple(one.name for one in await self._pages(list[LabelShape], request))

    async def events(self, place: Place) -> list[EventShape]:
        """Return what was done to the issue."""
        return await self._pages(list[EventShape], place.request("GET", "events"))

    async def page(
        self, repository: int, bounds: Mapping[str, str], number: int
    ) -> tuple[list[IssueShape], bool]:
        """Return a page of the repository's issues, and whether there is more."""
        return await self._page(
            list[IssueShape], Request("GET", f"repositories/{repository}/issues", bounds), number
        )

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
        for number in range(1, _MOST_PAGES + 1):
            page, more = await self._page(shape, request, number)
            found += page
            if not more:
                break
        return found

    async def _page(
        self, shape: type[list[T]], request: Request, number: int
    ) -> tuple[list[T], bool]:
        params = {**request.params, "per_page": str(_PAGE), "page": str(number)}
        asked = Request(request.method, request.path, params)
        answer = await self._http.tell(asked)
        more = 'rel="next"' in answer.headers.get("link", "")
        return self._http.read(shape, asked, answer), more
