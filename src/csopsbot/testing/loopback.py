"""A vendor's double on a port of loopback: served in a thread, and made to misbehave on demand."""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HANG_UP = "csopsbot.hang_up"
_FORM = "multipart/form-data"

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Fault:
    """What befalls the next TIMES requests whose METHOD and PATH (a pattern) fit.

    `lose`: done, and the connection ends without a byte. `cut`: done, and the answer breaks off.
    `drop`: not done, and the connection ends. `hang`: done, and answered SECONDS later. `answer`:
    not done, and answered with STATUS, HEADERS and BODY.
    """

    kind: Literal["lose", "cut", "drop", "hang", "answer"]
    times: int = 1
    method: str | None = None
    path: str = ""
    seconds: float = 0
    status: int = 503
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def fits(self, request: Request) -> bool:
        """Return whether the fault befalls REQUEST."""
        same = self.method in (None, request.method)
        return self.times > 0 and same and bool(re.search(self.path, request.url.path))


async def befall(request: Request, faults: list[Fault], endpoint: Endpoint) -> Response:
    """Return ENDPOINT's answer to REQUEST, or what the first of FAULTS that fits makes of it."""
    fault = next((one for one in faults if one.fits(request)), None)
    if fault is None:
        return await endpoint(request)
    fault.times -= 1
    if fault.kind == "answer":
        await request.body()
        return Response(fault.body, fault.status, fault.headers)
    if fault.kind == "drop":
        return await hang_up(request)
    answer = await endpoint(request)
    match fault.kind:
        case "lose":
            return await hang_up(request)
        case "hang":
            await asyncio.sleep(fault.seconds)
        case "cut":
            answer.body = bytes(answer.body)[: len(answer.body) // 2]
    return answer


async def hang_up(request: Request) -> Response:
    """End the connection without a byte."""
    if not request.headers.get("content-type", "").startswith(_FORM):
        await request.body()  # a form's may have been read already, and then there is none
    request.scope["extensions"][_HANG_UP]["abort"]()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()


class _CanHangUp(HttpToolsProtocol):
    """Lets the application end a connection without an answer, as networks do."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {_HANG_UP: {"abort": self.transport.abort}}


class Loopback:
    """Serves APP on a port of loopback, in a thread of its own, from `start` to `stop`."""

    def __init__(self, app: ASGIApp, *, port: int = 0) -> None:
        self.url = ""
        self._app = app
        self._port = port
        self._uvicorn: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        """Serve from now on."""
        listener = socket.create_server(("127.0.0.1", self._port))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                self._app,
                http=_CanHangUp,
                ws="none",
                log_config=None,
                log_level="critical",
                timeout_keep_alive=75,  # longer than any client's
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = threading.Thread(
            target=self._uvicorn.run, args=([listener],), daemon=True, name="loopback"
        )
        self._thread.start()
        while not self._uvicorn.started and self._thread.is_alive():
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """End every connection and let go of the port."""
        if self._uvicorn and self._thread:
            self._uvicorn.should_exit = True
            self._thread.join()

    def wait(self) -> None:
        """Serve until the thread ends, or somebody interrupts."""
        if self._thread:
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
