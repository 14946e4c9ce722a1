"""Asking each tracker at the start who we are."""

import asyncio
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from csopsbot.bootstrap.introducing import introduce_to
from csopsbot.testing.gitlab_server import GitLabServer
from csopsbot.trackers.gitlab.client import GitLabAccess, GitLabTracker


@pytest.mark.parametrize(
    ("token", "level", "event"),
    [
        ("glpat-bot", "info", "tracker_reached"),
        ("glpat-revoked", "warning", "tracker_not_reached"),
    ],
)
async def test_the_log_says_at_the_start_whether_a_tracker_lets_us_in(
    token: str, level: str, event: str
) -> None:
    stop = asyncio.Event()
    with GitLabServer() as gitlab, capture_logs() as logs:
        access = GitLabAccess(gitlab.url, token)
        tracker = GitLabTracker("gitlab", access, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC))
        introducing = asyncio.create_task(introduce_to(tracker, stop))
        while not logs:
            await asyncio.sleep(0.01)
        stop.set()
        await introducing
        await tracker.close()
    (said,) = logs
    assert (said["event"], said["log_level"], said["tracker"]) == (event, level, "gitlab")
