"""What it means that something on an issue was not found."""

from datetime import datetime

from csopsbot.app.effects import OnIssue, Order
from csopsbot.app.failures import (
    Failure,
    Forbidden,
    NotFound,
    Unavailable,
)
from csopsbot.app.ordering import read_issue
from csopsbot.app.ports import Entry, Work
from csopsbot.domain.issue import IssueRef


def what_is_missing(work: Work, entry: Entry, failure: NotFound, now: datetime) -> Failure:
    """Return what it means that something on an issue was not found.

    An issue that we may not see at present waits for an operator. One that may have been deleted is
    read first, for it is said to be missing once, and not by each thing that cannot be said there.
    """
    owner, order = entry.order.escalation_id, entry.order
    if owner is None or not isinstance(order.effect, OnIssue):
        return failure
    escalation = work.escalations.get(owner)
    if escalation.issue_trouble == "hidden":
        return Forbidden(str(failure))
    if escalation.issue_trouble == "gone" or _is_yet_to_be_read(work, escalation.issue, order, now):
        return Unavailable(str(failure))
    return failure


def _is_yet_to_be_read(work: Work, ref: IssueRef | None, order: Order, now: datetime) -> bool:
    """Return whether the issue is being read again because of ORDER, which it is once."""
    if ref is None:
        return False
    reading = read_issue(ref.tracker, ref.id, f"missing:{order.key}")
    if work.inbox.first("missing", order.key, now):
        work.outbox.put(reading, now)
    return work.outbox.owes(reading.lane, reading.slot or "")
