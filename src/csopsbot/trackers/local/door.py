"""Who may come to the board: this machine, or whoever has the password; never another site's page.

https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
"""

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csopsbot.trackers.local.hook import is_this_machine

SECURITY = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    # With no-referrer a browser would send a form of ours with the origin "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}

Answer = Literal["come_in", "closed", "password", "cross_site"]
Refuse = Callable[[Request, Answer], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the board is reached, and the password that opens it to other machines, if any."""

    base_url: str
    password: str = field(default="", repr=False)

    def judge(self, method: str, headers: Mapping[str, str], client: str) -> Answer:
        """Say whether a request from the address CLIENT may come in."""
        if self.password and not _knows(self.password, headers.get("authorization", "")):
            return "password"
        if not self.password and not self._stays_here(headers.get("host", ""), client):
            return "closed"
        if method not in ("GET", "HEAD") and not self._is_our_page(headers):
            return "cross_site"
        return "come_in"

    def _stays_here(self, host: str, client: str) -> bool:
        """Return whether the request never left this machine; HOST tells a rebound name."""
        addresses = (
            self.base_url,
            f"//{host}",
            f"//[{client}]" if ":" in client else f"//{client}",
        )
        return all(map(is_this_machine, addresses))

    def _is_our_page(self, headers: Mapping[str, str]) -> bool:
        """Return whether the request comes from a page of ours, or from no browser at all."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site in ("same-origin", "none")
        ours = (headers.get("host"), urlsplit(self.base_url).netloc)
        return origin is None or urlsplit(origin).netloc in ours


def _knows(password: str, authorization: str) -> bool:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        given = base64.b64decode(encoded, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(given, password.encode())


class Door:
    """Stands before APP: asks RULES who comes in, REFUSEs others, and gives answers SECURITY."""

    def __init__(self, app: ASGIApp, rules: Rules, refuse: Refuse) -> None:
        self._app = app
        self._rules = rules
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        client = request.client.host if request.client else ""
        answer = self._rules.judge(request.method, request.headers, client)
        app = self._app if answer == "come_in" else await self._refuse(request, answer)
        await app(scope, receive, _secured(send))


def _secured(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
