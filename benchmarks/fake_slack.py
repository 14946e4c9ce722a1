"""The least Slack there can be: it knows one person, and notes when the first card arrives."""

import asyncio
import itertools
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from benchmarks.posts import PERSON

_ANSWERS: dict[str, dict[str, object]] = {
    "auth.test": {"team_id": "T0TEAM", "user_id": "U0BOT", "bot_id": "B0BOT", "url": "http://x/"},
    "users.info": {"user": {"id": PERSON, "team_id": "T0TEAM", "profile": {"real_name": "Mia"}}},
}


@dataclass(slots=True)
class FakeSlack:
    """Answers every method at once; ARRIVED tells when the first post since `expect` came in."""

    arrived: asyncio.Future[float] = field(default_factory=asyncio.Future)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def expect(self) -> "asyncio.Future[float]":
        """Return what will be the time at which the next post comes in."""
        self.arrived = asyncio.get_running_loop().create_future()
        return self.arrived

    async def answer(self, request: Request) -> JSONResponse:
        """Answer a call of any method."""
        method = request.path_params["method"]
        if method == "chat.postMessage" and not self.arrived.done():
            self.arrived.set_result(time.perf_counter())
        ts = f"1700000000.{next(self._numbers):06}"
        return JSONResponse({"ok": True, "ts": ts, **_ANSWERS.get(method, {})})


@asynccontextmanager
async def fake_slack() -> AsyncIterator[tuple[FakeSlack, str]]:
    """Run it, and yield it with the base address of its Web API."""
    slack = FakeSlack()
    app = Starlette(routes=[Route("/api/{method}", slack.answer, methods=["POST", "GET"])])
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve([listener]))
    try:
        yield slack, f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
    finally:
        server.should_exit = True
        await serving
