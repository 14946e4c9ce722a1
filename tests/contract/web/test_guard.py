"""The guard, driven as an ASGI server would drive it: message by message."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csopsbot.app.webhooks import Rejected, Verified, Why
from csopsbot.web.guard import Guard, Limits

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LIMITS = Limits(size=100, seconds=0.05)
GONE: Message = {"type": "http.disconnect"}


def chunk(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def signed(headers: Mapping[str, str], body: bytes, now: datetime, /) -> Verified | Rejected:
    return Verified() if body.startswith(b"signed") else Rejected("unsigned")


@dataclass(slots=True)
class Exchange:
    """One request through the guard: what was asked for, what was answered, what got through."""

    messages: list[Message]
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: int = 0
    answered: list[Message] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    passed: list[bytes] = field(default_factory=list)

    def refuse(self, reason: Why, says: str) -> None:
        self.refused.append(says or reason)

    async def receive(self) -> Message:
        self.asked += 1
        if not self.messages:
            await asyncio.Event().wait()
        return self.messages.pop(0)

    async def send(self, message: Message) -> None:
        self.answered.append(message)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.passed.append(await Request(scope, receive).body())
        await Response(status_code=204)(scope, receive, send)

    async def run(self, app: ASGIApp | None = None) -> "Exchange":
        encoded = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        scope: Scope = {"type": "http", "method": "POST", "path": "/", "headers": encoded}
        app = app or self.app
        guard = Guard(app, signed, refused=self.refuse, clock=lambda: NOW, limits=LIMITS)
        await guard(scope, self.receive, self.send)
        return self

    @property
    def status(self) -> int:
        return int(self.answered[0]["status"])

    @property
    def closes(self) -> bool:
        return (b"connection", b"close") in self.answered[0]["headers"]


async def test_a_verified_body_reaches_the_app_as_it_was_sent() -> None:
    exchange = await Exchange([chunk(b"signed, "), chunk(b""), chunk(b"ok", more=False)]).run()
    assert (exchange.passed, exchange.status) == ([b"signed, ok"], 204)


async def test_a_body_as_large_as_the_limit_passes() -> None:
    body = b"signed".ljust(LIMITS.size, b".")
    assert (await Exchange([chunk(body, more=False)]).run()).passed == [body]


async def test_an_unsigned_body_is_turned_away_with_an_empty_answer() -> None:
    exchange = await Exchange([chunk(b"whatever", more=False)]).run()
    assert (exchange.status, exchange.passed, exchange.refused) == (401, [], ["unsigned"])
    assert exchange.answered[1]["body"] == b""


async def test_a_length_beyond_the_limit_is_refused_before_a_byte_is_read() -> None:
    exchange = await Exchange([], {"content-length": "101"}).run()
    assert (exchange.status, exchange.asked, exchange.refused) == (413, 0, ["too_large"])
    assert exchange.closes


async def test_a_body_that_grows_beyond_the_limit_is_read_no_further() -> None:
    exchange = await Exchange([chunk(b"x" * 60) for _ in range(1_000)]).run()
    assert (exchange.status, exchange.asked, exchange.refused) == (413, 2, ["too_large"])
    assert exchange.closes


LENGTHS = {
    "smaller than the body": ("6", 413),
    "absurdly large": ("9" * 5_000, 413),
    "negative": ("-1", 413),
    "no number": ("many", 413),
    "a digit of another script": ("\u00b2", 413),
}


@pytest.mark.parametrize(("length", "status"), LENGTHS.values(), ids=list(LENGTHS))
async def test_a_promised_length_is_not_believed_when_it_is(length: str, status: int) -> None:
    exchange = await Exchange([chunk(b"signed".ljust(101))], {"content-length": length}).run()
    assert exchange.status == status


async def test_a_body_that_never_ends_is_given_up() -> None:
    exchange = await Exchange([chunk(b"signed")]).run()
    assert (exchange.status, exchange.refused, exchange.passed) == (408, ["too_slow"], [])
    assert exchange.closes


async def test_nobody_is_answered_who_has_gone() -> None:
    exchange = await Exchange([chunk(b"signed"), GONE]).run()
    assert (exchange.answered, exchange.refused, exchange.passed) == ([], [], [])


async def test_after_the_body_the_app_sees_the_client_go() -> None:
    exchange = Exchange([chunk(b"signed", more=False), GONE])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await request.body()
        assert await receive() == GONE
        await Response(status_code=204)(scope, receive, send)

    assert (await exchange.run(app)).status == 204


async def test_what_is_not_http_passes_untouched() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    guard = Guard(app, signed, refused=print, clock=lambda: NOW, limits=LIMITS)
    exchange = Exchange([])
    await guard({"type": "lifespan"}, exchange.receive, exchange.send)
    assert seen == ["lifespan"]


async def test_whoever_verifies_sees_the_query_of_the_address_as_no_client_could_send_it() -> None:
    seen: list[str | None] = []

    def verify(headers: Mapping[str, str], body: bytes, now: datetime, /) -> Verified:
        seen.append(headers.get(":query"))
        return Verified()

    exchange = Exchange([chunk(b"", more=False)] * 2)
    guard = Guard(exchange.app, verify, refused=print, clock=lambda: NOW, limits=LIMITS)
    for query in (b"token=x", b""):
        scope: Scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
        await guard({**scope, "query_string": query}, exchange.receive, exchange.send)
    assert seen == ["token=x", None]
