"""Examining everything the bot depends on, changing nothing."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from csopsbot.app.abilities import Finding, ProjectSchema
from csopsbot.app.failures import (
    Blocked,
    Deferred,
    Failure,
    NoSecret,
    NotFound,
    Refused,
    Unanswered,
    Unsupported,
)
from csopsbot.app.fitting import misfits
from csopsbot.app.freshness import MATTERS_AFTER, Freshness, freshness
from csopsbot.app.tracker import Tracker
from csopsbot.bootstrap.clock import Clock, now
from csopsbot.bootstrap.ground import Ground, connected, read_desk
from csopsbot.domain.desk import Desk
from csopsbot.settings import Settings
from csopsbot.slack.inspecting import inspect as inspect_slack
from csopsbot.trackers import connect
from csopsbot.trackers.connection import projects_of

MOST = 200

_FIRST = "set one, as is said below, and run csopsbot doctor --register again"


@dataclass(frozen=True, slots=True)
class Section:
    """What was found about one thing."""

    about: str
    findings: tuple[Finding, ...]


async def examine(
    settings: Settings, *, register: bool = False, clock: Clock = now
) -> AsyncIterator[Section]:
    """Yield what is found about the database, Slack, and each project in each tracker.

    With REGISTER, deliveries that a tracker lets us ask for are asked for first. Raises
    `SettingsError`, `DeskError`, `WrongSchema`.
    """
    desk = read_desk(settings, clock().date())
    async with connected(settings, desk, clock) as under:
        yield await _section("database", partial(_database, under))
        yield await _section("slack", partial(inspect_slack, under.slack, desk))
        for name in sorted(desk.trackers):
            async with connect(under, {name}) as connections:
                tracker = connections[name].tracker
                hook = f"{settings.public_url.rstrip('/')}/in/{name}"
                yield await _section(f"{name}, how fresh", partial(_freshness, under, name))
                for project in projects_of(desk, name):
                    found = partial(_project, tracker, project, hook, desk, register=register)
                    yield await _section(f"{name} {project}", found)


async def _section(about: str, findings: Callable[[], AsyncIterator[Finding]]) -> Section:
    """Return what FINDINGS yields; where it fails, that is found as well."""
    found: list[Finding] = []
    try:
        async for finding in findings():
            found.append(finding)
    except Failure as failure:
        found.append(Finding("fault", str(failure), _remedy(failure)))
    return Section(about, tuple(found))


def _remedy(failure: Failure) -> str:
    """Return what to do where no inspection told it."""
    if isinstance(failure, Deferred | Unanswered):
        return "see that it is up and can be reached from here, and try again"
    return ""


async def _database(under: Ground) -> AsyncIterator[Finding]:
    await under.database.ping()
    yield Finding("fine", "it answers, and has the tables of this version")
    standing, dead = await under.database.read(
        lambda work: (work.outbox.blocked(MOST), work.outbox.dead(MOST))
    )
    look = "csopsbot outbox says why"
    if standing:
        yield Finding("doubt", f"{len(standing)} lanes stand still", look)
    if dead:
        yield Finding("doubt", f"{len(dead)} deliveries were given up", look)


async def _freshness(under: Ground, tracker: str) -> AsyncIterator[Finding]:
    """Yield how long ago what we know of the tracker was in step with it."""
    known = [one for one in await under.database.read(freshness) if one.tracker == tracker]
    if not known:
        yield Finding("fine", "nothing was looked at yet: csopsbot serve does it from time to time")
    for one in known:
        yield fresh(one, under.clock())


def fresh(one: Freshness, now: datetime) -> Finding:
    """Return whether what we know of a project is as fresh at NOW as it should be."""
    what = one.project or "the issues that are followed"
    if one.failed_since:
        says = f"{what}: looking has failed for {_minutes(now - one.failed_since)}: {one.problem}"
        return Finding("doubt", says, "it is tried again by itself; mend what is said there")
    if one.in_step_at is None:
        return Finding("fine", f"{what}: not looked at yet")
    age = now - one.in_step_at
    if age > one.every + MATTERS_AFTER:
        says = f"{what}: last looked at {_minutes(age)} ago"
        return Finding("doubt", says, "see whether csopsbot serve runs with a worker")
    return Finding("fine", f"{what}: in step {_minutes(age)} ago")


def _minutes(length: timedelta) -> str:
    return f"{int(length.total_seconds() // 60)} min"


async def _project(
    tracker: Tracker, project: str, hook: str, desk: Desk, *, register: bool
) -> AsyncIterator[Finding]:
    try:
        yield Finding("fine", f"this is {(await tracker.probe()).server}")
    except NotFound as failure:
        # Who we are everybody may ask: where that is not there, it is not this vendor's address.
        address = f"CSOPSBOT_TRACKERS__{tracker.name.upper()}__URL"
        yield Finding("fault", str(failure), f"see to the address in {address}")
        return
    except (Blocked, Refused):
        register = False  # the inspection finds it as well, and says what to do
    if register:
        yield await _registered(tracker, project, hook)
    found = await tracker.inspect(project, hook)
    for finding in found:
        yield finding
    try:
        schema = await tracker.schema(project)
    except (Blocked, Refused):
        if any(one.level == "fault" for one in found):
            return  # that is why, and it is said
        raise
    for finding in fitting(desk, tracker, project, schema):
        yield finding


def fitting(desk: Desk, tracker: Tracker, project: str, schema: ProjectSchema) -> list[Finding]:
    """Return what does not fit of what DESK says of PROJECT, or that all of it fits."""
    found = list(misfits(desk, tracker.name, project, schema, tracker.capabilities))
    return found or [Finding("fine", "what the desk file says of it fits")]


async def _registered(tracker: Tracker, project: str, hook: str) -> Finding:
    try:
        await tracker.register_webhook(project, hook)
    except Failure as failure:
        if isinstance(failure, Unsupported) and not tracker.capabilities.registers_webhooks:
            return Finding("fine", f"--register has nothing to do here: {failure}")
        by_hand = f"register the webhook by hand, as docs/{tracker.name}.md says"
        remedy = _FIRST if isinstance(failure, NoSecret) else by_hand
        return Finding("doubt", f"deliveries could not be asked for: {failure}", remedy)
    return Finding("fine", f"deliveries come to {hook}")
