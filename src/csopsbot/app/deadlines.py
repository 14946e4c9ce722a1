"""What is done when a deadline falls due: one handler a kind."""

from collections.abc import Callable
from datetime import datetime

from csopsbot.app.drafts import remind
from csopsbot.app.ports import Deadline, Work
from csopsbot.app.rereading import reread
from csopsbot.domain.desk import Desk

Handler = Callable[[Work, Deadline, Desk, datetime], None]

HANDLERS: dict[str, Handler] = {
    "draft_reminder": remind,
    "reread": reread,
}


def fire_due(work: Work, desk: Desk, now: datetime, limit: int = 100) -> int:
    """Handle what has fallen due, oldest first, each once; return how many there were."""
    due = work.deadlines.claim(now, limit)
    for deadline in due:
        HANDLERS[deadline.kind](work, deadline, desk, now)
    return len(due)
