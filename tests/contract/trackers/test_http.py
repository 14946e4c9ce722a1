"""The transport that trackers without a client of their own share, on a bare server of loopback."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

import pytest
from pydantic import BaseModel

from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Failure,
    RateLimited,
    Unanswered,
    Unavailable,
)
from csopsbot.trackers.http import Credentials, Http, Patience, token_header
from csopsbot.trackers.outcome import Answer, Request

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
OK = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n" + '{"name": "x"}'
READ = Request("GET", "thing")
WRITE = Request("POST", "thing", body={"text": "words of a customer"})
SECRET = token_header("Authorization", "Bearer s3cr3t")
AT_ONCE = Patience(connect=1, read=0.1, whole=5)


class Thing(BaseModel):
    """What the server knows."""

    name: str


@dataclass
class Bare:
    """A server that answers each request with the next of SAYS, whatever that is."""

    says: list[str | None]
    port: int = 0
    heard: list[str] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tasks.append(cast("asyncio.Task[None]", asyncio.current_task()))
        # A client may open a connection and think better of it, or not wait for the whole answer.
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await self._answer(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lengths = [line for line in head.splitlines() if line.lower().startswith("content-length")]
        size = int(lengths[0].partition(":")[2]) if lengths else 0
        self.heard.append(head + (await reader.readexactly(size)).decode())
        said = self.says.pop(0) if self.says else OK
        if said is None:
            await self.done.wait()
        else:
            writer.write(said.encode())
            await writer.drain()


@asynccontextmanager
async def bare(*says: str | None) -> AsyncIterator[Bare]:
    server = Bare(list(says))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    server.done.set()
    listening.close()
    await listening.wait_closed()
    await asyncio.gather(*server.tasks)


@asynccontextmanager
async def calling(
    address: Bare | str, credentials: Credentials = SECRET, patience: Patience | None = None
) -> AsyncIterator[Http]:
    url = address if isinstance(address, str) else f"http://127.0.0.1:{address.port}/api/"
    http = Http("Acme", url, credentials, clock=lambda: NOON, patience=patience)
    yield http
    await http.close()


async def failed(http: Http, request: Request) -> Failure:
    with pytest.raises(Failure) as caught:
        await http.ask(Thing, request)
    return caught.value


def moved(status: int, location: str) -> str:
    return f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"


async def test_an_answer_is_read_as_its_shape() -> None:
    async with bare() as server, calling(server) as http:
        assert await http.ask(Thing, READ) == Thing(name="x")


async def test_a_request_goes_below_the_base_with_its_parts_quoted() -> None:
    async with bare() as server, calling(server) as http:
        await http.tell(Request("GET", "projects/a%2Fb/issues", {"since": "1+2 &c"}))
        assert server.heard[0].startswith("GET /api/projects/a%2Fb/issues?since=1%2B2+%26c HTTP")


async def test_a_body_is_json_and_says_so() -> None:
    async with bare() as server, calling(server) as http:
        await http.tell(WRITE)
        head, _, body = server.heard[0].partition("\r\n\r\n")
        assert "content-type: application/json" in head.lower()
        assert body == '{"text": "words of a customer"}'


async def test_a_body_of_bytes_is_sent_as_it_is_by_the_type_that_is_named() -> None:
    async with bare() as server, calling(server) as http:
        await http.tell(Request("POST", "files", body=b"a,b"))
        await http.tell(Request("PUT", "file", body=b"a,b", headers={"Content-Type": "text/csv"}))
        heads, bodies = zip(*(one.split("\r\n\r\n") for one in server.heard), strict=True)
        assert bodies == ("a,b", "a,b")
        assert "content-type: application/octet-stream" in heads[0].lower()
        assert "content-type: text/csv" in heads[1].lower()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_read_follows_a_redirect_and_says_so(status: int) -> None:
    async with bare(moved(status, "/api/other?q=1")) as server, calling(server) as http:
        answer = await http.tell(READ)
        assert (answer.status, answer.redirected) == (200, True)
        assert answer.url.endswith("/api/other?q=1")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_write_follows_no_redirect(status: int) -> None:
    async with bare(moved(status, "/api/other")) as server, calling(server) as http:
        assert type(await failed(http, WRITE)) is Blocked
        assert len(server.heard) == 1


async def test_a_token_is_shown_to_no_other_server() -> None:
    async with bare() as other, bare(moved(301, f"http://localhost:{other.port}/")) as server:
        async with calling(server) as http:
            assert type(await failed(http, READ)) is Blocked
        assert other.heard == []


async def test_a_circle_of_redirects_has_an_end() -> None:
    async with bare(*[moved(301, "/api/thing")] * 9) as server, calling(server) as http:
        assert type(await failed(http, READ)) is Blocked
        assert len(server.heard) == 4


@pytest.mark.parametrize(
    "said",
    [
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n<",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nno",
        "SMTP ready\r\n\r\n",
        None,
    ],
    ids=["nothing", "cut off", "another shape", "no JSON", "no gzip", "no HTTP", "silence"],
)
async def test_an_answer_that_cannot_be_read_leaves_a_write_in_doubt(said: str | None) -> None:
    async with bare(said, said) as server, calling(server, patience=AT_ONCE) as http:
        assert type(await failed(http, WRITE)) is Unanswered
        assert type(await failed(http, READ)) is Unavailable
        assert len(server.heard) == 2


async def test_patience_has_an_end_whatever_trickles_in() -> None:
    soon = Patience(connect=1, read=5, whole=0.1)
    async with bare(None) as server, calling(server, patience=soon) as http:
        assert type(await failed(http, WRITE)) is Unanswered


async def test_an_answer_without_end_is_given_up() -> None:
    endless = "HTTP/1.1 200 OK\r\nContent-Length: 40000000\r\n\r\n" + "x" * 33_000_000
    async with bare(endless) as server, calling(server) as http:
        assert type(await failed(http, WRITE)) is Unanswered


async def test_a_server_out_of_reach_did_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with calling(f"http://127.0.0.1:{port}") as http:
        assert type(await failed(http, WRITE)) is Unavailable


@pytest.mark.parametrize("url", ["acme.example.test", "ftp://acme.example.test", "http://[::1"])
async def test_an_address_that_is_none_waits_for_an_operator(url: str) -> None:
    async with calling(url) as http:
        assert isinstance(await failed(http, WRITE), Blocked)


@pytest.mark.parametrize("token", ["s3cr3t\ntoken", "s3cr3t tökén", "s3cr3t "])
async def test_a_token_that_no_header_holds_waits_for_an_operator_and_is_not_told(
    token: str,
) -> None:
    async with bare() as server, calling(server, token_header("Authorization", token)) as http:
        failure = await failed(http, READ)
        assert type(failure) is AuthError
        assert "s3cr3t" not in f"{failure!r}{failure.__cause__!r}"


async def test_no_log_tells_the_token_or_what_was_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bad = "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n" + '{"name": ["customer\'s"]}'
    async with bare(bad) as server, calling(server) as http:
        failure = await failed(http, WRITE)
    assert "s3cr3t" not in f"{caplog.text}{failure!r}"
    assert "customer" not in f"{caplog.text}{failure!r}"


async def test_no_cookie_outlives_a_token() -> None:
    cookie = OK.replace("\r\n\r\n", "\r\nSet-Cookie: session=1; Path=/\r\n\r\n")
    async with bare(cookie) as server, calling(server) as http:
        await http.tell(READ)
        await http.tell(READ)
        assert "cookie" not in server.heard[1].lower()


async def test_credentials_are_asked_for_with_each_request() -> None:
    tokens = iter(["one", "two"])

    async def renewed() -> Mapping[str, str]:
        return {"X-Token": next(tokens)}

    async with bare() as server, calling(server, renewed) as http:
        await http.tell(READ)
        await http.tell(READ)
        shown = [line for one in server.heard for line in one.split("\r\n") if "X-Token" in line]
        assert shown == ["X-Token: one", "X-Token: two"]


async def test_a_vendor_with_words_of_its_own_judges_for_itself() -> None:
    def judge(request: Request, answer: Answer, now: datetime) -> Failure | None:
        return RateLimited(f"{answer.status}", retry_at=now)

    async with bare() as server:
        url = f"http://127.0.0.1:{server.port}"
        http = Http("Acme", url, SECRET, clock=lambda: NOON, judge=judge)
        failure = await failed(http, READ)
        await http.close()
        assert isinstance(failure, RateLimited)
        assert failure.retry_at == NOON


async def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with bare() as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "")
        monkeypatch.setenv("NO_PROXY", "")
        async with calling("http://acme.test/api") as http:
            assert await http.ask(Thing, READ) == Thing(name="x")
        assert proxy.heard[0].startswith("GET http://acme.test/api/thing HTTP")
