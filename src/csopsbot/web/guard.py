"""The guard: what is too large, too slow or not signed is refused before anything parses it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csopsbot.app.webhooks import Rejected, Verified, Why

QUERY = b":query"

Clock = Callable[[], datetime]


class Verify(Protocol):
    """Says whether the sender meant these very bytes; headers have lower-case names.

    The address's query is among them, as `:query`.
    """

    def __call__(
        self, headers: Mapping[str, str], body: bytes, now: datetime, /
    ) -> Verified | Rejected:
        """Return the answer; nothing is known of the body but its size."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a body is read at most, and for how long; what is answered to a larger one."""

    size: int = 1_048_576
    seconds: float = 10.0
    too_large: int = 413


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to a body that was not read to its end, or is not proven."""

    status: int
    reason: Why
    says: str = ""


def anybody(headers: Mapping[str, str], body: bytes, now: datetime, /) -> Verified:  # noqa: ARG001 - a `Verify`
    """Let everybody pass, within the limits: for pages that ask who is there by themselves."""
    return Verified()


class Guard:
    """Stands before APP; whatever it refuses gets an empty answer and is counted by REFUSED."""

    def __init__(
        self,
        app: ASGIApp,
        verify: Verify,
        *,
        refused: Callable[[Why, str], None],
        clock: Clock,
        limits: Limits,
    ) -> None:
        self._app = app
        self._verify = verify
        self._refused = refused
        self._clock = clock
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body within the limits, verify it, and hand it on to the app."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            body = await self._body(headers, receive)
        except ClientDisconnect:
            return
        if isinstance(body, Refusal):
            # What follows of the body is never read, so the connection cannot be used again.
            await self._refuse(body, {"connection": "close"})(scope, receive, send)
            return
        verdict = self._verify(_and_query(headers, scope), body, self._clock())
        if isinstance(verdict, Rejected):
            await self._refuse(Refusal(401, verdict.reason, verdict.says), {})(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    def _refuse(self, refusal: Refusal, headers: Mapping[str, str]) -> Response:
        self._refused(refusal.reason, refusal.says)
        return Response(status_code=refusal.status, headers=headers)

    async def _body(self, headers: Headers, receive: Receive) -> bytes | Refusal:
        """Return the body; raises `ClientDisconnect`."""
        too_large = Refusal(self._limits.too_large, "too_large")
        if _declared(headers) > self._limits.size:
            return too_large
        try:
            async with asyncio.timeout(self._limits.seconds):
                body = await _read(receive, self._limits.size)
        except TimeoutError:
            return Refusal(408, "too_slow")
        return too_large if body is None else body


def _and_query(headers: Headers, scope: Scope) -> Headers:
    """Return HEADERS with the address's query, which no client can send under that name."""
    query: bytes = scope.get("query_string", b"")
    return Headers(raw=[*headers.raw, (QUERY, query)]) if query else headers


def _declared(headers: Headers) -> float:
    """Return the length the sender promises; a promise that is no number is none."""
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        return 0
    return float(length)


async def _read(receive: Receive, limit: int) -> bytes | None:
    """Return what comes; None with the first piece that goes beyond the limit."""
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > limit:
            return None
        if not message.get("more_body", False):
            return b"".join(pieces)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body that was read, then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
