"""A strict local GitHub, to test with and to try things against; it knows nothing of csopsbot.

It speaks the part of the REST API (version 2022-11-28) that an issue's life needs, signs and sends
webhooks, and misbehaves on demand. A field, parameter or path that GitHub does not document is
refused, also where GitHub would overlook it.
"""

from csopsbot.testing.github_site.app import Server
from csopsbot.testing.github_site.deliveries import Hook
from csopsbot.testing.github_site.site import Site
from csopsbot.testing.loopback import Fault, Loopback

__all__ = ["Fault", "GitHubSite", "Hook", "Site"]


class GitHubSite(Loopback):
    """The server on a port of loopback."""

    def __init__(self, *, port: int = 0) -> None:
        self.server = Server()
        super().__init__(self.server.app(), port=port)

    def start(self) -> "GitHubSite":
        """Serve from now on."""
        super().start()
        self.server.site.url = self.url
        return self
