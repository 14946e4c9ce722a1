"""What the changes of an issue mean for an escalation that waits on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from csopsbot.app.amending import amendment
from csopsbot.app.conversation import is_marked
from csopsbot.app.movers import as_actor, likely_mover
from csopsbot.app.ports import Work
from csopsbot.domain import events as e
from csopsbot.domain.changes import (
    Assigned,
    Attached,
    Change,
    Commented,
    CommentRemoved,
    Moved,
    Planned,
    Released,
    Renamed,
    Reworded,
)
from csopsbot.domain.document import Doc
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.fold import evolve
from csopsbot.domain.issue import Category, Issue, IssueComment, TrackerUser, Version
from csopsbot.domain.people import Actor
from csopsbot.domain.stage import Stage, Step
from csopsbot.domain.steps import NotPossible, decide


def news(
    work: Work,
    escalation: Escalation,
    issue: Issue,
    changes: Sequence[Change],
    step: Step | None,
    mover: Actor,
    now: datetime,
) -> Iterator[e.Event]:
    """Yield what the changes of ISSUE mean for the escalation, which takes STEP because of MOVER."""
    yield from shown_anew(issue, changes)
    state = escalation
    for change in _in_turn(escalation, issue, (step, *changes) if step else changes):
        for event in _meant(work, state, issue, change, mover):
            state = evolve(state, e.Recorded(state.version + 1, now, event))
            yield event


def shown_anew(issue: Issue, changes: Sequence[Change]) -> Iterator[e.IssueChanged]:
    """Yield that cards show ISSUE otherwise, because of its CHANGES."""
    if any(isinstance(change, Moved | Assigned | Renamed) for change in changes):
        assignee = issue.assignee.name if issue.assignee else None
        yield e.IssueChanged(ref=issue.ref, status=issue.status, assignee=assignee)


def _in_turn(
    escalation: Escalation, issue: Issue, happened: Sequence[Step | Change]
) -> Iterable[Step | Change]:
    """Return what happened; where work goes on, somebody has it before it gets anywhere."""
    if escalation.stage.closed or issue.status.category.closed:
        return happened
    return sorted(happened, key=lambda one: not isinstance(one, Assigned))


def _meant(
    work: Work, escalation: Escalation, issue: Issue, change: Step | Change, mover: Actor
) -> Iterator[e.Event]:
    match change:
        case Step():
            yield from map(_with_issue, _decided(escalation, change, mover))
        case Moved(status) if status.category is Category.DUPLICATE and not escalation.stage.closed:
            yield e.IssueDuplicated(by=mover, ref=issue.ref)
        case Assigned(user) if user and _takes(user, escalation, issue):
            yield from _decided(escalation, Step.TAKE, as_actor(user))
        case Commented():
            yield from _comment(change)
        case Reworded(comment):
            yield from _amended(work, escalation, comment, comment.body)
        case CommentRemoved(comment):
            yield from _amended(work, escalation, comment, None)
        case Released(version):
            yield from _released(escalation, issue.status.category, version)
        case _:
            yield from _said_of_it(change)


def _takes(user: TrackerUser, escalation: Escalation, issue: Issue) -> bool:
    """Return whether USER, who is assigned to ISSUE, has the escalation by that."""
    return not (user.is_self or escalation.assignee or issue.status.category.closed)


def _with_issue(event: e.Event) -> e.Event:
    return replace(event, with_issue=True) if isinstance(event, e.Reopened) else event


def _decided(escalation: Escalation, step: Step, by: Actor) -> Iterator[e.Event]:
    try:
        event = decide(escalation, step, by)
    except NotPossible:
        return
    if event is not None:
        yield event


def _released(escalation: Escalation, category: Category, version: Version) -> Iterator[e.Event]:
    """Yield that a version is out, and whether the fix is in it; what was declined has none."""
    if category is Category.DONE or escalation.stage is Stage.RESOLVED:
        yield e.FixReleased(version=version.name)
    elif not category.closed:
        yield e.FixReleased(version=version.name, still_open=True)


def _said_of_it(change: Change) -> Iterator[e.Event]:
    """Yield what a change of the issue's files and versions means, whoever made it."""
    match change:
        case Attached(file):
            by = as_actor(file.author)
            yield e.IssueAttached(
                by=by, name=file.name, url=file.url, size=file.size, file_id=file.id
            )
        case Planned(versions):
            yield e.FixPlanned(versions=tuple(sorted(one.name for one in versions)))
        case _:
            pass


def _amended(
    work: Work, escalation: Escalation, comment: IssueComment, body: Doc | None
) -> Iterator[e.Event]:
    """Yield that a comment, which we passed on, says something else now."""
    history = work.escalations.history(escalation.id)
    told = (
        one.seq
        for one in history
        if isinstance(one.event, e.IssueCommented) and one.event.comment_id == comment.id
    )
    by = as_actor(comment.author)
    amended = amendment(history, next(told, 0), by, body)
    if amended is None:
        return
    yield amended
    if body is not None and is_marked(body) and not amended.shared:
        yield e.Shared(by=by, author=by, body=body)


def _comment(change: Commented) -> Iterator[e.Event]:
    by = as_actor(change.comment.author)
    body = change.comment.body
    yield e.IssueCommented(by=by, body=body, comment_id=change.comment.id)
    if is_marked(body):
        yield e.Shared(by=by, author=by, body=body)


def followed(escalation: Escalation, issue: Issue) -> Iterator[e.Event]:
    """Yield the steps by which an escalation catches up with an issue that it newly waits on."""
    user, category = issue.assignee, issue.status.category
    if user and not user.is_self and not escalation.assignee:
        yield from _decided(escalation, Step.TAKE, as_actor(user))
    if category is Category.IN_PROGRESS and escalation.stage is not Stage.IN_PROGRESS:
        yield from _decided(escalation, Step.START, likely_mover(issue))
