"""One sandbox: the world, the ways to the app, the faults and the journal."""

from collections.abc import Callable
from random import Random

from csopsbot.sandbox.clock import Clock
from csopsbot.sandbox.dispatcher import Dispatcher
from csopsbot.sandbox.faults import Faults
from csopsbot.sandbox.http_carrier import HttpCarrier
from csopsbot.sandbox.journal import Journal
from csopsbot.sandbox.manifest import App, Mode
from csopsbot.sandbox.ratelimit import RateLimits
from csopsbot.sandbox.socket_carrier import SocketCarrier
from csopsbot.sandbox.workspace import Workspace
from csopsbot.sandbox.world.feed import Feed
from csopsbot.sandbox.world.world import World

ACK_TIMEOUT = 3.0


class Sandbox:
    """Owns what outlives a request; `reset` begins the world anew and keeps the app's address."""

    def __init__(
        self,
        workspace: Workspace,
        app: App,
        clock: Clock,
        rate_scale: float = 1.0,
        ack_timeout: float = ACK_TIMEOUT,
        seed: int | None = None,
    ) -> None:
        self.workspace = workspace
        self.app = app
        self.clock = clock
        self.chance = Random(seed)  # noqa: S311 - ids that differ, not secrets
        self.journal = Journal()
        self.faults = Faults()
        self.feed = Feed()
        self.http = HttpCarrier(app, clock, ack_timeout, request_url=app.request_url)
        self.sockets = SocketCarrier(app, ack_timeout, self.faults)
        self.dispatcher = Dispatcher(self.http, clock, self.journal, self.faults)
        self.use_mode(app.mode)
        self._new_limits: Callable[[], RateLimits] = lambda: RateLimits(rate_scale)
        self.limits = self._new_limits()
        self.world = self._new_world()

    @property
    def mode(self) -> Mode:
        """How the app is reached now."""
        return "socket" if self.dispatcher.carrier is self.sockets else "http"

    def use_mode(self, mode: Mode) -> None:
        """Reach the app over HTTP or over Socket Mode from now on."""
        self.dispatcher.carrier = self.sockets if mode == "socket" else self.http

    async def pass_time(self, seconds: float) -> None:
        """Move the clock forward, between deliveries to the app."""
        async with self.dispatcher.at_rest():
            self.clock.advance(seconds)

    async def reset(self) -> None:
        """Begin anew: the seed, no faults, an empty journal, the machine's time."""
        await self.dispatcher.close()
        self.clock.set_offset(0.0)
        self.faults.clear()
        self.journal.clear()
        self.limits = self._new_limits()
        self.world = self._new_world()
        self.feed.ring()

    async def close(self) -> None:
        """Give up deliveries and connections."""
        await self.dispatcher.close()
        await self.sockets.close()
        await self.http.client.aclose()

    def _new_world(self) -> World:
        return World(
            self.workspace,
            self.app,
            self.clock,
            self.feed,
            self.dispatcher.event,
            self.dispatcher.at,
            self.chance,
        )
