"""Who moved an issue: somebody in its tracker, or whoever asked us for it in the chat."""

from collections.abc import Sequence
from datetime import datetime

from csopsbot.app.ordering import owes_move
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueRead
from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Issue, TrackerUser
from csopsbot.domain.people import Actor

_MOVES = e.Started | e.Resolved | e.Declined | e.Reopened | e.Undone | e.Withdrawn


def mover_of(
    work: Work, waiting: Sequence[Escalation], reading: IssueRead, issue: Issue, owner: str
) -> Actor:
    """Return who moved ISSUE, as READING shows it, for those WAITING on it.

    What we moved ourselves, we moved for the OWNER, if it is known for which of them.
    """
    if reading.mover is not None and not reading.mover.is_self:
        return as_actor(reading.mover)
    asking = [one for one in waiting if _asks_for(work, one, reading, issue, owner)]
    if asking or reading.mover is not None or reading.move is not None:
        return _asker(work, asking) or _itself(issue)
    return likely_mover(issue)


def likely_mover(issue: Issue) -> Actor:
    """Return who probably moved the issue, where nobody tells: its assignee, or itself."""
    user = issue.assignee
    return as_actor(user) if user is not None and not user.is_self else _itself(issue)


def as_actor(user: TrackerUser) -> Actor:
    """Return a person of the tracker as somebody who acts."""
    return Actor(user.id, user.name, "tracker")


def _itself(issue: Issue) -> Actor:
    return Actor(issue.ref.key, issue.ref.key, "issue")


def _asks_for(
    work: Work, escalation: Escalation, reading: IssueRead, issue: Issue, owner: str
) -> bool:
    """Return whether we moved the issue, or are about to, because of the escalation."""
    if owner and reading.move is not None:
        return escalation.id == owner
    if escalation.stage.category is not issue.status.category:
        return False
    return reading.mover is not None or owes_move(work, escalation)


def _asker(work: Work, asking: Sequence[Escalation]) -> Actor | None:
    """Return who took one of them further in the chat, the last of them if there are several."""
    steps = [step for one in asking if (step := _last_step(work, one))]
    return max(steps, key=lambda step: step[0])[1] if steps else None


def _last_step(work: Work, escalation: Escalation) -> tuple[datetime, Actor] | None:
    """Return when it was last taken further, and by whom, if that was in the chat."""
    for record in reversed(work.escalations.history(escalation.id)):
        if isinstance(record.event, _MOVES):
            by = record.event.by
            return (record.at, by) if by.system == "slack" else None
    return None
