"""What the web counts, for Prometheus to fetch."""

from collections import defaultdict

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

MAX_REASONS = 20


class Refusals:
    """Counts refused requests by door and reason.

    A reason comes from an adapter. Should one ever hold what a stranger sent, a door's surplus
    reasons are counted as one, so that nobody can fill our memory with them.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._seen: defaultdict[str, set[str]] = defaultdict(set)
        self._counter = Counter(
            "csopsbot_requests_refused",
            "Requests refused before or while they were read.",
            ["door", "reason"],
            registry=registry,
        )

    def count(self, door: str, reason: str) -> None:
        """Count one refusal."""
        seen = self._seen[door]
        if len(seen) < MAX_REASONS:
            seen.add(reason)
        self._counter.labels(door, reason if reason in seen else "other").inc()


def metrics_route(registry: CollectorRegistry) -> Route:
    """Return the page that Prometheus fetches."""

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
