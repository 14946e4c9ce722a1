"""What the web counts, for Prometheus to fetch."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from csopsbot.app.webhooks import Why

log = structlog.get_logger(__name__)

TOLD_EVERY = timedelta(minutes=1)
"""How often the log repeats a reason, lest strangers fill it."""

Outcome = Literal["kept", "ignored", "malformed", "not_kept", "unsigned", "too_large", "too_slow"]
"""What can become of a delivery; UNSIGNED is whatever its tracker did not prove to have sent."""


Refresh = Callable[[], Awaitable[None]]


async def nothing() -> None:
    """Refresh nothing."""


Reason = Why | Literal["malformed", "not_kept"]

_UNREAD: dict[Why, Outcome] = {"too_large": "too_large", "too_slow": "too_slow"}


class Refusals:
    """Counts refused requests by door and reason, and says so in the log."""

    def __init__(self, registry: CollectorRegistry, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._told: dict[tuple[str, str], datetime] = {}
        self._counter = Counter(
            "csopsbot_requests_refused",
            "Requests refused before or while they were read.",
            ["door", "reason"],
            registry=registry,
        )

    def count(self, door: str, reason: Reason, says: str = "") -> None:
        """Count one refusal; SAYS, which explains the reason, is for the log alone."""
        self._counter.labels(door, reason).inc()
        self._tell(door, reason, {"says": says} if says else {})

    def _tell(self, door: str, reason: Reason, more: Mapping[str, str]) -> None:
        now, told = self._clock(), self._told.get((door, reason))
        if told is None or now - told >= TOLD_EVERY:
            self._told[door, reason] = now
            log.warning("request refused", door=door, reason=reason, **more)


class Deliveries:
    """Counts what trackers delivered, by what became of it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._counter = Counter(
            "csopsbot_webhooks",
            "Deliveries of trackers, by what became of them.",
            ["tracker", "outcome"],
            registry=registry,
        )

    def count(self, tracker: str, outcome: Outcome) -> None:
        """Count one delivery."""
        self._counter.labels(tracker, outcome).inc()


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts what came to the door of TRACKER; what was refused there counts as refused, too."""

    tracker: str
    refusals: Refusals
    deliveries: Deliveries

    def refused(self, reason: Why, says: str = "") -> None:
        """Count what the guard did not let in."""
        self.refusals.count(self.tracker, reason, says)
        self.deliveries.count(self.tracker, _UNREAD.get(reason, "unsigned"))

    def came(self, outcome: Outcome) -> None:
        """Count what was let in."""
        if outcome in ("malformed", "not_kept"):
            self.refusals.count(self.tracker, outcome)
        self.deliveries.count(self.tracker, outcome)


def metrics_route(registry: CollectorRegistry, refresh: Refresh) -> Route:
    """Return the page that Prometheus fetches, for which figures of the moment are refreshed."""

    async def metrics(_: Request) -> Response:
        await refresh()
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
