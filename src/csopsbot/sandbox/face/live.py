"""The connection of an open window: orders go down, and up comes whether it is looked at.

A WebSocket, because browsers keep no more than six streams of server-sent events open to one host,
and the seventh window would hang.
"""

import asyncio
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.place import Place
from csopsbot.sandbox.face.place import asked as asked_of
from csopsbot.sandbox.face.shared import Shared
from csopsbot.sandbox.face.window import Window

GONE = 4004


async def live(socket: WebSocket) -> None:
    """Keep one window up to date until it closes."""
    await socket.accept()
    shared: Shared = socket.app.state.face
    query, asked = socket.query_params, asked_of(socket)
    try:
        one = shared.reader(socket.path_params["who"], asked.language)
    except SlackError as error:
        await socket.close(GONE, error.error)
        return
    if query.get("run") != shared.run:
        await socket.send_json({"since": 0, "orders": [{"op": "reload"}]})
        await socket.close()
        return
    place = Place(
        query.get("channel", ""),
        query.get("thread", ""),
        query.get("panel", ""),
        asked,
    )
    window = Window(shared, one.user.id, place, int(query.get("since", "0")))
    await _keep(socket, window)


async def _keep(socket: WebSocket, window: Window) -> None:
    """Send and listen until either ends."""
    async with asyncio.TaskGroup() as group:
        listening = group.create_task(_hear(socket, window))
        with suppress(WebSocketDisconnect, RuntimeError):  # it may close while we send
            async for orders in window.orders():
                await socket.send_json({"since": window.number, "orders": orders})
            await socket.close()
        listening.cancel()


async def _hear(socket: WebSocket, window: Window) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            window.is_seen = await socket.receive_text() == "seen"
    window.close()
