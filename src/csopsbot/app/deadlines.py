"""What is done when a deadline falls due: one handler a kind."""

from collections.abc import Callable
from datetime import datetime, timedelta

from csopsbot.app import alerts, calming, clocks, delays, freshness
from csopsbot.app.drafts import remind
from csopsbot.app.ports import Deadline, Work
from csopsbot.app.record import look_again
from csopsbot.domain.desk import Desk

PUT_OFF = timedelta(hours=1)

Handler = Callable[[Work, Deadline, Desk, datetime], None]


def _outlived(work: Work, deadline: Deadline, desk: Desk, now: datetime) -> None:
    """Do nothing: whoever set it was of a version that read every issue again every five minutes."""


HANDLERS: dict[str, Handler] = {
    "draft_reminder": remind,
    "reread": _outlived,
    clocks.KIND: look_again,
    alerts.KIND: look_again,
    calming.KIND: calming.look_whether_calm,
    delays.KIND: delays.look_whether_late,
    freshness.KIND: freshness.freshen,
}


def fire_due(
    work: Work,
    desk: Desk,
    now: datetime,
    limit: int = 100,
    begin: Callable[[Deadline], object] = lambda _: None,
) -> int:
    """Handle what has fallen due, the most severe and then the oldest first; return how many.

    BEGIN is told of each before it is handled.
    """
    due = work.deadlines.claim(now, limit)
    with work.together({one.escalation_id for one in due}):
        for deadline in due:
            begin(deadline)
            HANDLERS[deadline.kind](work, deadline, desk, now)
    return len(due)


def put_off(work: Work, deadline: Deadline, now: datetime) -> None:
    """Come back to a deadline later, which cannot be handled as it is, unless others did."""
    work.deadlines.put_off(deadline, now + PUT_OFF)
