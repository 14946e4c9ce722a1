"""A request as the operations see it: who asks, about what, and what they may do there."""

from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site.bodies import PageQuery, body_of, query_of
from csopsbot.testing.github_site.deliveries import Deliveries
from csopsbot.testing.github_site.refusals import Refusal, forbidden, missing
from csopsbot.testing.github_site.site import (
    Account,
    App,
    Comment,
    Deleted,
    Issue,
    Json,
    Repository,
    Site,
)

B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request by WHO; a page has at most ROWS.

    APP is there for an App's: by its own proof, or with a token of its INSTALLATION.
    MOVED_WRITES tells whether a write to a former place is redirected.
    """

    site: Site
    deliveries: Deliveries
    who: Account
    request: Request
    moved_writes: bool
    app: App | None = None
    installation: int = 0
    rows: int = 100

    async def body(self, shape: type[B]) -> B:
        """Return the body, of a request without parameters."""
        if self.request.query_params:
            raise Refusal(422, "Invalid request.\n\nThere must be no parameter.")
        return await body_of(self.request, shape)

    async def query(self, shape: type[B]) -> B:
        """Return the parameters, of a request without a body."""
        return await query_of(self.request, shape)

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    def repository(self) -> Repository:
        """Return the repository of the path, if the asker may read it."""
        parts = self.request.path_params
        if "repository_id" in parts:
            every = self.site.repositories
            found = next((one for one in every if one.id == parts["repository_id"]), None)
        else:
            name = f"{parts['owner']}/{parts['repo']}"
            found = self.site.repository(name)
            if found and name.lower() in found.former_names and self.sees(found):
                raise self._redirect(f"repositories/{found.id}{self._below()}")
        if found is None or not self.sees(found):
            raise missing()
        return found

    def tracked(self) -> Repository:
        """Return the repository of the path, whose issues are switched on."""
        repository = self.repository()
        if not repository.has_issues:
            raise Refusal(410, "Issues are disabled for this repo")
        return repository

    def issue(self) -> Issue:
        """Return the issue of the path."""
        repository = self.tracked()
        number = self.request.path_params["number"]
        found = repository.slots.get(number)
        if found is None:
            raise missing()
        if isinstance(found, Deleted):
            raise Refusal(410, "This issue was deleted")
        if found.repository is not repository:
            raise self._gone_to(found)
        return found

    def comment(self) -> tuple[Issue, Comment]:
        """Return the comment of the path, and the issue that it is on."""
        wanted = self.request.path_params["comment_id"]
        place = self.tracked()
        for issue in place.slots.values():
            if isinstance(issue, Issue) and issue.repository is place:
                for comment in issue.comments:
                    if comment.id == wanted:
                        return issue, comment
        raise missing()

    def may(self, repository: Repository) -> bool:
        """Return whether the asker may set labels and assign."""
        return self.role(repository) in ("triage", "write", "admin")

    def role(self, repository: Repository) -> str:
        """Return what the asker may do in REPOSITORY."""
        if self.app:
            return "write" if self.app.permissions.get("issues") == "write" else "read"
        return repository.roles.get(self.who.login, "read")

    def must(self, repository: Repository, issue: Issue | None = None) -> None:
        """Refuse unless the asker may change issues here, or at least this one of their own."""
        if repository.archived:
            raise Refusal(403, "Repository was archived so is read-only.")
        if not self.may(repository) and (issue is None or issue.author is not self.who):
            raise forbidden()

    def page(self, values: list[Json], query: PageQuery) -> Response:
        """Return the asked page of VALUES, and in a header where the next one is."""
        rows = min(query.per_page, self.rows)
        start = (query.page - 1) * rows
        shown = values[start : start + rows]
        headers = {}
        if start + rows < len(values):
            following = self.request.url.include_query_params(page=query.page + 1)
            headers["Link"] = f'<{following}>; rel="next"'
        return JSONResponse(shown, headers=headers)

    def sees(self, repository: Repository) -> bool:
        """Return whether the asker may read REPOSITORY."""
        if self.app:
            return repository.id in self.app.installed.get(self.installation, set())
        return self.who.login in repository.roles

    def _below(self) -> str:
        path = self.request.url.path.removeprefix("/repos/").split("/", 2)
        query = self.request.url.query
        return (f"/{path[2]}" if len(path) > 2 else "") + (f"?{query}" if query else "")

    def _gone_to(self, issue: Issue) -> Refusal:
        reads = self.request.method == "GET"
        if not self.sees(issue.repository) or not (reads or self.moved_writes):
            return missing()
        return self._redirect(f"repositories/{issue.repository.id}/issues/{issue.number}")

    def _redirect(self, path: str) -> Refusal:
        status = 301 if self.request.method == "GET" else 307
        message = "Moved Permanently" if status == 301 else "Temporary Redirect"
        return Refusal(status, message, headers={"Location": f"{self.site.url}/{path}"})
