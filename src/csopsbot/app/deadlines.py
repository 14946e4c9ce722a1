"""What is done when a deadline falls due: one handler a kind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from csopsbot.app import alerts, clocks
from csopsbot.app.drafts import remind
from csopsbot.app.ports import Deadline, Work
from csopsbot.app.record import look_again
from csopsbot.app.rereading import reread
from csopsbot.domain.desk import Desk

PUT_OFF = timedelta(hours=1)

Handler = Callable[[Work, Deadline, Desk, datetime], None]

HANDLERS: dict[str, Handler] = {
    "draft_reminder": remind,
    "reread": reread,
    clocks.KIND: look_again,
    alerts.KIND: look_again,
}


def fire_due(work: Work, desk: Desk, now: datetime, limit: int = 100) -> int:
    """Handle what has fallen due, oldest first, each once; return how many there were."""
    due = work.deadlines.claim(now, limit)
    for deadline in due:
        HANDLERS[deadline.kind](work, deadline, desk, now)
    return len(due)


def postpone_first(work: Work, now: datetime) -> None:
    """Put off the oldest deadline that is due, for it cannot be handled as it is."""
    for deadline in work.deadlines.claim(now, 1):
        work.deadlines.set(replace(deadline, due_at=now + PUT_OFF))
