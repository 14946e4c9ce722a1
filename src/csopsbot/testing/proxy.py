"""A way to a server on which requests and answers get lost, or others are given, on demand."""

import json
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from csopsbot.testing.loopback import Fault, Loopback, befall

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
_KEPT = frozenset(("content-type", "location", "retry-after", "www-authenticate"))


class LostWrite(Fault):
    """What befalls the next request that changes anything."""

    def fits(self, request: Request) -> bool:
        """Return whether the fault befalls REQUEST."""
        return self.times > 0 and request.method not in {"GET", "HEAD"}


class Proxy(Loopback):
    """Hands every request on to UPSTREAM, unless one of its faults befalls it.

    LEAVES_OUT are names that no object in an answer shows, ROWS the most that a list is asked for by
    its `limit`. LOG tells the requests that came.
    """

    def __init__(self, upstream: str) -> None:
        self.faults: list[Fault] = []
        self.leaves_out: set[str] = set()
        self.rows = 0
        self.log: list[tuple[str, str]] = []
        self._upstream = upstream
        super().__init__(
            Starlette(
                routes=[Route("/{path:path}", self._serve, methods=_METHODS)],
                lifespan=self._lifespan,
            )
        )

    def reset(self) -> None:
        """Let everything through again, and forget what came."""
        self.faults.clear()
        self.leaves_out.clear()
        self.rows = 0
        self.log.clear()

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as self._client:
            yield

    async def _serve(self, request: Request) -> Response:
        self.log.append((request.method, request.url.path))
        return await befall(request, self.faults, self._hand_on)

    async def _hand_on(self, request: Request) -> Response:
        headers = [(name, value) for name, value in request.headers.raw if name != b"host"]
        answer = await self._client.request(
            request.method,
            f"{self._upstream}{request.url.path}",
            params=self._asked(request),
            headers=headers,
            content=await request.body(),
        )
        kept = {name: value for name, value in answer.headers.items() if name.lower() in _KEPT}
        return Response(self._spoilt(answer), answer.status_code, kept)

    def _asked(self, request: Request) -> bytes:
        asked = request.url.query
        if self.rows:
            asked = re.sub(r"\blimit=\d+", f"limit={self.rows}", asked)
        return asked.encode()

    def _spoilt(self, answer: httpx.Response) -> bytes:
        if not self.leaves_out or "json" not in answer.headers.get("content-type", ""):
            return answer.content
        return json.dumps(_without(answer.json(), self.leaves_out)).encode()


def _without(answer: Any, names: Iterable[str]) -> Any:
    """Return ANSWER without whatever goes by one of NAMES."""
    if isinstance(answer, list):
        return [_without(one, names) for one in answer]
    if not isinstance(answer, dict):
        return answer
    return {name: _without(one, names) for name, one in answer.items() if name not in names}
