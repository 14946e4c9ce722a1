"""Calls to Jira over the session of the `jira` package, in a few threads of our own."""

import asyncio
import json
import logging
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from csopsbot.app.failures import Blocked, Failure, Unavailable
from csopsbot.trackers.jira.outcome import Answer, Call, failure, unclear

if TYPE_CHECKING:
    import requests
    from jira import JIRA

T = TypeVar("T")

_THREADS = 4
_LARGEST_ANSWER = 32_000_000
_CHUNK = 65_536
_NO_ADDRESS = "Jira's address cannot be used; mend it in the settings"


@dataclass(frozen=True, slots=True)
class JiraAccess:
    """How to reach Jira and be let in.

    WEBHOOK_SECRET may hold several, one a line, while one replaces another. SITE is where people
    open issues, when that is not URL: behind api.atlassian.com, for instance.
    """

    url: str
    email: str
    token: str = field(repr=False)
    webhook_secret: str = field(default="", repr=False)
    site: str = ""

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """Every secret that a delivery may be signed with."""
        lines = (line.strip() for line in self.webhook_secret.splitlines())
        return tuple(line for line in lines if line)

    def browse(self, key: str) -> str:
        """Return the address at which a person opens the issue with KEY."""
        return f"{(self.site or self.url).rstrip('/')}/browse/{key}"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait, in seconds: to connect, for the next bytes, and in all."""

    connect: float = 5
    read: float = 20
    whole: float = 60


class Transport:
    """Sends calls and reads answers; repeats nothing by itself."""

    def __init__(
        self, access: JiraAccess, clock: Callable[[], datetime], patience: Patience
    ) -> None:
        self._access = access
        self._clock = clock
        self._patience = patience
        self._executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="jira")
        self._own = threading.local()
        self._clients: list[JIRA] = []
        self._lock = threading.Lock()

    async def ask(self, shape: type[T], call: Call) -> T:
        """Return the answer to CALL as SHAPE; raises a `Failure`."""
        answer = await self.tell(call)
        try:
            return TypeAdapter(shape).validate_json(answer.body)
        except ValidationError as error:
            # The error would quote the answer, which may hold a customer's words.
            places = ", ".join(".".join(map(str, one["loc"])) for one in error.errors()[:3])
            raise unclear(
                call, f"its answer is not as documented ({places or 'no JSON'})"
            ) from None

    async def tell(self, call: Call) -> Answer:
        """Send CALL and return its answer, a yes; raises a `Failure`."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._patience.whole):
                answer = await loop.run_in_executor(self._executor, self._send, call)
        except TimeoutError as error:
            raise unclear(call, f"none in {self._patience.whole:g} seconds") from error
        if failed := failure(call, answer, self._clock()):
            raise failed
        return answer

    async def close(self) -> None:
        """Let go of threads and connections."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            clients, self._clients = self._clients, []
        for client in clients:
            client.close()  # type: ignore[no-untyped-call] # the package types it not

    def _send(self, call: Call) -> Answer:
        import requests

        try:
            with self._response(call) as response:
                body = _body(call, response)
        except requests.RequestException as error:
            raise _lost(call, error) from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, body)

    def _response(self, call: Call) -> "requests.Response":
        import requests

        client = self._client()
        # The package's own session repeats a POST whose answer was lost, and with it the issue;
        # its parent class does not. https://github.com/pycontribs/jira/issues/1750
        return requests.Session.request(
            client._session,
            call.method,
            client._get_url(call.path),
            params=dict(call.params or {}),
            data=None if call.body is None else json.dumps(call.body).encode(),
            timeout=(self._patience.connect, self._patience.read),
            allow_redirects=False,
            stream=True,
        )

    def _client(self) -> "JIRA":
        client: JIRA | None = getattr(self._own, "client", None)
        if client is None:
            try:
                client = self._own.client = _connect(self._access)
            except ValueError as error:
                raise Blocked(_NO_ADDRESS) from error
            with self._lock:
                self._clients.append(client)
        return client


def _connect(access: JiraAccess) -> "JIRA":
    """Return a client of the `jira` package that has asked nothing yet."""
    from http.cookiejar import DefaultCookiePolicy

    from jira import JIRA
    from requests.auth import HTTPBasicAuth

    client = JIRA(
        options={
            "server": access.url.rstrip("/"),
            "rest_api_version": "3",
            "headers": {"User-Agent": "csopsbot"},
        },
        get_server_info=False,
        max_retries=0,
    )
    logging.getLogger("jira").setLevel(logging.INFO)  # at DEBUG it would log headers and bodies
    client._session.auth = HTTPBasicAuth(access.email.encode(), access.token.encode())
    client._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


def _body(call: Call, response: "requests.Response") -> bytes:
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_content(_CHUNK):
        size += len(chunk)
        if size > _LARGEST_ANSWER:
            raise unclear(call, f"it is larger than {_LARGEST_ANSWER} bytes")
        chunks.append(chunk)
    return b"".join(chunks)


def _lost(call: Call, error: "requests.RequestException") -> Failure:
    """Return the failure for a CALL that came back with no answer."""
    import requests

    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Blocked(_NO_ADDRESS)
    if isinstance(error, requests.exceptions.MissingSchema):
        return Blocked("Jira's address has no https:// in front; mend it in the settings")
    if _never_sent(error):
        return Unavailable(f"Jira is out of reach ({_cause(error)})")
    return unclear(call, _cause(error))


def _never_sent(error: "requests.RequestException") -> bool:
    """Return whether ERROR came before the first byte of the request went out."""
    import requests
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, NewConnectionError | ConnectTimeoutError):
        return True
    inner = reason.args[0] if isinstance(reason, Exception) and reason.args else None
    return isinstance(inner, ssl.SSLCertVerificationError)


def _cause(error: BaseException) -> str:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason or error).__name__
