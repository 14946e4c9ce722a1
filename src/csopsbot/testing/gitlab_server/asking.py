"""A request as the operations see it: who asks, about what, and what they may do there."""

from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server.bodies import PageQuery, body_of, query_of
from csopsbot.testing.gitlab_server.deliveries import Deliveries
from csopsbot.testing.gitlab_server.refusals import Refusal, forbidden, missing
from csopsbot.testing.gitlab_server.site import Issue, Json, Note, Project, Role, Site, User

B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request by WHO; PARTS are the path's parameters; a page has at most ROWS."""

    site: Site
    deliveries: Deliveries
    who: User
    request: Request
    parts: dict[str, str]
    rows: int = 100

    async def body(self, shape: type[B]) -> B:
        """Return the body, of a request without parameters."""
        return await body_of(self.request, shape)

    async def query(self, shape: type[B]) -> B:
        """Return the parameters, of a request without a body."""
        return await query_of(self.request, shape)

    def project(self) -> Project:
        """Return the project of the path, if the asker may read it."""
        name = self.parts["project"]
        for one in self.site.projects:
            if not self.sees(one):
                continue
            if name in (str(one.id), one.path):
                return one
            if name in one.former:
                raise self._redirect(one)
        raise missing("Project")

    def issue(self) -> Issue:
        """Return the issue of the path."""
        project = self.project()
        if not project.issues_enabled:
            raise forbidden()
        for one in self.site.issues:
            if one.project is project and str(one.iid) == self.parts["iid"] and self.reads(one):
                return one
        raise missing()

    def note(self, issue: Issue) -> Note:
        """Return the note of the path."""
        found = (one for one in issue.notes if str(one.id) == self.parts["note"])
        note = next(found, None)
        if note is None:
            raise missing()
        return note

    def role(self, project: Project) -> int:
        """Return what the asker is in PROJECT."""
        return project.roles.get(self.who.username, 0)

    def sees(self, project: Project) -> bool:
        """Return whether the asker knows of PROJECT."""
        return project.public or self.role(project) > 0

    def reads(self, issue: Issue) -> bool:
        """Return whether the asker may read ISSUE."""
        mine = self.who is issue.author or self.who in issue.assignees
        open_to_all = not issue.confidential or mine
        return self.sees(issue.project) and (open_to_all or self.manages(issue.project))

    def manages(self, project: Project) -> bool:
        """Return whether the asker may label, assign and close in PROJECT."""
        return self.role(project) >= Role.REPORTER

    def page(self, values: list[Json], query: PageQuery) -> Response:
        """Return the asked page of VALUES, and in headers where it stands."""
        rows = min(query.per_page, self.rows)
        start = (query.page - 1) * rows
        more = start + rows < len(values)
        headers = {
            "X-Page": str(query.page),
            "X-Per-Page": str(rows),
            "X-Next-Page": str(query.page + 1) if more else "",
            "X-Total": str(len(values)),
        }
        return JSONResponse(values[start : start + rows], headers=headers)

    def _redirect(self, project: Project) -> Refusal:
        if self.request.method != "GET":
            return Refusal(405, {"message": "Non GET methods are not allowed for moved projects"})
        query = self.request.url.query
        path = "/".join(("", "api", "v4", "projects", str(project.id), *self._below()))
        place = f"{self.site.url}{path}" + (f"?{query}" if query else "")
        body = {"message": "This resource has been moved temporarily"}
        return Refusal(302, body, {"Location": place})

    def _below(self) -> list[str]:
        raw = self.request.scope["raw_path"].decode().split("/")
        return list(raw[5:])
