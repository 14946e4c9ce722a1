"""A problem that comes back after it was closed: the same issue again, or a new one."""

from collections.abc import Iterator
from datetime import datetime

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation


def left_for_good(
    before: Escalation, event: e.Event, desk: Desk, now: datetime
) -> Iterator[e.IssueLeft]:
    """Yield that the issue is left, where EVENT opens again what was closed for too long.

    Whoever opened the issue itself wants that very issue, be it for another that waits on it.
    """
    issue, closed_at = before.issue, before.changed_at
    if not isinstance(event, e.Reopened) or not before.stage.closed or not issue or not closed_at:
        return
    within = desk.team(before.team).project.reopen_within_s
    if event.with_issue or within is None:
        return
    if (now - closed_at).total_seconds() > within:
        yield e.IssueLeft(by=event.by, ref=issue, why="came_back")
