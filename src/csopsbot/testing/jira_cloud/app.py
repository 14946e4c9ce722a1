"""The server's application: who asks, is the request sound, which operation, and what befalls it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from csopsbot.testing.jira_cloud import lists
from csopsbot.testing.jira_cloud.asking import Asking, Reply, Sent
from csopsbot.testing.jira_cloud.cloud import CLOUD
from csopsbot.testing.jira_cloud.deliveries import Deliveries
from csopsbot.testing.jira_cloud.faults import Fault, Faults
from csopsbot.testing.jira_cloud.kind import Kind, Operation, Published
from csopsbot.testing.jira_cloud.refusals import Refusal
from csopsbot.testing.jira_cloud.site import Site
from csopsbot.testing.loopback import hang_up

_FORM = "multipart/form-data"
_GONE = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full "
    "migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came, for the log; WHO is the account's address."""

    who: str
    method: str
    path: str
    query: dict[str, str]
    body: Any
    complaints: tuple[str, ...] = ()
    cookies: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Server:
    """A site, what is wrong with it, and what was asked of it so far."""

    kind: Kind = CLOUD
    faults: Faults = field(default_factory=Faults)
    published: Published | None = None
    log: list[Asked] = field(default_factory=list)
    site: Site = field(init=False)
    deliveries: Deliveries = field(init=False)

    def __post_init__(self) -> None:
        self.site = Site(self.kind.manner)
        self.deliveries = Deliveries(self.site, self.faults)

    def reset(self) -> None:
        """Start anew, as a Jira of which nobody asked anything."""
        self.site = Site(self.kind.manner, url=self.site.url)
        self.faults = Faults()
        self.log.clear()
        self.deliveries = Deliveries(self.site, self.faults)

    def app(self, *more: Route) -> Starlette:
        """Return the application that serves this site, and MORE that no Jira has."""
        api = self.kind.manner.api
        routes = [
            Route(api + path, self._endpoint(operation), methods=[method])
            for (method, path), operation in self.kind.operations.items()
        ]
        routes += [
            Route(path, self._endpoint(operation), methods=[method])
            for (method, path), operation in self.kind.further.items()
        ]
        if ("GET", "/search") not in self.kind.operations:
            routes += [Route(f"/rest/api/{number}/search", self._old_search) for number in (2, 3)]
        routes.append(Route("/media/{id}", self._media))
        return Starlette(routes=[*routes, *more], lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:  # noqa: ARG002 - Starlette's
        yield
        await self.deliveries.close()

    def _endpoint(self, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            fault = self.faults.take(request.method, request.url.path)
            if fault and fault.kind == "answer":
                await request.body()
                return Response(fault.body, fault.status, fault.headers)
            if fault and fault.kind == "drop":
                return await hang_up(request)
            try:
                answer = await self._answer(request, operation)
            except Refusal as refusal:
                answer = refusal.response()
            return await _befall(request, answer, fault) if fault else answer

        return endpoint

    async def _old_search(self, request: Request) -> Response:
        there = self.faults.searches_as_before
        return await (self._endpoint(lists.old_search) if there else _gone)(request)

    async def _media(self, request: Request) -> Response:
        """Give out a file to whoever was led here, and complain of who says who they are."""
        said = "authorization" in request.headers
        wrong = ("a token was shown to the server that keeps files",) if said else ()
        asked = Asked("", "GET", request.url.path, dict(request.query_params), None, wrong)
        self.log.append(asked)
        every = (one for issue in self.site.issues.values() for one in issue.attachments)
        found = next((one for one in every if one.id == request.path_params["id"]), None)
        if found is None or request.query_params.get("token") != "once":
            return Response(status_code=403)
        return Response(found.content, media_type=found.media_type)

    async def _answer(self, request: Request, operation: Operation) -> Response:
        email, user = self.kind.signs_in(self.site, self.faults, request)
        body, files = await _said(request)
        query = dict(request.query_params)
        wrong = self._complaints(request, query, body)
        asked = Asked(email, request.method, request.url.path, query, body, tuple(wrong))
        self.log.append(replace(asked, cookies=request.cookies))
        if user is None:
            if (request.method, request.url.path) not in self.kind.for_anybody:
                return self.kind.anonymous(request)
            user = self.site.users[0]
        if wrong:
            raise Refusal(400, *wrong)
        parts = dict(request.path_params)
        asking = Asking(self.site, self.faults, self.deliveries, user, parts, query, body, files)
        return self._reply(operation(asking))

    def _reply(self, reply: Reply) -> Response:
        if reply.body is None:
            return Response(reply.content, reply.status, reply.headers)
        return JSONResponse(self.faults.spoil(reply.body), reply.status, reply.headers)

    def _complaints(self, request: Request, query: dict[str, str], body: object) -> list[str]:
        path = request.url.path
        if self.published is None or not path.startswith(self.kind.manner.api + "/"):
            return []
        return self.published.complaints(request.method, path, query, body)


async def _said(request: Request) -> tuple[Any, tuple[Sent, ...]]:
    """Return the body, as JSON or as the files of a form."""
    kind = request.headers.get("content-type", "")
    if kind.startswith(_FORM):
        return None, await _files(request)
    raw = await request.body()
    if not raw:
        return None, ()
    if not kind.startswith("application/json"):
        raise Refusal(415)
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise Refusal(400, "There was an error parsing JSON.") from error
    if not isinstance(body, dict):
        raise Refusal(400, "Invalid request payload. Refer to the REST API documentation.")
    return body, ()


async def _files(request: Request) -> tuple[Sent, ...]:
    """Return the files of a form that nobody was lured into posting."""
    if request.headers.get("x-atlassian-token") not in ("no-check", "nocheck"):
        await request.body()
        raise Refusal(403, "XSRF check failed")
    form = await request.form()
    sent = [
        Sent(part, one.filename or "", one.content_type or "", await one.read())
        for part, one in form.multi_items()
        if isinstance(one, UploadFile)
    ]
    await form.close()
    return tuple(sent)


async def _gone(request: Request) -> Response:
    await request.body()
    return Refusal(410, _GONE).response()


async def _befall(request: Request, answer: Response, fault: Fault) -> Response:
    """Return what becomes of ANSWER, after the request was done."""
    if fault.kind == "hang":
        await asyncio.sleep(fault.seconds)
        return answer
    if fault.kind == "lose":
        return await hang_up(request)
    answer.body = bytes(answer.body)[: len(answer.body) // 2]
    return answer
