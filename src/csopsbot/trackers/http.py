"""Calls to a tracker that has no client of its own here: one small transport, repeating nothing."""

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from csopsbot.app.failures import AuthError, Blocked, Failure, Unavailable
from csopsbot.trackers.outcome import Answer, Judge, Request, failure, unclear

T = TypeVar("T")

Credentials = Callable[[], Awaitable[Mapping[str, str]]]
"""Gives the headers that prove who we are, for the next request; may raise a `Failure`."""

_LARGEST_ANSWER = 32_000_000
_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 307, 308})
_CONNECTIONS = httpx.Limits(max_connections=8, max_keepalive_connections=4)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_NO_ADDRESS = (httpx.UnsupportedProtocol, httpx.InvalidURL)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait, in seconds: to connect, for the next bytes, and in all."""

    connect: float = 5
    read: float = 20
    whole: float = 60


def token_header(name: str, value: str) -> Credentials:
    """Return credentials that are one header, always the same."""

    async def headers() -> Mapping[str, str]:
        return {name: value}

    return headers


class Http:
    """Sends requests to VENDOR's API below BASE, and tells a yes from every kind of no.

    Proxy variables and SSL_CERT_FILE of the environment hold. A read follows redirects within the
    same origin; a write follows none, for what it would do elsewhere is nobody's intention.
    """

    def __init__(
        self,
        vendor: str,
        base: str,
        credentials: Credentials,
        *,
        clock: Callable[[], datetime],
        headers: Mapping[str, str] | None = None,
        judge: Judge | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._vendor = vendor
        self._base = base.rstrip("/")
        self._credentials = credentials
        self._clock = clock
        self._judge = judge
        self._patience = patience or Patience()
        self._headers = {"User-Agent": "csopsbot", **(headers or {})}
        self._client: httpx.AsyncClient | None = None

    async def ask(self, shape: type[T], request: Request) -> T:
        """Return the answer to REQUEST as SHAPE; raises a `Failure`."""
        return self.read(shape, request, await self.tell(request))

    async def tell(self, request: Request) -> Answer:
        """Send REQUEST and return its answer, a yes; raises a `Failure`."""
        try:
            async with asyncio.timeout(self._patience.whole):
                answer = await self._send(request)
        except TimeoutError as error:
            raise self._unclear(request, f"none in {self._patience.whole:g} seconds") from error
        if failed := self._failure(request, answer):
            raise failed.coded(str(answer.status))
        return answer

    def read(self, shape: type[T], request: Request, answer: Answer) -> T:
        """Return ANSWER's body as SHAPE; raises a `Failure` if it is not as documented."""
        try:
            return TypeAdapter(shape).validate_json(answer.body)
        except ValidationError as error:
            # The error would quote the answer, which may hold a customer's words.
            places = ", ".join(".".join(map(str, one["loc"])) for one in error.errors()[:3])
            why = f"its answer is not as documented ({places or 'no JSON'})"
            raise self._unclear(request, why) from None

    async def close(self) -> None:
        """Let go of connections."""
        client, self._client = self._client, None
        if client:
            await client.aclose()

    def _failure(self, request: Request, answer: Answer) -> Failure | None:
        now = self._clock()
        if self._judge:
            return self._judge(request, answer, now)
        return failure(self._vendor, request, answer, now)

    async def _send(self, request: Request) -> Answer:
        headers = {**self._headers, **await self._credentials(), **request.headers}
        try:
            url = httpx.URL(f"{self._base}/{request.path}", params=_query(request))
            answer = await self._exchange(request, url, headers)
            for _ in range(_MOST_REDIRECTS):
                onward = _onward(request, answer)
                if onward is None:
                    break
                answer = replace(await self._exchange(request, onward, headers), redirected=True)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._lost(request, error).coded(type(error).__name__) from None
        except UnicodeEncodeError:
            raise AuthError(f"{self._vendor}'s credentials are no plain text") from None
        return answer

    async def _exchange(
        self, request: Request, url: httpx.URL, headers: Mapping[str, str]
    ) -> Answer:
        content = _content(request)
        if content is not None:
            headers = {"Content-Type": _media_type(request), **headers}
        stream = self._open().stream(request.method, url, headers=headers, content=content)
        async with stream as response:
            body = await self._body(request, response)
        said = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, said, body, str(url))

    async def _body(self, request: Request, response: httpx.Response) -> bytes:
        found = bytearray()
        async for chunk in response.aiter_bytes():
            found += chunk
            if len(found) > _LARGEST_ANSWER:
                raise self._unclear(request, f"it is larger than {_LARGEST_ANSWER} bytes")
        return bytes(found)

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            patience = httpx.Timeout(self._patience.read, connect=self._patience.connect)
            self._client = httpx.AsyncClient(
                timeout=patience,
                limits=_CONNECTIONS,
                verify=_trust(self._base),
                follow_redirects=False,
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        return self._client

    def _lost(self, request: Request, error: Exception) -> Failure:
        """Return the failure for a REQUEST that came back with no answer."""
        why = type(error).__name__
        if isinstance(error, _NO_ADDRESS):
            return Blocked(f"{self._vendor}'s address cannot be used; mend it in the settings")
        if isinstance(error, httpx.LocalProtocolError):
            # No header but that of the credentials can be wrong; the error would quote it.
            return AuthError(f"{self._vendor}'s credentials fit in no header; mend the token")
        if isinstance(error, _NEVER_SENT):
            return Unavailable(f"{self._vendor} is out of reach ({why})")
        return self._unclear(request, why)

    def _unclear(self, request: Request, why: str) -> Failure:
        return unclear(self._vendor, request, why)


def _content(request: Request) -> bytes | None:
    if request.body is None or isinstance(request.body, bytes):
        return request.body
    return json.dumps(request.body).encode()


def _media_type(request: Request) -> str:
    return "application/octet-stream" if isinstance(request.body, bytes) else "application/json"


def _trust(base: str) -> ssl.SSLContext | bool:
    """Return whom to trust: the usual authorities, and nobody where nothing is ever encrypted.

    Nothing leaves the origin of BASE, and reading the authorities takes a while.
    """
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if base.startswith("http://") else True


def _query(request: Request) -> dict[str, str | tuple[str, ...]] | None:
    return dict(request.params) or None


def _onward(request: Request, answer: Answer) -> httpx.URL | None:
    """Return where a read is sent on to; None for an answer to keep."""
    place = answer.headers.get("location", "")
    if request.writes or answer.status not in _REDIRECTS or not place:
        return None
    here = httpx.URL(answer.url)
    there = here.join(place)
    return there if _origin(there) == _origin(here) else None


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
