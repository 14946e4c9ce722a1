"""The web server's paths, each with its guard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from csopsbot.app.webhooks import Webhooks, Why
from csopsbot.web.guard import Clock, Guard, Limits, Verify, anybody
from csopsbot.web.health import Check, health_routes
from csopsbot.web.ingress import Store, ingress
from csopsbot.web.metrics import Counts, Deliveries, Refresh, Refusals, metrics_route, nothing
from csopsbot.web.pages import PageHeaders


@dataclass(frozen=True, slots=True)
class Door:
    """An app that takes what somebody else sends, and how to tell that it was they who sent it."""

    app: ASGIApp
    verify: Verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """What the web server is made of.

    SLACK is None in Socket Mode. MOUNTS are further pages by their path, each within the limits;
    they verify for themselves who is there. REFRESH is awaited before metrics are told.
    """

    slack: Door | None
    trackers: Mapping[str, Webhooks]
    store: Store
    checks: Mapping[str, Check]
    registry: CollectorRegistry
    clock: Clock
    mounts: Mapping[str, ASGIApp]
    limits: Limits = field(default_factory=Limits)
    refresh: Refresh = nothing


def build(web: Web) -> Starlette:
    """Return the whole web server as an ASGI app."""
    refusals = Refusals(web.registry, web.clock)
    routes = [
        *health_routes(web.checks),
        metrics_route(web.registry, web.refresh),
        *_slack(web, refusals),
        *_ingress(web, refusals),
        *_mounts(web, refusals),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(PageHeaders)])
    app.router.redirect_slashes = False  # a redirected delivery is a lost one
    return app


def _slack(web: Web, refusals: Refusals) -> list[BaseRoute]:
    if not web.slack:
        return []
    guard = _guard(web, web.slack.verify, partial(refusals.count, "slack"))
    return [Route("/slack/events", web.slack.app, methods=["POST"], middleware=[guard])]


def _ingress(web: Web, refusals: Refusals) -> list[BaseRoute]:
    deliveries = Deliveries(web.registry)
    return [_tracker(web, name, Counts(name, refusals, deliveries)) for name in web.trackers]


def _tracker(web: Web, name: str, counts: Counts) -> Route:
    webhooks = web.trackers[name]
    manners = webhooks.manners
    limits = replace(web.limits, size=manners.largest, too_large=manners.too_large)
    endpoint = ingress(name, webhooks, web.store, counts.came)
    guard = _guard(replace(web, limits=limits), webhooks.verify, counts.refused)
    return Route(f"/in/{name}", endpoint, methods=["POST"], middleware=[guard])


def _mounts(web: Web, refusals: Refusals) -> list[BaseRoute]:
    guard = _guard(web, anybody, partial(refusals.count, "pages"))
    pages = [Mount(path, app, middleware=[guard]) for path, app in web.mounts.items()]
    return [*pages, *(Route(path, _into) for path in web.mounts)]


async def _into(request: Request) -> RedirectResponse:
    """Lead who left out the last slash into the folder, below whatever prefix a proxy adds."""
    return RedirectResponse(request.url.path.rpartition("/")[2] + "/")


def _guard(web: Web, verify: Verify, refused: Callable[[Why, str], None]) -> Middleware:
    return Middleware(Guard, verify, refused=refused, clock=web.clock, limits=web.limits)
