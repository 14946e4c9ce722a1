"""Reading issues again from time to time, for webhooks get lost."""

from datetime import datetime, timedelta

from csopsbot.app.consequences import read_issue
from csopsbot.app.ports import Deadline, Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation

WHILE_OPEN = timedelta(minutes=5)
WHEN_CLOSED = timedelta(hours=1)
FOLLOWED = timedelta(days=14)


def watch_issue(work: Work, escalation_id: str, now: datetime) -> None:
    """Read the issue of a newly linked escalation again after a while."""
    work.deadlines.set(_deadline(escalation_id, now + WHILE_OPEN))


def reread(work: Work, deadline: Deadline, desk: Desk, now: datetime) -> None:  # noqa: ARG001 - as every handler of a deadline
    """Owe a reading of the issue, and set the time of the next."""
    escalation = work.escalations.get(deadline.escalation_id)
    following = next_reading(escalation, now)
    if escalation.issue is None or following is None:
        return
    ref = escalation.issue
    work.outbox.put(read_issue(ref.tracker, ref.id, f"reread:{now.isoformat()}"), now)
    work.deadlines.set(_deadline(escalation.id, following))


def next_reading(escalation: Escalation, now: datetime) -> datetime | None:
    """Return when to read the issue next; None once it has been closed for long."""
    if not escalation.stage.closed:
        return now + WHILE_OPEN
    closed_for = now - (escalation.changed_at or escalation.opened_at)
    return now + WHEN_CLOSED if closed_for < FOLLOWED else None


def _deadline(escalation_id: str, due_at: datetime) -> Deadline:
    return Deadline(f"reread:{escalation_id}", due_at, "reread", escalation_id)
