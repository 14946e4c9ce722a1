"""Which step an issue's way means for those who wait on it: what we moved ourselves is no news."""

from collections.abc import Iterator, Sequence

from csopsbot.app.ordering import owes_move
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueRead
from csopsbot.domain.changes import Change, Moved
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import IssueBrought
from csopsbot.domain.issue import Category, Issue
from csopsbot.domain.stage import Step, step_towards
from csopsbot.domain.steps import was_brought_about


def step_of(
    work: Work,
    escalation: Escalation,
    waiting: Sequence[Escalation],
    reading: IssueRead,
    found: Sequence[Change],
    owner: str,
) -> Step | None:
    """Return the step that READING asks of the escalation, one of those WAITING on the issue.

    FOUND is what changed since the reading before; what was moved by us, we moved for the OWNER.
    """
    if reading.move is not None:
        category = reading.move.asked if reading.move.arrived and escalation.id != owner else None
    else:
        category = _theirs(work, waiting, reading.issue, found)
    if category is None or not _follows(escalation, waiting):
        return None
    step = step_towards(category, escalation.stage)
    return None if step and _is_overtaken(work, escalation, reading.issue, step) else step


def brought(
    escalation: Escalation, step: Step | None, reading: IssueRead
) -> Iterator[IssueBrought]:
    """Yield that we got the issue no nearer than it is to where STEP leaves the escalation, if so."""
    issue, move = reading.issue, reading.move
    if issue is None or move is None or not move.arrived:
        return
    concerned = step is not None or escalation.stage.category is move.asked
    if concerned and not issue.status.category.means(move.asked):
        yield IssueBrought(status=issue.status, asked=move.asked)


def _theirs(
    work: Work, waiting: Sequence[Escalation], issue: Issue | None, found: Sequence[Change]
) -> Category | None:
    """Return where others moved the issue to, None where it is only passing by on our way."""
    if issue is None or not any(isinstance(change, Moved) for change in found):
        return None
    passing = (
        one
        for one in waiting
        if issue.status.category is not one.stage.category
        and _follows(one, waiting)
        and owes_move(work, one)
        and _is_on_the_way(one, issue)
    )
    return issue.status.category if next(passing, None) is None else None


def _follows(escalation: Escalation, waiting: Sequence[Escalation]) -> bool:
    """Return whether it goes where the issue goes, rather than others alone who wait on that."""
    return not escalation.stage.for_itself or all(one.stage.closed for one in waiting)


def _is_overtaken(work: Work, escalation: Escalation, issue: Issue | None, step: Step) -> bool:
    """Return whether the issue follows an older step of ours, or is on its way to the newest."""
    if issue is None or not owes_move(work, escalation):
        return False
    if _is_on_the_way(escalation, issue):
        return True
    return was_brought_about(work.escalations.history(escalation.id), step)


def _is_on_the_way(escalation: Escalation, issue: Issue) -> bool:
    """Return whether a workflow may lead through where ISSUE is to where the escalation stands."""
    before = escalation.issue_status
    reopening = before is not None and before.category.closed
    return not issue.status.category.closed and (escalation.stage.closed or reopening)
