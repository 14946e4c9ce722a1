"""What happens to an issue in its tracker, brought back to the escalations that wait on it."""

from collections.abc import Iterator
from datetime import datetime

from csopsbot.app.consequences import owes_move, read_issue
from csopsbot.app.conversation import is_marked
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade, IssueRead
from csopsbot.app.record import record
from csopsbot.app.rereading import watch_issue
from csopsbot.app.tracker import Hint
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Assigned, Change, Commented, Issue, Moved, Renamed, changes
from csopsbot.domain.people import Actor
from csopsbot.domain.stage import Step, step_towards
from csopsbot.domain.steps import NotPossible, decide, was_brought_about


def receive_hint(work: Work, tracker: str, hint: Hint, now: datetime) -> None:
    """Keep a tracker's delivery, and owe a reading of each issue it names that we follow."""
    if not work.inbox.first(tracker, hint.delivery_id, now):
        return
    for name in hint.issue_ids:
        issue_id = work.issues.known(tracker, name)
        if issue_id is None:
            work.inbox.hint(tracker, name, now)
        else:
            work.outbox.put(read_issue(tracker, issue_id, hint.delivery_id), now)


def issue_made(work: Work, escalation_id: str, made: IssueMade, desk: Desk, now: datetime) -> None:
    """Link a new issue to its escalation; read it again if it was spoken of meanwhile."""
    issue = made.issue
    work.issues.put(issue, now)
    linked = e.IssueLinked(ref=issue.ref, status=issue.status)
    record(work, work.escalations.get(escalation_id), [linked], desk, now)
    watch_issue(work, escalation_id, now)
    names = (issue.ref.id, issue.ref.key)
    if any(work.inbox.was_hinted(issue.ref.tracker, name) for name in names):
        work.outbox.put(read_issue(issue.ref.tracker, issue.ref.id, "made"), now)


def issue_read(work: Work, reading: IssueRead, desk: Desk, now: datetime) -> None:
    """Compare a reading with the last one, and tell every escalation that waits on the issue."""
    if reading.issue is None:
        _lost(work, reading, desk, now)
        return
    before = work.issues.get(reading.tracker, reading.issue_id)
    if before and reading.issue.updated_at < before.updated_at:
        return  # one that was read after it was recorded before it
    work.issues.put(reading.issue, now)
    news = changes(before, reading.issue) if before else ()
    for escalation in work.escalations.on_issue(reading.tracker, reading.issue_id) if news else ():
        record(work, escalation, _events(work, escalation, reading.issue, news), desk, now)


def _lost(work: Work, reading: IssueRead, desk: Desk, now: datetime) -> None:
    reason = "gone" if reading.reason == "gone" else "hidden"
    for escalation in work.escalations.on_issue(reading.tracker, reading.issue_id):
        if escalation.issue_trouble != reason:
            lost = e.IssueLost(reason="gone" if reason == "gone" else "hidden")
            record(work, escalation, [lost], desk, now)


def _events(
    work: Work, escalation: Escalation, issue: Issue, news: tuple[Change, ...]
) -> Iterator[e.Event]:
    """Yield what the changes of ISSUE mean for the escalation."""
    if any(isinstance(change, Moved | Assigned | Renamed) for change in news):
        assignee = issue.assignee.name if issue.assignee else None
        yield e.IssueChanged(ref=issue.ref, status=issue.status, assignee=assignee)
    for change in news:
        match change:
            case Moved():
                yield from _step(work, escalation, issue)
            case Assigned(user) if user and not user.is_self and not escalation.assignee:
                yield from _decided(escalation, Step.TAKE, Actor(user.id, user.name, "tracker"))
            case Commented():
                yield from _comment(change)
            case _:
                pass


def _step(work: Work, escalation: Escalation, issue: Issue) -> Iterator[e.Event]:
    step = step_towards(issue.status.category, escalation.stage)
    if step is not None and not _is_echo(work, escalation, issue, step):
        yield from _decided(escalation, step, _mover(issue))


def _is_echo(work: Work, escalation: Escalation, issue: Issue, step: Step) -> bool:
    """Return whether ISSUE follows an older step of ours, or is on its way to the newest."""
    if not owes_move(work, escalation):
        return False
    if _is_on_the_way(escalation, issue):
        return True
    return was_brought_about(work.escalations.history(escalation.id), step)


def _is_on_the_way(escalation: Escalation, issue: Issue) -> bool:
    """Return whether a workflow may lead through where ISSUE is to where the escalation stands."""
    before = escalation.issue_status
    reopening = before is not None and before.category.closed
    return not issue.status.category.closed and (escalation.stage.closed or reopening)


def _decided(escalation: Escalation, step: Step, by: Actor) -> Iterator[e.Event]:
    try:
        event = decide(escalation, step, by)
    except NotPossible:
        return
    if event is not None:
        yield event


def _mover(issue: Issue) -> Actor:
    """Return who probably moved the issue: a reading does not say, so its assignee or itself."""
    user = issue.assignee
    if user is not None and not user.is_self:
        return Actor(user.id, user.name, "tracker")
    return Actor(issue.ref.key, issue.ref.key, "tracker")


def _comment(change: Commented) -> Iterator[e.Event]:
    author = change.comment.author
    by = Actor(author.id, author.name, "tracker")
    body = change.comment.body
    yield e.IssueCommented(by=by, body=body)
    if is_marked(body):
        yield e.Shared(by=by, author=by, body=body)
