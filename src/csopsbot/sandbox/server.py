"""The sandbox as a server: the Starlette app, and ways to run it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from csopsbot.sandbox import control, doors
from csopsbot.sandbox.addresses import is_loopback, reached_at
from csopsbot.sandbox.answers import Abortable
from csopsbot.sandbox.client.routes import ROUTES as CLIENT_ROUTES
from csopsbot.sandbox.clock import Clock
from csopsbot.sandbox.core import ACK_TIMEOUT, Sandbox
from csopsbot.sandbox.face import routes as face
from csopsbot.sandbox.face.guard import BrowserGuard
from csopsbot.sandbox.face.panels.panel import Panel
from csopsbot.sandbox.face.render.catalogue import MakeCatalogue
from csopsbot.sandbox.face.shared import Shared
from csopsbot.sandbox.manifest import App
from csopsbot.sandbox.starting import CannotListen, NotLoopback
from csopsbot.sandbox.webapi import web_api
from csopsbot.sandbox.workspace import Workspace

LOOK_S = 0.002


def create_app(
    workspace: Workspace,
    app: App,
    clock: Clock | None = None,
    *,
    rate_scale: float = 1.0,
    ack_timeout: float = ACK_TIMEOUT,
    seed: int | None = None,
    panels: Sequence[Panel] = (),
    catalogue: MakeCatalogue | None = None,
    known_as: Collection[str] = (),
) -> Starlette:
    """Return the sandbox as an ASGI app; its `state.sandbox` is there for tests to look into.

    `rate_scale` multiplies Slack's rate limits; `ack_timeout` is in seconds of real time.
    Ids differ from run to run unless a SEED is given. PANELS stand beside the conversation on the
    page, after those every sandbox has. CATALOGUE makes what the app can send, to look at. KNOWN_AS
    are names it may be called by, besides addresses in numbers and localhost.
    """
    sandbox = Sandbox(workspace, app, clock or Clock(), rate_scale, ack_timeout, seed)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await sandbox.close()

    starlette = Starlette(
        routes=[
            Route("/api/{method}", web_api, methods=["GET", "POST"]),
            *CLIENT_ROUTES,
            *control.ROUTES,
            *doors.ROUTES,
            *face.ROUTES,
        ],
        middleware=[Middleware(BrowserGuard, names=known_as)],
        exception_handlers=control.EXCEPTIONS,
        lifespan=lifespan,
    )
    starlette.state.sandbox = sandbox
    starlette.state.face = Shared(sandbox, panels, catalogue)
    return starlette


@asynccontextmanager
async def running(
    app: Starlette, host: str = "127.0.0.1", port: int = 0, *, off_loopback: bool = False
) -> AsyncIterator[str]:
    """Run the sandbox in this event loop and yield its address; port 0 takes a free one."""
    check_host(host, off_loopback)
    sandbox: Sandbox = app.state.sandbox
    async with serving(server_config(app), host, port) as base_url:
        try:
            yield base_url
        finally:
            sandbox.feed.close()


def server_config(app: Starlette) -> uvicorn.Config:
    """Return how uvicorn is to run it."""
    return uvicorn.Config(
        Abortable(app),
        log_level="warning",
        access_log=False,
        timeout_keep_alive=75,  # longer than any client's, which would else find a closed door
        timeout_graceful_shutdown=2,
        lifespan="on",
    )


def check_host(host: str, off_loopback: bool) -> None:
    """Refuse an address others can reach, unless that is wanted: whoever does is trusted."""
    if not is_loopback(host) and not off_loopback:
        raise NotLoopback(host)


class QuietServer(uvicorn.Server):
    """A guest in someone else's event loop: says when it listens, and leaves signals alone.

    Where uvicorn looks ten times a second whether it is to end and who is still there, this one is
    told, and looks more often: tests run it hundreds of times.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self._ending = asyncio.Event()

    def end(self) -> None:
        """Take no more connections, and stop when those there are have been answered."""
        self.should_exit = True
        self._ending.set()

    async def main_loop(self) -> None:
        """Work until `end`, with the date of the answers brought up to date each second."""
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), 1.0)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is idle, and give the rest the time it is granted."""
        for listener in (*self.servers, *(sockets or ())):
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                while self._anybody_there():  # noqa: ASYNC110 - uvicorn tells nobody who goes
                    await asyncio.sleep(LOOK_S)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()

    def _anybody_there(self) -> bool:
        return bool(self.server_state.connections or self.server_state.tasks)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, and say so."""
        await super().startup(sockets)
        self.listening.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave Ctrl-C to the host."""
        yield


@asynccontextmanager
async def serving(
    config: uvicorn.Config, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[str]:
    """Serve in this event loop and yield the address here; port 0 takes a free one."""
    listener = listening_socket(host, port)
    address = reached_at(host, listener.getsockname()[1])
    server = QuietServer(config)
    task = asyncio.create_task(server.serve([listener]))
    try:
        await server.listening.wait()
        yield address
    finally:
        server.end()
        await task


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a bound socket, for TCP by name; raises `CannotListen`.

    asyncio turns Nagle's algorithm off only for sockets that say IPPROTO_TCP, which
    socket.create_server does not: every answer would take 40 ms.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise CannotListen(host, port, error) from None
    return listener
