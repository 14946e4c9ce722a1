"""uvicorn as a guest in an event loop that has other work too."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn


class GuestServer(uvicorn.Server):
    """Says when it listens, leaves when told, and leaves the process's signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.leaving = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, and say so."""
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        """Serve until told to leave."""
        await self.leaving.wait()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave Ctrl-C to the host."""
        yield


@asynccontextmanager
async def serving(
    config: uvicorn.Config, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[str]:
    """Serve in this event loop and yield the address; port 0 takes a free one."""
    listener = listening_socket(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listener.getsockname()[1]}"
    server = GuestServer(config)
    task = asyncio.create_task(server.serve([listener]))
    try:
        await server.listening.wait()
        yield address
    finally:
        server.leaving.set()
        await task


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a bound socket, for TCP by name.

    asyncio turns Nagle's algorithm off only for sockets that say IPPROTO_TCP, which
    socket.create_server does not: every answer would take 40 ms.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
