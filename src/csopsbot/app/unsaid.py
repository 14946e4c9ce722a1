"""What one issue refuses, though its tracker takes all else: kept apart, and its team told why."""

from datetime import datetime

from csopsbot.app.apart import apart, refusable
from csopsbot.app.failures import Failure, Forbidden
from csopsbot.app.ports import Entry, Work
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk


def put_apart(work: Work, entry: Entry, failure: Failure, desk: Desk, now: datetime) -> bool:
    """Let what stands behind ENTRY go on without it; False where it is not the issue that refuses.

    An issue that is out of sight takes nothing at all, of which its team knows.
    """
    order, what = entry.order, refusable(entry.order.effect)
    if not isinstance(failure, Forbidden) or what is None or order.escalation_id is None:
        return False
    escalation, to = work.escalations.get(order.escalation_id), apart(order, what)
    if escalation.issue_trouble or to.lane == order.lane:
        return False
    work.outbox.done(entry)
    work.outbox.put(to, entry.created_at)
    if what not in escalation.refused:
        record(work, escalation, [e.IssueRefused(what=what, reason=str(failure))], desk, now)
    return True


def taken(work: Work, entry: Entry, desk: Desk, now: datetime) -> None:
    """Say that an issue takes again what it refused, which is known by ENTRY having gone there."""
    what, owner = refusable(entry.order.effect), entry.order.escalation_id
    if what is None or owner is None:
        return
    escalation = work.escalations.get(owner)
    if what in escalation.refused:
        record(work, escalation, [e.IssueRelented(what=what)], desk, now)
