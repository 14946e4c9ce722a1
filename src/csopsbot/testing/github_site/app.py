"""The server's application: who asks, is the request sound, which operation, and what befalls it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from csopsbot.testing.github_site import apps, graph, hooking, planning, talking
from csopsbot.testing.github_site import operations as do
from csopsbot.testing.github_site.asking import Asking
from csopsbot.testing.github_site.deliveries import Deliveries
from csopsbot.testing.github_site.refusals import Refusal
from csopsbot.testing.github_site.signing_in import Asker, asker
from csopsbot.testing.github_site.site import Site
from csopsbot.testing.loopback import Fault, befall

Operation = Callable[[Asking], Awaitable[Response]]

API_VERSIONS = {"2022-11-28", "2026-03-10"}
ALONE: dict[tuple[str, str], Operation] = {
    ("GET", "/user"): do.myself,
    ("GET", "/user/{account_id:int}"): do.user,
    ("GET", "/users/{username}"): do.named,
    ("GET", "/orgs/{org}/issue-types"): do.issue_types,
    ("POST", "/graphql"): graph.ask,
    ("GET", "/app"): apps.shown,
    ("GET", "/app/installations"): apps.installations,
    ("POST", "/app/installations/{installation_id:int}/access_tokens"): apps.token,
    ("GET", "/app/hook/config"): hooking.app_config,
    ("PATCH", "/app/hook/config"): hooking.configure_app,
    ("GET", "/app/hook/deliveries"): hooking.app_deliveries,
    ("GET", "/repos/{owner}/{repo}/installation"): apps.installation,
}
IN_A_REPOSITORY: dict[tuple[str, str], Operation] = {
    ("GET", ""): do.repository,
    ("GET", "/issues"): do.issues,
    ("POST", "/issues"): do.create,
    ("GET", "/issues/{number:int}"): do.read,
    ("PATCH", "/issues/{number:int}"): do.edit,
    ("GET", "/issues/{number:int}/comments"): talking.comments,
    ("POST", "/issues/{number:int}/comments"): talking.comment,
    ("PATCH", "/issues/comments/{comment_id:int}"): talking.edit,
    ("DELETE", "/issues/comments/{comment_id:int}"): talking.delete,
    ("GET", "/issues/{number:int}/events"): planning.events,
    ("GET", "/milestones"): planning.milestones,
    ("POST", "/milestones"): planning.add,
    ("PATCH", "/milestones/{number:int}"): planning.edit,
    ("GET", "/labels"): planning.labels,
    ("GET", "/hooks"): hooking.listed,
    ("POST", "/hooks"): hooking.add,
    ("PATCH", "/hooks/{hook_id:int}"): hooking.edit,
    ("POST", "/issues/{number:int}/labels"): do.add_labels,
    ("DELETE", "/issues/{number:int}/labels/{name:path}"): do.remove_label,
}
REPOSITORIES = ("/repos/{owner}/{repo}", "/repositories/{repository_id:int}")
HOURLY = 5000


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came, for the log; WHO is empty for a stranger."""

    who: str
    method: str
    path: str
    query: str
    body: bytes
    status: int
    cookies: dict[str, str]


@dataclass(slots=True)
class Server:
    """A site, what is wrong with it, and what was asked of it so far.

    EXPIRED are tokens that ran out; LEFT is how many requests an account has until the hour ends.
    A page has no more than ROWS.
    """

    site: Site = field(default_factory=Site)
    faults: list[Fault] = field(default_factory=list)
    expired: set[str] = field(default_factory=set)
    left: int = HOURLY
    rows: int = 100
    moved_writes: bool = True
    log: list[Asked] = field(default_factory=list)
    deliveries: Deliveries = field(init=False)

    def __post_init__(self) -> None:
        self.deliveries = Deliveries(self.site)

    def reset(self) -> None:
        """Start anew, as a GitHub of which nobody asked anything."""
        self.site = Site(url=self.site.url)
        self.deliveries = Deliveries(self.site)
        self.faults.clear()
        self.expired.clear()
        self.log.clear()
        self.left, self.rows = HOURLY, 100
        self.moved_writes = True

    def app(self) -> Starlette:
        """Return the application that serves this site."""
        every = ALONE | {
            (method, base + path): operation
            for base in REPOSITORIES
            for (method, path), operation in IN_A_REPOSITORY.items()
        }
        routes = [
            Route(path, self._endpoint(path, operation), methods=[method])
            for (method, path), operation in every.items()
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:  # noqa: ARG002 - Starlette's
        yield
        await self.deliveries.close()

    def _endpoint(
        self, path: str, operation: Operation
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            who: Asker | None = None
            try:
                who = asker(self.site, request, self.expired)
                answer = await self._answer(request, who, path, operation)
            except Refusal as refusal:
                answer = refusal.response()
            self._note(request, who, await request.body(), answer)
            return answer

        async def endpoint(request: Request) -> Response:
            return await befall(request, self.faults, answered)

        return endpoint

    async def _answer(
        self, request: Request, who: Asker | None, path: str, operation: Operation
    ) -> Response:
        _sound(request)
        if who is None:
            known = "authorization" in request.headers
            raise Refusal(401, "Bad credentials" if known else "Requires authentication")
        who.may(request.method, path)
        if self.left <= 0:
            raise Refusal(403, f"API rate limit exceeded for user ID {who.who.id}.")
        self.left -= 1
        return await operation(
            Asking(
                self.site,
                self.deliveries,
                who.who,
                request,
                self.moved_writes,
                who.app,
                who.installation,
                self.rows,
            )
        )

    def _note(self, request: Request, who: Asker | None, body: bytes, answer: Response) -> None:
        reset = int(self.site.clock().timestamp()) // 3600 * 3600 + 3600
        answer.headers["X-RateLimit-Limit"] = str(HOURLY)
        answer.headers["X-RateLimit-Remaining"] = str(max(self.left, 0))
        answer.headers["X-RateLimit-Reset"] = str(reset)
        answer.headers["X-RateLimit-Resource"] = "core"
        answer.headers.update(who.who.headers if who else {})
        asked = Asked(
            who.who.login if who else "",
            request.method,
            request.url.path,
            request.url.query,
            body,
            answer.status_code,
            dict(request.cookies),
        )
        self.log.append(asked)


def _sound(request: Request) -> None:
    """Refuse a request without the headers that GitHub wants of everybody."""
    if not request.headers.get("user-agent"):
        raise Refusal(403, "Request forbidden by administrative rules.")
    if request.headers.get("accept", "") not in ("application/vnd.github+json", "*/*"):
        raise Refusal(415, "Must accept 'application/json'")
    version = request.headers.get("x-github-api-version", "2022-11-28")
    if version not in API_VERSIONS:
        raise Refusal(400, f"{version} is not a supported version.")
