"""A running sandbox with a small app, real Bolt beside it, and what tests do with both."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from csopsbot.sandbox import (
    App,
    Channel,
    Clock,
    Person,
    User,
    UserGroup,
    Workspace,
    app_from_manifest,
    create_app,
    running,
)
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.server import serving
from csopsbot.sandbox.trust import authorities
from tests.contract.sandbox.manifest import MANIFEST

BOT = "xoxb-sandbox"


class Slack:
    """A running sandbox, with everything a test wants at hand."""

    def __init__(
        self, sandbox: Sandbox, base_url: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self.sandbox = sandbox
        self.base_url = base_url
        self.bot = AsyncWebClient(
            token=sandbox.app.bot_token, base_url=f"{base_url}/api/", retry_handlers=[]
        )
        self.http = httpx.AsyncClient(
            base_url=base_url, transport=transport, verify=authorities(), trust_env=False
        )
        self._people: dict[str, Person] = {}

    def person(self, name: str) -> Person:
        """Return the client of the person called so."""
        return self._people.setdefault(name, Person(self.base_url, f"xoxp-{name}"))

    async def call(
        self, method: str, args: dict[str, Any] | None = None, token: str = BOT
    ) -> httpx.Response:
        """Call a method with a form and return the bare answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in (args or {}).items()}
        return await self.http.post(f"/api/{method}", data=form, headers=headers)

    async def error(self, method: str, args: dict[str, Any], token: str = BOT) -> str:
        """Call a method and return its error string, empty when it went well."""
        body = (await self.call(method, args, token)).json()
        return str(body.get("error", ""))

    async def control(self, path: str, **order: object) -> dict[str, Any]:
        """Post an order to the tester's hand."""
        answer = await self.http.post(f"/sandbox/{path}", json=order)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def refused(self, path: str, **order: object) -> str:
        """Post an order that cannot be carried out, and return the error."""
        answer = await self.http.post(f"/sandbox/{path}", json=order)
        assert answer.status_code == 400, answer.text
        return str(answer.json()["error"])

    async def deliveries(self, topic: str) -> list[dict[str, Any]]:
        """Return the deliveries made so far on a topic."""
        entries = (await self.http.get("/sandbox/log")).json()["entries"]
        return [e for e in entries if e["kind"] == "delivery" and e["topic"] == topic]

    async def until(self, holds: Callable[[], object]) -> None:
        """Give the loop time until something is true; the test's own time limit is the net."""
        while not holds():
            await asyncio.sleep(0.005)

    async def aclose(self) -> None:
        """Hang up."""
        for person in self._people.values():
            await person.aclose()
        await self.http.aclose()


def workspace() -> Workspace:
    """Return the workspace of these tests."""
    return Workspace(
        users=(
            User(name="ana", real_name="Ana Ruiz", locale="es-ES", tz="Europe/Madrid"),
            User(name="dev"),
            User(name="lee", is_admin=True),
            User(name="sam", is_stranger=True),
        ),
        channels=(
            Channel(name="general", members=("ana", "dev", "lee")),
            Channel(name="support", members=("ana", "lee")),
            Channel(name="quiet", members=("ana",), has_app=False),
            Channel(name="secret", members=("ana",), has_app=False, is_private=True),
            Channel(name="inner", members=("ana", "dev"), is_private=True),
            Channel(name="shared", members=("ana", "sam"), is_ext_shared=True),
            Channel(name="old", members=("ana",), is_archived=True),
        ),
        user_groups=(UserGroup(handle="oncall", users=("dev",)),),
        custom_emoji=("shipit",),
    )


def installed(**settings: object) -> App:
    """Return the app of these tests."""
    return app_from_manifest({**MANIFEST, "settings": {**MANIFEST["settings"], **settings}})


def granted(*scopes: str) -> App:
    """Return the app of these tests with these scopes alone."""
    return app_from_manifest({**MANIFEST, "oauth_config": {"scopes": {"bot": scopes}}})


@asynccontextmanager
async def sandbox_with(app: App, **options: Any) -> AsyncIterator[Slack]:
    """Run a sandbox for an app."""
    starlette = create_app(workspace(), app, Clock(), **options)
    async with running(starlette) as base_url:
        slack = Slack(starlette.state.sandbox, base_url)
        try:
            yield slack
        finally:
            await slack.aclose()


@asynccontextmanager
async def unserved_sandbox() -> AsyncIterator[Slack]:
    """Yield a sandbox that is called without a network, for tests of single answers."""
    starlette = create_app(workspace(), installed())
    transport = httpx.ASGITransport(app=starlette)
    slack = Slack(starlette.state.sandbox, "http://127.0.0.1", transport)
    try:
        yield slack
    finally:
        await slack.aclose()
        await slack.sandbox.close()


class Listener:
    """An app that writes down what it is sent and answers as the test says, 200 otherwise."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.bodies: list[bytes] = []
        self.answers: list[Response] = []

    async def take(self, request: Request) -> Response:
        """Take one delivery."""
        self.bodies.append(await request.body())
        self.requests.append(request)
        return self.answers.pop(0) if self.answers else Response()

    def events(self) -> list[dict[str, Any]]:
        """Return the envelopes that came."""
        return [json.loads(body) for body in self.bodies]


@asynccontextmanager
async def listening(
    slack: Slack, endpoint: Callable[[Request], Awaitable[Response]]
) -> AsyncIterator[str]:
    """Serve an endpoint on loopback and tell the sandbox that the app is there."""
    served = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
    async with serving(uvicorn.Config(served, log_level="warning", access_log=False)) as address:
        url = f"{address}/slack/events"
        await slack.control("app", request_url=url, mode="http")
        yield url


@asynccontextmanager
async def bolt_over_http(slack: Slack, bolt: AsyncApp) -> AsyncIterator[str]:
    """Serve a Bolt app over HTTP and tell the sandbox where."""
    async with listening(slack, AsyncSlackRequestHandler(bolt).handle) as url:
        yield url
