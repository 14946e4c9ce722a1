"""The site on a port: within a test's process, or on its own."""

import socket
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from csopsbot.testing.jira_cloud.app import HANG_UP, Server
from csopsbot.testing.jira_cloud.openapi import OpenApi


class _CanHangUp(HttpToolsProtocol):
    """Lets the application end a connection without an answer, as networks do."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {HANG_UP: {"abort": self.transport.abort}}


class JiraCloud:
    """A server on a port of loopback, in a thread of its own, from `start` to `stop`."""

    def __init__(self, *, port: int = 0, published: Path | None = None) -> None:
        self.server = Server(published=OpenApi.load(published) if published else None)
        self._port = port
        self._uvicorn: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return self.server.site.url

    def start(self) -> Self:
        """Serve from now on."""
        listener = socket.create_server(("127.0.0.1", self._port))
        self.server.site.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                self.server.app(),
                http=_CanHangUp,
                ws="none",
                log_config=None,
                log_level="critical",
                timeout_keep_alive=75,  # longer than any client's
                timeout_graceful_shutdown=1,
            )
        )
        sockets = [listener]
        self._thread = threading.Thread(target=self._uvicorn.run, args=(sockets,), daemon=True)
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
