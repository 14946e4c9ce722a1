"""Asking everybody at the start who we are, for the operator's log."""

import asyncio

import structlog

from csopsbot.app.failures import AuthError, Failure, Unavailable, noted
from csopsbot.app.tracker import Tracker
from csopsbot.slack.workspace import Workspace
from csopsbot.worker.pausing import pause

log = structlog.get_logger(__name__)

INTRODUCE_AGAIN_S = 10.0
INTRODUCE_WITHIN_S = 5.0
"""Longer than people wait: nobody does, and on a busy machine all begins at once."""
TRACKER_AGAIN_S = 300.0


async def introduce(workspace: Workspace, stop: asyncio.Event) -> None:
    """Ask Slack who we are until it says so, for cards' addresses and for the operator's log."""
    while not stop.is_set():
        try:
            us = await workspace.installation(INTRODUCE_WITHIN_S)
        except (AuthError, Unavailable) as failure:
            log.warning("slack_not_reached", **noted(failure))
            await pause(stop, INTRODUCE_AGAIN_S)
        else:
            log.info("slack_reached", team=us.team, bot=us.bot_user)
            await stop.wait()


async def introduce_to(tracker: Tracker, stop: asyncio.Event) -> None:
    """Ask TRACKER who we are until it says so, for the operator's log."""
    while not stop.is_set():
        try:
            us = await tracker.probe()
        except Failure as failure:
            said = {**noted(failure), "see": "csopsbot doctor"}
            log.warning("tracker_not_reached", tracker=tracker.name, **said)
            await pause(stop, TRACKER_AGAIN_S)
        except Exception:  # what only fills a log must not stop the others
            log.exception("introducing.fault", tracker=tracker.name)
            await stop.wait()
        else:
            log.info("tracker_reached", tracker=tracker.name, server=us.server)
            await stop.wait()
