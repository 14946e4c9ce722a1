"""A strict local Linear, to test with and to try things against; it knows nothing of csopsbot.

It carries out GraphQL operations against the part of Linear's schema that an issue's life needs,
counts their complexity, signs and sends webhooks, and misbehaves on demand. A field, argument or
variable that the schema does not have is refused.
"""

from csopsbot.testing.linear_workspace.app import Fault, Server
from csopsbot.testing.linear_workspace.deliveries import Hook
from csopsbot.testing.linear_workspace.workspace import Workspace
from csopsbot.testing.loopback import Loopback

__all__ = ["Fault", "Hook", "LinearWorkspace", "Workspace"]


class LinearWorkspace(Loopback):
    """The server on a port of loopback."""

    def __init__(self, *, port: int = 0) -> None:
        self.server = Server()
        super().__init__(self.server.app(), port=port)

    def start(self) -> "LinearWorkspace":
        """Serve from now on."""
        super().start()
        self.server.workspace.url = self.url
        return self
