"""Calls to Jira over the session of the `jira` package, in a few threads of our own."""

import asyncio
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from csopsbot.app.failures import RateLimited
from csopsbot.trackers.jira import session
from csopsbot.trackers.jira.access import JiraAccess, Patience
from csopsbot.trackers.jira.outcome import Answer, Call, failure, unclear

if TYPE_CHECKING:
    import requests
    from jira import JIRA

__all__ = ["JiraAccess", "Patience", "Transport"]

T = TypeVar("T")

_THREADS = 4


class Transport:
    """Sends calls and reads answers; repeats nothing by itself.

    Once Jira says that all is used up for the hour, nothing is sent until then.
    """

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
        self._used_up: RateLimited | None = None

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
        self._hold_back()
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._patience.whole):
                answer = await loop.run_in_executor(self._executor, self._send, call)
        except TimeoutError as error:
            raise unclear(call, f"none in {self._patience.whole:g} seconds") from error
        failed = failure(call, answer, self._clock())
        if isinstance(failed, RateLimited) and failed.scope == "all":
            self._used_up = failed
        if failed:
            raise failed.coded(str(answer.status))
        return answer

    async def close(self) -> None:
        """Let go of threads and connections."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            clients, self._clients = self._clients, []
        for client in clients:
            client.close()  # type: ignore[no-untyped-call] # the package types it not

    def _hold_back(self) -> None:
        """Raise what Jira said as long as it refuses every call."""
        said = self._used_up
        if said and said.retry_at and self._clock() < said.retry_at:
            raise RateLimited(str(said), retry_at=said.retry_at, scope=said.scope) from said

    def _send(self, call: Call) -> Answer:
        import requests

        try:
            with self._response(call) as response:
                body = session.read(call, response)
        except requests.RequestException as error:
            raise session.lost(call, error) from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, body)

    def _response(self, call: Call) -> "requests.Response":
        import requests

        # The package's own session repeats a POST whose answer was lost, and with it the issue;
        # its parent class does not. https://github.com/pycontribs/jira/issues/1750
        return requests.Session.request(
            self._client()._session,
            call.method,
            call.elsewhere or f"{self._access.base}/{call.path}",
            params=dict(call.params or {}),
            timeout=(self._patience.connect, self._patience.read),
            allow_redirects=False,
            stream=True,
            **_content(call),
        )

    def _client(self) -> "JIRA":
        client: JIRA | None = getattr(self._own, "client", None)
        if client is None:
            client = self._own.client = session.connect(self._access)
            with self._lock:
                self._clients.append(client)
        return client


def _content(call: Call) -> dict[str, Any]:
    """Return what CALL sends along; to elsewhere it never says who we are."""
    if call.elsewhere:
        return {"auth": session.nobody}
    if call.file:
        part = (call.file.name, call.file.content, call.file.media_type)
        # Without the header Jira takes a form for one that somebody was lured into sending.
        headers = {"X-Atlassian-Token": "no-check", "Content-Type": None}
        return {"files": {"file": part}, "headers": headers}
    return {"data": None if call.body is None else json.dumps(call.body).encode()}
