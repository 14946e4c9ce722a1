"""The server's application: who asks, is the request sound, which operation, and what befalls it."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from csopsbot.testing.gitlab_server import (
    graph,
    hooking,
    issues,
    notes,
    people,
    planning,
    uploads,
)
from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.deliveries import Deliveries
from csopsbot.testing.gitlab_server.refusals import (
    Refusal,
    missing,
    scope,
    too_many,
    unknown_token,
)
from csopsbot.testing.gitlab_server.site import Site, User
from csopsbot.testing.loopback import Fault, befall

Operation = Callable[[Asking], Awaitable[Response]]

_ISSUE = "/api/v4/projects/:project/issues/:iid"
OPERATIONS: dict[tuple[str, str], Operation] = {
    ("POST", "/api/graphql"): graph.ask,
    ("GET", "/api/v4/user"): people.myself,
    ("GET", "/api/v4/version"): people.version,
    ("GET", "/api/v4/personal_access_tokens/self"): people.token,
    ("GET", "/api/v4/users"): people.users,
    ("GET", "/api/v4/users/:user"): people.user,
    ("GET", "/api/v4/projects/:project"): people.project,
    ("GET", "/api/v4/projects/:project/issues"): issues.listed,
    ("POST", "/api/v4/projects/:project/issues"): issues.create,
    ("GET", _ISSUE): issues.read,
    ("PUT", _ISSUE): issues.edit,
    ("DELETE", _ISSUE): issues.delete,
    ("POST", f"{_ISSUE}/move"): issues.move,
    ("GET", f"{_ISSUE}/notes"): notes.listed,
    ("POST", f"{_ISSUE}/notes"): notes.add,
    ("PUT", f"{_ISSUE}/notes/:note"): notes.edit,
    ("DELETE", f"{_ISSUE}/notes/:note"): notes.delete,
    ("GET", f"{_ISSUE}/resource_state_events"): planning.states,
    ("GET", f"{_ISSUE}/resource_label_events"): planning.labellings,
    ("GET", f"{_ISSUE}/resource_milestone_events"): planning.plans,
    ("GET", "/api/v4/projects/:project/labels"): planning.labels,
    ("GET", "/api/v4/projects/:project/milestones"): planning.milestones,
    ("POST", "/api/v4/projects/:project/milestones"): planning.add,
    ("PUT", "/api/v4/projects/:project/milestones/:milestone"): planning.edit,
    ("POST", "/api/v4/projects/:project/uploads"): uploads.add,
    ("GET", "/api/v4/projects/:project/uploads/:secret/:file"): uploads.get,
    ("GET", "/api/v4/projects/:project/hooks"): hooking.listed,
    ("POST", "/api/v4/projects/:project/hooks"): hooking.add,
    ("PUT", "/api/v4/projects/:project/hooks/:hook"): hooking.edit,
    ("POST", "/api/v4/projects/:project/hooks/:hook/test/issues_events"): hooking.test,
}
A_MINUTE = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came, for the log; WHO is empty for a stranger."""

    who: str
    method: str
    path: str
    body: bytes
    status: int
    cookies: dict[str, str]


@dataclass(slots=True)
class Server:
    """A site, what is wrong with it, and what was asked of it so far.

    EXPIRED are tokens that ran out; LEFT is how many requests there may be in this minute. A page
    has no more than ROWS. SIGNS tells whether webhooks can have signing tokens here.
    """

    site: Site = field(default_factory=Site)
    faults: list[Fault] = field(default_factory=list)
    expired: set[str] = field(default_factory=set)
    left: int = A_MINUTE
    rows: int = 100
    signs: bool = True
    log: list[Asked] = field(default_factory=list)
    deliveries: Deliveries = field(init=False)

    def __post_init__(self) -> None:
        self.deliveries = Deliveries(self.site)

    def reset(self) -> None:
        """Start anew, as a GitLab of which nobody asked anything."""
        self.site = Site(url=self.site.url)
        self.deliveries = Deliveries(self.site)
        self.faults.clear()
        self.expired.clear()
        self.log.clear()
        self.left, self.rows, self.signs = A_MINUTE, 100, True

    def app(self) -> Starlette:
        """Return the application that serves this site."""
        methods = sorted({method for method, _ in OPERATIONS})
        routes = [Route("/{path:path}", self._endpoint, methods=methods)]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:  # noqa: ARG002 - Starlette's
        yield
        await self.deliveries.close()

    async def _endpoint(self, request: Request) -> Response:
        return await befall(request, self.faults, self._answered)

    async def _answered(self, request: Request) -> Response:
        who = self._who(request)
        try:
            answer = await self._answer(request, who)
        except Refusal as refusal:
            answer = refusal.response()
        name, body = who.username if who else "", await request.body()
        path, cookies = request.scope["raw_path"].decode(), dict(request.cookies)
        self.log.append(Asked(name, request.method, path, body, answer.status_code, cookies))
        return answer

    async def _answer(self, request: Request, who: User | None) -> Response:
        found = _operation(request)
        if who is None:
            return self._stranger(request)
        if found is None:
            raise missing()
        operation, parts = found
        if self.left <= 0:
            raise too_many()
        self.left -= 1
        if who.scope != "api" and request.method != "GET" and operation is not graph.ask:
            raise scope()
        self.deliveries.event = str(uuid.uuid4())
        self.deliveries.signs = self.signs
        return await operation(Asking(self.site, self.deliveries, who, request, parts, self.rows))

    def _who(self, request: Request) -> User | None:
        token = request.headers.get("private-token", "")
        every = (one for one in self.site.users if one.token == token and one.state == "active")
        return None if token in self.expired else next(every, None)

    def _stranger(self, request: Request) -> Response:
        expired = request.headers.get("private-token", "") in self.expired
        if request.url.path == "/api/graphql":
            return JSONResponse({"errors": [{"message": "Invalid token"}]}, 401)
        raise unknown_token(expired=expired)


def _operation(request: Request) -> tuple[Operation, dict[str, str]] | None:
    """Return what is asked for, and the parts of its path, in which a slash may be quoted."""
    asked = [unquote(part) for part in request.scope["raw_path"].decode().split("/")]
    for (method, path), operation in OPERATIONS.items():
        pairs = list(zip(path.split("/"), asked, strict=False))
        same = all(name == part or name.startswith(":") for name, part in pairs)
        if method == request.method and len(path.split("/")) == len(asked) and same:
            return operation, {name[1:]: part for name, part in pairs if name.startswith(":")}
    return None
