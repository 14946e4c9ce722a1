"""Running the bot, whole or in parts, until it is told to stop."""

import asyncio
import random
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from functools import partial

import structlog
import uvloop
from prometheus_client import CollectorRegistry, Counter
from slack_bolt.app.async_app import AsyncApp

from csopsbot import logs
from csopsbot.app.abilities import Capabilities
from csopsbot.app.failures import Unavailable
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Outlet, Routine
from csopsbot.app.reconciling import Often, routines
from csopsbot.bootstrap.clock import Clock, now
from csopsbot.bootstrap.ground import Ground, ground, read_desk
from csopsbot.bootstrap.introducing import introduce, introduce_to
from csopsbot.bootstrap.listening import listen
from csopsbot.bootstrap.website import new_id, run_website, website
from csopsbot.domain.issue import Attachment
from csopsbot.domain.sla import tzdata_version
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.settings import Settings
from csopsbot.slack.app import as_asgi, build_app
from csopsbot.slack.bringing import Bringing
from csopsbot.slack.outlet import SlackOutlet
from csopsbot.slack.socket import Socket
from csopsbot.trackers import Connection, connect
from csopsbot.web.health import Check
from csopsbot.worker.forgetting import Forgetting
from csopsbot.worker.reconciling import Reconciling
from csopsbot.worker.relay import Pace, Relay
from csopsbot.worker.sweep import Sweep

log = structlog.get_logger(__name__)

UNHEARD_ISSUES = timedelta(minutes=5)

Job = Callable[[asyncio.Event], Awaitable[None]]
Tap = Callable[[str, Outlet], Outlet]
"""Puts something before the way out to the tracker of that name."""


class Role(StrEnum):
    """What a process does of it all."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


def untapped(_: str, outlet: Outlet) -> Outlet:
    """Leave the way out as it is."""
    return outlet


def serve(
    settings: Settings,
    role: Role | str = Role.ALL,
    clock: Clock = now,
    tap: Tap = untapped,
) -> None:
    """Run until a signal asks to stop. Raises `SettingsError`, `DeskError`, `WrongSchema`."""
    logs.configure(settings.log_level, settings.log_format)
    desk = read_desk(settings, clock().date())

    async def run() -> None:
        stop = stop_on_signals()
        wanted = desk.trackers
        async with ground(settings, desk, clock) as under, connect(under, wanted) as trackers:
            tapped = {k: replace(one, outlet=tap(k, one.outlet)) for k, one in trackers.items()}
            await _run(under, tapped, Role(role), stop)

    uvloop.run(run())


def stop_on_signals() -> asyncio.Event:
    """Return an event that is set by Ctrl-C or by whoever ends the process kindly."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


async def _run(
    under: Ground, trackers: dict[str, Connection], role: Role, stop: asyncio.Event
) -> None:
    async with AsyncExitStack() as stack:
        jobs: list[Job] = [lambda stop: introduce(under.workspace, stop)]
        jobs += [partial(introduce_to, one.tracker) for one in trackers.values()]
        if role is not Role.WORKER:
            jobs += await _web_jobs(under, trackers, stack)
        if role is not Role.WEB:
            jobs += _worker_jobs(under, trackers)
        log.info("serving", role=role.value, **_counted_by(under.desk.agreements))
        await _until_stopped(jobs, stop)
        log.info("stopped", role=role.value)


def _counted_by(agreements: Agreements) -> dict[str, object]:
    """Return what clocks go by, for the log: a strange due date is looked into with it."""
    return {
        "policies": len(agreements.policies),
        "calendars": len(agreements.calendars),
        "tzdata": tzdata_version(),
    }


async def _until_stopped(jobs: list[Job], stop: asyncio.Event) -> None:
    """Run all jobs; when one fails the others are stopped kindly, and the failure is raised."""
    tasks = [asyncio.create_task(_job(job, stop)) for job in jobs]
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    failures = [answer for answer in answers if isinstance(answer, BaseException)]
    if failures:
        raise failures[0]


