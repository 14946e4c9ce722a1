"""A tracker that takes nothing for long: told once to those who wait, and once when it is over."""

from datetime import datetime, timedelta

from csopsbot.app.in_hand import MOST_READ
from csopsbot.app.ordering import CHAT, tracker_of, waiting_since
from csopsbot.app.ports import Deadline, Entry, Work
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation

KIND = "delay"
LATE = timedelta(minutes=5)
LOOK_EVERY = timedelta(minutes=1)


def watch(work: Work, entry: Entry, now: datetime) -> None:
    """Look, once it is late, whether what the tracker did not take is still waiting."""
    owner = entry.order.escalation_id
    if owner is not None and entry.order.target != CHAT:
        due_at = max(entry.created_at + LATE, now + timedelta(seconds=1))
        work.deadlines.begin(_deadline(owner, due_at))


def look_whether_late(work: Work, deadline: Deadline, desk: Desk, now: datetime) -> None:
    """Say that the tracker is behind, or that it is no more; look again while it may be."""
    escalation = work.escalations.get(deadline.escalation_id)
    since, told = waiting_since(work, escalation), escalation.delayed_since
    if since is not None:
        late = now - since >= LATE
        again = now + LOOK_EVERY if late or told else since + LATE
        work.deadlines.set(_deadline(escalation.id, again))
        if late and not told:
            known = _is_known(work, escalation, desk)
            record(work, escalation, [e.TrackerDelayed(since=since, known=known)], desk, now)
    elif told is not None:
        record(work, escalation, [e.TrackerCaughtUp(since=told)], desk, now)


def _is_known(work: Work, escalation: Escalation, desk: Desk) -> bool:
    """Return whether whoever opened it was called to another of theirs that waits as long."""
    theirs = work.escalations.awaited_by(escalation.requester.id, MOST_READ)
    where = tracker_of(escalation, desk)
    return any(one.delayed_since and tracker_of(one, desk) == where for one in theirs)


def _deadline(escalation_id: str, due_at: datetime) -> Deadline:
    return Deadline(f"{KIND}:{escalation_id}", due_at, KIND, escalation_id)
