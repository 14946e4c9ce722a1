"""Delivery over Socket Mode: tickets, connections, envelopes and their acknowledgements."""

import asyncio
import json
import secrets
from contextlib import suppress
from itertools import count
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from csopsbot.sandbox.delivery import Answer, Delivery
from csopsbot.sandbox.faults import DisconnectReason, Faults
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.manifest import App

CONNECTIONS = 10
REFRESH_GRACE = 1.0  # seconds of real time
LIFETIME = 18_060  # seconds, what Slack's hello usually says


class SocketCarrier:
    """Hands each payload to exactly one of the app's connections, in turn."""

    def __init__(self, app: App, ack_timeout: float, faults: Faults) -> None:
        self._app = app
        self._faults = faults
        self._ack_timeout = ack_timeout
        self._tickets: set[str] = set()
        self._connections: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = count()
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def ticket(self) -> str:
        """Return a ticket that opens one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def carry(self, delivery: Delivery) -> Answer:
        """Send one envelope and wait three seconds for its acknowledgement."""
        if fault := self._faults.meet(delivery.topic, "socket_disconnect"):
            await self.disconnect(fault.reason)
        if not self._connections:
            return Answer(failure="connection_failed")
        connection = self._connections[next(self._turn) % len(self._connections)]
        message = envelope(delivery)
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[message["envelope_id"]] = waiting
        try:
            await connection.send_text(json.dumps(message))
            payload = await asyncio.wait_for(waiting, self._ack_timeout)
        except TimeoutError:
            return Answer(failure="timeout")
        except (WebSocketDisconnect, RuntimeError):
            return Answer(failure="connection_failed")
        finally:
            del self._waiting[message["envelope_id"]]
        return Answer(status=200, body=json.dumps(payload) if payload else "")

    async def serve(self, socket: WebSocket) -> None:
        """Keep one connection: say hello, then take acknowledgements until it closes."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets or self.connected >= CONNECTIONS:
            await socket.close(code=1008)
            return
        self._tickets.remove(ticket)
        await socket.accept()
        self._connections.append(socket)
        try:
            await socket.send_text(json.dumps(self._hello()))
            while True:
                self._acknowledge(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            if socket in self._connections:
                self._connections.remove(socket)

    async def disconnect(self, reason: DisconnectReason) -> None:
        """Tell every connection to go.

        A warned connection is still used. One asked to refresh gets nothing more, and has a moment
        to open another before it is hung up on. Any other is hung up on at once.
        """
        message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        told = list(self._connections)
        if reason != "warning":
            self._connections.clear()
        for connection in told:
            with suppress(RuntimeError, WebSocketDisconnect):  # it may be leaving already
                await connection.send_text(json.dumps(message))
            if reason == "refresh_requested":
                task = asyncio.create_task(hang_up_later(connection))
                self._leaving.add(task)
                task.add_done_callback(self._leaving.discard)
            elif reason != "warning":
                with suppress(RuntimeError):
                    await connection.close()

    async def close(self) -> None:
        """Hang up on everyone."""
        for task in list(self._leaving):
            task.cancel()
        await self.disconnect("link_disabled")

    def _acknowledge(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(message.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload") or {})

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connected,
            "debug_info": {"host": "sandbox", "approximate_connection_time": LIFETIME},
            "connection_info": {"app_id": self._app.app_id},
        }


async def hang_up_later(connection: WebSocket) -> None:
    """Close a connection after a moment, if its owner has not."""
    await asyncio.sleep(REFRESH_GRACE)
    with suppress(RuntimeError):
        await connection.close()


def envelope(delivery: Delivery) -> Json:
    """Wrap a payload as Socket Mode does."""
    message: Json = {
        "envelope_id": str(uuid4()),
        "type": delivery.channel,
        "payload": delivery.payload,
        "accepts_response_payload": delivery.wants_answer,
    }
    if delivery.channel == "events_api":
        message |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.retry_reason}
    return message