async def _job(job: Job, stop: asyncio.Event) -> None:
    try:
        await job(stop)
    finally:
        stop.set()


async def _web_jobs(
    under: Ground, trackers: dict[str, Connection], stack: AsyncExitStack
) -> list[Job]:
    listeners = _listen(under.settings, stack)
    registry = CollectorRegistry()
    answers = Counter(
        "csopsbot_slack_answers", "Answers to Slack.", ["listener", "outcome"], registry=registry
    )
    app = build_app(
        under.slack,
        under.desk,
        under.database,
        under.clock,
        new_id,
        trackers=_abilities(trackers),
        workspace=under.workspace,
        people=under.people,
        count=lambda listener, outcome: answers.labels(listener, outcome).inc(),
    )
    checks: dict[str, Check] = {"database": lambda: under.database.ping()}
    in_socket_mode = under.settings.slack.mode == "socket"
    if in_socket_mode:
        checks["slack"] = await _socket_check(under, app, stack)
    site = website(under, None if in_socket_mode else as_asgi(app), trackers, checks, registry)
    return [lambda stop: run_website(site, listeners, stop)]


def _listen(settings: Settings, stack: AsyncExitStack) -> list[socket.socket]:
    """Return the sockets that we are reached at while STACK lasts."""
    listeners = listen(settings.host, settings.port)
    for listener in listeners:
        stack.callback(listener.close)
    log.info("listening", host=settings.host, port=settings.port)
    return listeners


async def _socket_check(under: Ground, app: AsyncApp, stack: AsyncExitStack) -> Check:
    """Hold a Socket Mode connection while STACK lasts, and return whether it stands."""
    token = under.settings.slack.app_token
    socket = Socket(app, token.get_secret_value() if token else "", under.slack)
    await socket.start()
    stack.push_async_callback(socket.stop)

    async def check() -> None:
        if not await socket.connected():
            raise Unavailable("Slack's Socket Mode connection does not stand.")

    return check


def _worker_jobs(under: Ground, trackers: dict[str, Connection]) -> list[Job]:
    outlets: dict[str, Outlet] = {name: one.outlet for name, one in trackers.items()}
    delivery = under.settings.delivery
    relay = Relay(
        database=under.database,
        outlets={"slack": _slack_outlet(under, trackers), **outlets},
        desk=under.desk,
        clock=under.clock,
        jitter=random.random,
        patience=Patience(settle=timedelta(seconds=delivery.settle_s)),
        pace=Pace(lease=timedelta(seconds=delivery.lease_s)),
    )
    sweep = Sweep(under.database, under.desk, under.clock)
    forgetting = Forgetting(under.database, under.clock)
    reconciling = Reconciling(under.database, _routines(under, trackers), under.clock)
    return [relay.run, sweep.run, forgetting.run, reconciling.run]


def _routines(under: Ground, trackers: dict[str, Connection]) -> list[Routine]:
    """Return how often each tracker is asked for what its webhooks may not have told."""
    often = under.settings.reconciliation
    changes, unheard, issues = (
        timedelta(seconds=seconds)
        for seconds in (often.changes_every_s, often.unheard_every_s, often.issues_every_s)
    )
    looks, sights = Often(changes, unheard), Often(issues, UNHEARD_ISSUES)
    return routines(under.desk, _abilities(trackers), looks, sights)


def _abilities(trackers: dict[str, Connection]) -> dict[str, Capabilities]:
    return {name: one.tracker.capabilities for name, one in trackers.items()}


def _slack_outlet(under: Ground, trackers: dict[str, Connection]) -> SlackOutlet:
    async def name_of(user_id: str) -> str:
        return (await under.people.find(user_id)).name

    async def download(tracker: str, file: Attachment) -> bytes:
        return await trackers[tracker].tracker.download(file)

    return SlackOutlet(
        under.slack,
        under.desk,
        "workspace",
        name_of,
        us=under.workspace.installation,
        clock=under.clock,
        permalink=under.workspace.permalink,
        bring=Bringing(under.files, download).bring,
    )
