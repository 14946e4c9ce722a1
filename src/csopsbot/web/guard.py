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

from csopsbot.app.tracker import Rejected, Verified

Clock = Callable[[], datetime]


class Verify(Protocol):
    """Says whether the sender meant these very bytes; headers have lower-case names."""

    def __call__(
        self, headers: Mapping[str, str], body: bytes, now: datetime, /
    ) -> Verified | Rejected:
        """Return the answer; nothing is known of the body but its size."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a body is read at most, and for how long."""

    size: int = 1_048_576
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to a body that was not read to its end."""

    status: int
    reason: str


TOO_LARGE = Refusal(413, "too_large")
TOO_SLOW = Refusal(408, "too_slow")


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
        refused: Callable[[str], None],
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
        verdict = self._verify(headers, body, self._clock())
        if isinstance(verdict, Rejected):
            await self._refuse(Refusal(401, verdict.reason), {})(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    def _refuse(self, refusal: Refusal, headers: Mapping[str, str]) -> Response:
        self._refused(refusal.reason)
        return Response(status_code=refusal.status, headers=headers)

    async def _body(self, headers: Headers, receive: Receive) -> bytes | Refusal:
        """Return the body; raises `ClientDisconnect`."""
        if _declared(headers) > self._limits.size:
            return TOO_LARGE
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await _read(receive, self._limits.size)
        except TimeoutError:
            return TOO_SLOW


def _declared(headers: Headers) -> float:
    """Return the length the sender promises; a promise that is no number is none."""
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        return 0
    return float(length)


async def _read(receive: Receive, limit: int) -> bytes | Refusal:
    """Return what comes, or refuse it with the first piece that goes beyond the limit."""
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > limit:
            return TOO_LARGE
        if not message.get("more_body", False):
            return b"".join(pieces)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body that was read, then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
