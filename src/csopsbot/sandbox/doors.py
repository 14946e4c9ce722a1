"""The other doors Slack has: response URLs, file uploads, Socket Mode."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from csopsbot.sandbox.answers import sandbox_of
from csopsbot.sandbox.client.responses import respond
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json

SPENT = frozenset({"expired_url", "no_service", "used_url"})


async def response_url(request: Request) -> Response:
    """Take what an app posts to a response URL."""
    sandbox = sandbox_of(request)
    body = await request.body()
    try:
        hook = sandbox.world.hooks.use(request.path_params["key"], sandbox.clock.now())
        sent = decoded(body)
        respond(sandbox.world, hook, sent)
        response: Response = PlainTextResponse("ok")
    except SlackError as error:
        status = 404 if error.error in SPENT else 400
        response = JSONResponse(error.body(), status_code=status)
    sandbox.journal.write(
        "call",
        sandbox.clock.now(),
        method="response_url",
        args=body.decode(errors="replace"),
        by="",
        status=response.status_code,
        answer=bytes(response.body).decode(),
        fault="",
    )
    return response


def decoded(body: bytes) -> Json:
    """Return the JSON object that was posted."""
    try:
        sent = json.loads(body)
    except ValueError:
        raise SlackError("invalid_payload") from None
    if not isinstance(sent, dict):
        raise SlackError("invalid_payload")
    return sent


async def upload(request: Request) -> Response:
    """Take a file's bytes, which must be as many as were announced."""
    world = sandbox_of(request).world
    file = world.files.get(request.path_params["file_id"])
    if file is None or file.completed:
        return PlainTextResponse("not found", status_code=404)
    content = await uploaded(request)
    if len(content) != file.length:
        return PlainTextResponse("length mismatch", status_code=400)
    file.content = content
    return PlainTextResponse(f"OK - {len(content)}")


async def uploaded(request: Request) -> bytes:
    """Return the bytes of a raw or a multipart body."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if not isinstance(part, str):
                return await part.read()
    return b""


async def download(request: Request) -> Response:
    """Give a file back."""
    file = sandbox_of(request).world.files.get(request.path_params["file_id"])
    if file is None or file.content is None:
        return PlainTextResponse("not found", status_code=404)
    return Response(file.content, media_type="application/octet-stream")


async def link(socket: WebSocket) -> None:
    """Keep a Socket Mode connection."""
    sandbox: Sandbox = socket.app.state.sandbox
    await sandbox.sockets.serve(socket)


ROUTES: list[BaseRoute] = [
    Route("/hooks/{team}/{key}", response_url, methods=["POST"]),
    Route("/upload/v1/{file_id}", upload, methods=["POST"]),
    Route("/files/{file_id}/{name}", download, methods=["GET"]),
    WebSocketRoute("/link", link),
]
