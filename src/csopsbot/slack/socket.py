"""Socket Mode: Slack reaches us over a connection that we hold, with no public address needed.

The SDK's client keeps the connection and refreshes it when Slack asks for it. Three things are
added. It asks for addresses as fast as it fails, which Slack does not allow: here there is a pace.
It forgets to refresh when no address is to be had: here it is asked for until there is one. And it
goes on for ever with an address that is good for a single use: here what does not come back is
built anew.
"""

import asyncio
import contextlib
import logging
from collections import deque
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import structlog
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.app.failures import Unavailable
from csopsbot.slack.asking import No, ask
from csopsbot.slack.door import checked, dispatch
from csopsbot.slack.payload import Malformed, text

PING_S = 5
ADDRESS_S = 10.0
LOOK_EVERY_S = 1.0
GIVE_UP_AFTER_S = 30.0
DRAIN_S = 3.0

_log = structlog.get_logger(__name__)


class Pace:
    """How long to wait before asking for yet another address: longer with each of late."""

    def __init__(self, window_s: float = 300.0, free: int = 3, longest_s: float = 60.0) -> None:
        self._window_s = window_s
        self._free = free
        self._longest_s = longest_s
        self._asked: deque[float] = deque()

    def wait_s(self, now_s: float) -> float:
        """Return how long to wait, and count the asking."""
        while self._asked and now_s - self._asked[0] > self._window_s:
            self._asked.popleft()
        self._asked.append(now_s)
        beyond = len(self._asked) - self._free
        return min(self._longest_s, 2.0 ** min(beyond, 10)) if beyond > 0 else 0.0


class _Connection(SocketModeClient):
    """The SDK's client, asking for addresses at our pace."""

    def __init__(self, app_token: str, client: AsyncWebClient, pace: Pace) -> None:
        quiet = logging.getLogger(f"{__name__}.sdk")
        quiet.setLevel(logging.CRITICAL)  # its messages hold addresses with tickets in them
        super().__init__(app_token, quiet, client, client.proxy, ping_interval=PING_S)
        self._pace = pace

    async def issue_new_wss_url(self) -> str:
        """Return a new address to connect to, however often it takes."""
        while not self.closed:
            await asyncio.sleep(self._pace.wait_s(asyncio.get_running_loop().time()))
            opening = self.web_client.apps_connections_open(app_token=self.app_token)
            try:
                address = text(await ask(opening, ADDRESS_S), "url")
            except (No, Unavailable) as problem:
                _log.warning("slack_socket_no_address", problem=str(problem))
                continue
            self.proxy = proxy_for(address)
            return address
        raise ConnectionError

    async def open(self) -> None:
        """Connect, however often it takes."""
        await self.connect()  # type: ignore[no-untyped-call]  # the SDK's

    async def hang_up(self) -> None:
        """Close the connection and all that belongs to it."""
        await self.close()  # type: ignore[no-untyped-call]  # the SDK's


def proxy_for(address: str) -> str | None:
    """Return the proxy that the usual variables name for ADDRESS, NO_PROXY among them."""
    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get("https" if parts.scheme == "wss" else "http")


class Socket:
    """Holds the connection, and hands what comes over it to the app."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        client: AsyncWebClient,
        give_up_after_s: float = GIVE_UP_AFTER_S,
    ) -> None:
        self._app = app
        self._give_up_after_s = give_up_after_s
        self._app_token = app_token
        self._client = client
        self._pace = Pace()
        self._connection: _Connection | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._taking: set[asyncio.Task[object]] = set()

    async def start(self) -> None:
        """Begin to connect, and to stay connected."""
        self._keeping = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Answer what has come in, and hang up."""
        if self._taking:
            await asyncio.wait(self._taking, timeout=DRAIN_S)
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping

    async def connected(self) -> bool:
        """Return whether Slack can reach us now."""
        return self._connection is not None and await self._connection.is_connected()

    async def _keep(self) -> None:
        while True:
            self._connection = _Connection(self._app_token, self._client, self._pace)
            self._connection.socket_mode_request_listeners.append(self._take)
            connecting = asyncio.create_task(self._connection.open())
            try:
                await self._watch(self._connection)
                _log.warning("slack_socket_rebuilt")
            finally:
                connecting.cancel()
                await self._connection.hang_up()

    async def _watch(self, connection: _Connection) -> None:
        """Return when the connection has been away for too long."""
        away_s, was_up = 0.0, False
        while away_s < self._give_up_after_s:
            await asyncio.sleep(LOOK_EVERY_S)
            up = await connection.is_connected()
            if up is not was_up:
                _log.info("slack_socket_up" if up else "slack_socket_down")
            away_s, was_up = 0.0 if up else away_s + LOOK_EVERY_S, up

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._taking.add(task)
            task.add_done_callback(self._taking.discard)
        try:
            payload = checked(request.payload)
            answer = await dispatch(self._app, payload)
        except Malformed as error:
            _log.warning("slack_malformed", problem=str(error))
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))
            return
        await send_async_response(client, request, answer, 0.0)
