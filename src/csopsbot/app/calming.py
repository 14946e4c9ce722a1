"""Breaking a loop: an issue on which comments come too fast is left alone until it is quiet again."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from csopsbot.app.ports import Deadline, Work
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.changes import Change, Commented, CommentRemoved, Reworded
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Issue
from csopsbot.domain.sla.instants import EPOCH
from csopsbot.domain.storm import QUIET, calm_at, too_many

KIND = "mirror"


def bearable(escalation: Escalation, issue: Issue, found: Sequence[Change]) -> tuple[Change, ...]:
    """Return what of the changes FOUND on ISSUE is passed on: all but a storm's comments."""
    if escalation.mirror_paused_at is not None:
        return tuple(one for one in found if not isinstance(one, _Words))
    storm = too_many(issue.comments)
    return tuple(
        one for one in found if not (isinstance(one, Commented) and one.comment.id in storm)
    )


_Words = Commented | Reworded | CommentRemoved


def storm(
    work: Work,
    escalation: Escalation,
    found: Sequence[Change],
    passed: Sequence[Change],
    now: datetime,
) -> Iterator[e.Event]:
    """Yield that comments are passed on no more, where some were FOUND and not PASSED on.

    What is read late, of a storm that is over and was told, tells of it no more.
    """
    held = [one.comment for one in found if isinstance(one, Commented) and one not in passed]
    if escalation.mirror_paused_at is not None or not held:
        return
    if max(one.created_at for one in held) > _calm_since(work, escalation):
        work.deadlines.set(_deadline(escalation.id, now + QUIET))
        yield e.MirrorPaused()


def _calm_since(work: Work, escalation: Escalation) -> datetime:
    """Return when the last storm was over; long ago if there was none."""
    history = work.escalations.history(escalation.id)
    over = (one.at for one in history if isinstance(one.event, e.MirrorResumed))
    return max(over, default=EPOCH)


def look_whether_calm(work: Work, deadline: Deadline, desk: Desk, now: datetime) -> None:
    """Pass comments on again, if nobody has written on the issue for long enough."""
    escalation = work.escalations.get(deadline.escalation_id)
    since, ref = escalation.mirror_paused_at, escalation.issue
    if since is None:
        return
    issue = work.issues.get(ref.tracker, ref.id) if ref else None
    calm = calm_at(issue.comments if issue else (), since)
    if calm > now:
        work.deadlines.set(_deadline(escalation.id, calm))
    else:
        record(work, escalation, [e.MirrorResumed()], desk, now)


def _deadline(escalation_id: str, due_at: datetime) -> Deadline:
    return Deadline(f"{KIND}:{escalation_id}", due_at, KIND, escalation_id)
