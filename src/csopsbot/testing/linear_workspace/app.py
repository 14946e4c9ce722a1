"""The server's application: who asks, is the request sound, what may it cost, what befalls it."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from csopsbot.testing import loopback
from csopsbot.testing.linear_workspace import storing
from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.budget import Budget
from csopsbot.testing.linear_workspace.deliveries import Deliveries
from csopsbot.testing.linear_workspace.graph import Graph, Operation
from csopsbot.testing.linear_workspace.refusals import Refusal, key_as_token, stranger, unsound
from csopsbot.testing.linear_workspace.workspace import Json, User, Workspace

_KEYS_BEGIN = "lin_api_"


@dataclass(slots=True)
class Fault(loopback.Fault):
    """A fault of requests whose OPERATION (a pattern such as `mutation CreateIssue`) fits."""

    operation: str = ""

    def fits(self, request: Request) -> bool:
        """Return whether the fault befalls REQUEST."""
        asked = getattr(request.state, "operation", "")
        # Without slots' new class, `super()` would look for the old one.
        return loopback.Fault.fits(self, request) and bool(re.search(self.operation, asked))


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came, for the log; WHO is empty for a stranger."""

    who: str
    operation: str
    query: str
    variables: Json
    status: int
    answer: Json
    cookies: dict[str, str]


@dataclass(slots=True)
class Server:
    """A workspace, what is wrong with it, and what was asked of it so far.

    EXPIRED are keys and tokens that are good no more.
    """

    workspace: Workspace = field(default_factory=Workspace)
    budget: Budget = field(default_factory=Budget)
    faults: list[loopback.Fault] = field(default_factory=list)
    expired: set[str] = field(default_factory=set)
    log: list[Asked] = field(default_factory=list)
    graph: Graph = field(default_factory=Graph)
    deliveries: Deliveries = field(init=False)

    def __post_init__(self) -> None:
        self.deliveries = Deliveries(self.workspace)

    def reset(self) -> None:
        """Start anew, as a Linear of which nobody asked anything."""
        self.workspace = Workspace(url=self.workspace.url)
        self.deliveries = Deliveries(self.workspace)
        self.budget = Budget()
        self.faults.clear()
        self.expired.clear()
        self.log.clear()

    def app(self) -> Starlette:
        """Return the application that serves this workspace."""
        return Starlette(
            routes=[
                Route("/graphql", self._endpoint, methods=["POST"]),
                Route("/storage/{id}", self._put, methods=["PUT"]),
                Route("/uploads/{space}/{id}", self._read, methods=["GET"]),
            ],
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:  # noqa: ARG002 - Starlette's
        yield
        await self.deliveries.close()

    async def _endpoint(self, request: Request) -> Response:
        request.state.operation = _named(await request.body())
        return await loopback.befall(request, self.faults, self._answered)

    async def _put(self, request: Request) -> Response:
        async def endpoint(asked: Request) -> Response:
            return storing.put(self.workspace, asked, await asked.body())

        return await loopback.befall(request, self.faults, endpoint)

    async def _read(self, request: Request) -> Response:
        async def endpoint(asked: Request) -> Response:
            try:
                self._who(asked)
            except Refusal as refusal:
                return Response(refusal.message, refusal.status)
            return storing.read(self.workspace, asked)

        return await loopback.befall(request, self.faults, endpoint)

    async def _answered(self, request: Request) -> Response:
        raw = await request.body()
        operation: Operation | None = None
        who: User | None = None
        try:
            if not request.headers.get("content-type", "").startswith("application/json"):
                raise unsound("This operation has been blocked as a potential CSRF", "BAD_REQUEST")
            who = self._who(request)
            operation = self.graph.operation(raw)
            self.budget.spend(operation.cost, operation.fields)
            asking = Asking(self.workspace, self.deliveries, who)
            status, body = 200, self.graph.carry_out(operation, asking)
        except Refusal as refusal:
            status, body = refusal.status, {"errors": [refusal.formatted], "data": None}
        self._note(request, raw, who, status, body)
        cost, fields = (operation.cost, operation.fields) if operation else (0, set())
        headers = self.budget.headers(self.workspace.clock(), cost, fields)
        return JSONResponse(body, status, headers)

    def _who(self, request: Request) -> User:
        scheme, _, token = request.headers.get("authorization", "").rpartition(" ")
        if scheme and token.startswith(_KEYS_BEGIN):
            raise key_as_token()
        bare = token.startswith(_KEYS_BEGIN)
        if not token or token in self.expired or scheme != ("" if bare else "Bearer"):
            raise stranger()
        found = next((one for one in self.workspace.users if one.token == token), None)
        if found is None or not found.active:
            raise stranger()
        return found

    def _note(
        self, request: Request, raw: bytes, who: User | None, status: int, answer: Json
    ) -> None:
        asked = _asked(raw)
        self.log.append(
            Asked(
                who.name if who else "",
                request.state.operation,
                str(asked.get("query", "")),
                asked.get("variables") or {},
                status,
                answer,
                dict(request.cookies),
            )
        )


def _asked(raw: bytes) -> Json:
    try:
        body = json.loads(raw)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _named(raw: bytes) -> str:
    """Return kind and name of the operation in a body, such as `query Viewer`."""
    found = re.match(r"\s*(\w+)\s+(\w+)", str(_asked(raw).get("query", "")))
    return f"{found[1]} {found[2]}" if found else ""
