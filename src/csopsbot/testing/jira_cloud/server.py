"""The site on a port: within a test's process, or on its own."""

from pathlib import Path
from typing import Self

from csopsbot.testing.jira_cloud.app import Server
from csopsbot.testing.jira_cloud.control import control_routes
from csopsbot.testing.jira_cloud.openapi import OpenApi
from csopsbot.testing.loopback import Loopback


class JiraCloud(Loopback):
    """A Jira Cloud on a port of loopback, in a thread of its own, from `start` to `stop`."""

    def __init__(self, *, port: int = 0, published: Path | None = None) -> None:
        self.server = self._made(published)
        super().__init__(self.server.app(*control_routes(self.server)), port=port)

    def start(self) -> Self:
        """Serve from now on."""
        super().start()
        self.server.site.url = self.url
        return self

    def _made(self, published: Path | None) -> Server:
        """Return the server, held to what is PUBLISHED of it."""
        return Server(published=OpenApi.load(published) if published else None)
