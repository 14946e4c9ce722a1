"""The web server: what it serves, and how it runs."""

import asyncio
import socket
from collections.abc import Mapping, Sequence
from functools import partial

import uvicorn
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp
from ulid import ULID

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.freshness import freshness
from csopsbot.app.tracking import receive_hint
from csopsbot.app.webhooks import Hint
from csopsbot.bootstrap.ground import Ground
from csopsbot.settings import Slack
from csopsbot.slack.signature import verify
from csopsbot.trackers import Connection
from csopsbot.web.app import Door, Web, build
from csopsbot.web.gauges import Gauges
from csopsbot.web.health import Check

DRAIN_S = 5
# Longer than whatever stands in front of us holds a connection, which is mostly a minute: what it
# sends over one that we are just closing would be lost.
KEEP_ALIVE_S = 75


def website(
    ground: Ground,
    slack: ASGIApp | None,
    trackers: Mapping[str, Connection],
    checks: Mapping[str, Check],
    registry: CollectorRegistry,
) -> ASGIApp:
    """Return everything we answer over HTTP; SLACK is None in Socket Mode."""

    async def store(tracker: str, hint: Hint) -> None:
        now = ground.clock()
        await ground.database.run(lambda work: receive_hint(work, tracker, hint, now))

    return build(
        Web(
            slack=Door(slack, partial(verify, signing_secrets(ground.settings.slack)))
            if slack
            else None,
            trackers={name: one.tracker.webhooks for name, one in trackers.items()},
            store=store,
            checks=checks,
            registry=registry,
            clock=ground.clock,
            mounts={path: page for one in trackers.values() for path, page in one.pages.items()},
            refresh=partial(refresh, ground, Gauges(registry)),
        )
    )


async def refresh(ground: Ground, gauges: Gauges) -> None:
    """Let the gauges show how it stands; nothing while the database is away, be it for a moment."""
    try:
        fresh, oldest = await ground.database.read(
            lambda work: (freshness(work), work.outbox.oldest())
        )
    except StorageUnavailable:
        gauges.clear()
    else:
        gauges.show(fresh, oldest, ground.clock())


def signing_secrets(slack: Slack) -> tuple[str, ...]:
    """Return the secrets that Slack may sign with: today's, and the one before while it lasts."""
    both = (slack.signing_secret, slack.signing_secret_previous)
    return tuple(secret.get_secret_value() for secret in both if secret)


def new_id() -> str:
    """Return an id that nobody had before, and that sorts by time."""
    return str(ULID())


def server_config(app: ASGIApp) -> uvicorn.Config:
    """Return how uvicorn is to serve APP."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=DRAIN_S,
    )


async def run_website(
    app: ASGIApp, listeners: Sequence[socket.socket], stop: asyncio.Event
) -> None:
    """Answer on LISTENERS until STOP is set; whoever is being answered then gets their answer."""
    server = uvicorn.Server(server_config(app))
    serving = asyncio.create_task(server._serve(list(listeners)))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    server.should_exit = True
    await serving
