"""The built-in tracker's word to its subscriber, ourselves, over real HTTP."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from csopsbot.app.failures import Blocked, Failure, Refused, Unanswered, Unavailable
from csopsbot.trackers.local.webhook import payload, sign

_TIMEOUT = httpx.Timeout(10, connect=5)
_LATER = {408, 425, 429, 503}
_BAD_CONTENT = {400, 413, 415, 422}


@dataclass(frozen=True, slots=True)
class Hook:
    """Posts to URL, signed with SECRET."""

    url: str
    secret: str = field(repr=False)
    clock: Callable[[], datetime]
    http: httpx.AsyncClient

    async def post(self, delivery: str, issue_id: str) -> None:
        """Say that the issue changed; a repeated DELIVERY counts once. Raises a `Failure`."""
        body = payload(issue_id)
        headers = sign(self.secret, delivery, body, self.clock())
        headers["content-type"] = "application/json"
        try:
            answer = await self.http.post(self.url, content=body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unavailable(f"{self.url} cannot be reached: {error}") from error
        except httpx.InvalidURL as error:
            raise Blocked(f"{self.url} is no address: {error}") from error
        except httpx.HTTPError as error:
            raise Unanswered(f"{self.url} gave no answer: {error!r}") from error
        if not answer.is_success:
            raise _failure(answer.status_code, self.url)


def client(url: str) -> httpx.AsyncClient:
    """Return a client that reaches URL; a proxy is never asked for this very machine."""
    return httpx.AsyncClient(timeout=_TIMEOUT, trust_env=not is_this_machine(url))


def is_this_machine(url: str) -> bool:
    """Return whether URL leads to the machine it is opened on."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _failure(status: int, url: str) -> Failure:
    text = f"{url} answered {status} to the built-in tracker's webhook"
    if status in _LATER:
        return Unavailable(text)
    if status >= 500:
        return Unanswered(text)
    if status in _BAD_CONTENT:
        return Refused(text)
    return Blocked(f"{text}; check CSOPSBOT_PUBLIC_URL and that all processes share their settings")
