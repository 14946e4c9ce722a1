"""The server's application: who asks, is the request sound, which operation, and what befalls it."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from csopsbot.testing.jira_cloud import comments, issues, lists, steps
from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.control import control_routes
from csopsbot.testing.jira_cloud.deliveries import Deliveries
from csopsbot.testing.jira_cloud.faults import Fault, Faults
from csopsbot.testing.jira_cloud.openapi import OpenApi
from csopsbot.testing.jira_cloud.refusals import HIDDEN, Refusal
from csopsbot.testing.jira_cloud.site import Site, User

Operation = Callable[[Asking], Reply]

API = "/rest/api/3"
HANG_UP = "jira_cloud.hang_up"
OPERATIONS: dict[tuple[str, str], Operation] = {
    ("GET", "/myself"): lists.myself,
    ("GET", "/serverInfo"): lists.server,
    ("GET", "/user/search"): lists.users,
    ("GET", "/search/jql"): lists.search,
    ("POST", "/search/jql"): lists.search,
    ("GET", "/project/{projectIdOrKey}"): lists.project,
    ("GET", "/project/{projectIdOrKey}/statuses"): lists.statuses,
    ("GET", "/status/{idOrName}"): lists.status,
    ("GET", "/issue/createmeta/{projectIdOrKey}/issuetypes"): lists.issue_types,
    ("GET", "/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}"): lists.create_fields,
    ("POST", "/issue"): issues.create,
    ("GET", "/issue/{issueIdOrKey}"): issues.read,
    ("PUT", "/issue/{issueIdOrKey}"): issues.edit,
    ("DELETE", "/issue/{issueIdOrKey}"): issues.delete,
    ("PUT", "/issue/{issueIdOrKey}/assignee"): issues.assign,
    ("GET", "/issue/{issueIdOrKey}/properties/{propertyKey}"): issues.read_property,
    ("GET", "/issue/{issueIdOrKey}/transitions"): steps.offered,
    ("POST", "/issue/{issueIdOrKey}/transitions"): steps.take,
    ("GET", "/issue/{issueIdOrKey}/comment"): comments.read_all,
    ("POST", "/issue/{issueIdOrKey}/comment"): comments.add,
    ("PUT", "/issue/{issueIdOrKey}/comment/{id}"): comments.edit,
    ("DELETE", "/issue/{issueIdOrKey}/comment/{id}"): comments.delete,
    ("GET", "/comment/{commentId}/properties/{propertyKey}"): comments.read_property,
    ("GET", "/issue/{issueIdOrKey}/remotelink"): issues.links,
    ("POST", "/issue/{issueIdOrKey}/remotelink"): comments.link,
}
_GONE = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full "
    "migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
)
_BAD_TOKEN = {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}


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

    site: Site = field(default_factory=Site)
    faults: Faults = field(default_factory=Faults)
    published: OpenApi | None = None
    log: list[Asked] = field(default_factory=list)
    deliveries: Deliveries = field(init=False)

    def __post_init__(self) -> None:
        self.deliveries = Deliveries(self.site, self.faults)

    def reset(self) -> None:
        """Start anew, as a Jira of which nobody asked anything."""
        self.site = Site(url=self.site.url)
        self.faults = Faults()
        self.log.clear()
        self.deliveries = Deliveries(self.site, self.faults)

    def app(self) -> Starlette:
        """Return the application that serves this site."""
        api = [
            Route(API + path, self._endpoint(operation), methods=[method])
            for (method, path), operation in OPERATIONS.items()
        ]
        search = [Route(f"/rest/api/{version}/search", self._old_search) for version in (2, 3)]
        return Starlette(routes=[*api, *search, *control_routes(self)], lifespan=self._lifespan)

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
                return await _hang_up(request)
            try:
                answer = await self._answer(request, operation)
            except Refusal as refusal:
                answer = refusal.response()
            return await _befall(request, answer, fault) if fault else answer

        return endpoint

    async def _old_search(self, request: Request) -> Response:
        there = self.faults.searches_as_before
        return await (self._endpoint(lists.old_search) if there else _gone)(request)

    async def _answer(self, request: Request, operation: Operation) -> Response:
        email, user = self._who(request)
        body = await _body(request)
        query = dict(request.query_params)
        wrong = self._complaints(request, query, body)
        asked = Asked(email, request.method, request.url.path, query, body, tuple(wrong))
        self.log.append(replace(asked, cookies=request.cookies))
        if user is None:
            return _anonymous(request)
        if wrong:
            raise Refusal(400, *wrong)
        parts = dict(request.path_params)
        asking = Asking(self.site, self.faults, self.deliveries, user, parts, query, body)
        reply = operation(asking)
        if reply.body is None:
            return Response(status_code=reply.status)
        return JSONResponse(self.faults.spoil(reply.body), reply.status)

    def _who(self, request: Request) -> tuple[str, User | None]:
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        try:
            email, _, token = base64.b64decode(value, validate=True).decode().partition(":")
        except ValueError:
            return "", None
        user = self.site.user(email)
        fits = user is not None and user.token == token and email == user.email
        allowed = scheme.lower() == "basic" and fits and email not in self.faults.expired
        return email, user if allowed else None

    def _complaints(self, request: Request, query: dict[str, str], body: object) -> list[str]:
        if self.published is None:
            return []
        return self.published.complaints(request.method, request.url.path, query, body)


async def _body(request: Request) -> Any:
    raw = await request.body()
    if not raw:
        return None
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Refusal(415)
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise Refusal(400, "There was an error parsing JSON.") from error
    if not isinstance(body, dict):
        raise Refusal(400, "Invalid request payload. Refer to the REST API documentation.")
    return body


def _anonymous(request: Request) -> Response:
    """Answer as to a stranger, for that is how Jira treats a token that is not good any more."""
    place = request.url.path.removeprefix(API)
    if request.method == "GET" and place.startswith("/issue/"):
        answer = Refusal(404, HIDDEN).response()
    elif request.method == "GET" and place == "/search/jql":
        answer = JSONResponse({"issues": [], "isLast": True})
    elif request.method == "GET" and place == "/user/search":
        answer = JSONResponse([])
    else:
        answer = Refusal(401, "Client must be authenticated to access this resource.").response()
    answer.headers.update(_BAD_TOKEN)
    return answer


async def _gone(request: Request) -> Response:
    await request.body()
    return Refusal(410, _GONE).response()


async def _befall(request: Request, answer: Response, fault: Fault) -> Response:
    """Return what becomes of ANSWER, after the request was done."""
    if fault.kind == "hang":
        await asyncio.sleep(fault.seconds)
        return answer
    if fault.kind == "lose":
        return await _hang_up(request)
    answer.body = bytes(answer.body)[: len(answer.body) // 2]
    return answer


async def _hang_up(request: Request) -> Response:
    """End the connection without a byte."""
    await request.body()
    request.scope["extensions"][HANG_UP]["abort"]()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()
