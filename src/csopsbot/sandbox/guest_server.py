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
    listener = socket.create_server((host, port))
    address = f"http://{host}:{listener.getsockname()[1]}"
    server = GuestServer(config)
    task = asyncio.create_task(server.serve([listener]))
    try:
        await server.listening.wait()
        yield address
    finally:
        server.leaving.set()
        await task
