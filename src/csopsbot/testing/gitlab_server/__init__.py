"""A strict local GitLab, to test with and to try things against; it knows nothing of csopsbot.

It speaks the part of the REST API (version 4) and of GraphQL that an issue's life needs, obeys quick
actions, signs and sends webhooks, disables those that fail, and misbehaves on demand. A field,
parameter or path that GitLab does not document is refused, also where GitLab would overlook it.
"""

from csopsbot.testing.gitlab_server.app import Server
from csopsbot.testing.gitlab_server.deliveries import Hook
from csopsbot.testing.gitlab_server.site import Site
from csopsbot.testing.loopback import Fault, Loopback

__all__ = ["Fault", "GitLabServer", "Hook", "Site"]


class GitLabServer(Loopback):
    """The server on a port of loopback."""

    def __init__(self, *, port: int = 0) -> None:
        self.server = Server()
        super().__init__(self.server.app(), port=port)

    def start(self) -> "GitLabServer":
        """Serve from now on."""
        super().start()
        self.server.site.url = self.url
        return self
