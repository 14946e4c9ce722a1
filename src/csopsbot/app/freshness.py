"""How well what we know of trackers is in step with them, for operators and for cards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from csopsbot.app.ordering import show_cards
from csopsbot.app.ports import EVERYTHING, Deadline, Reconciliation, Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.issue import IssueRef

KIND = "freshen"
MATTERS_AFTER = timedelta(minutes=15)
LOOK_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """What is known of PROJECT in TRACKER; an empty one stands for all issues that are followed.

    It was last in step at IN_STEP_AT: a look was done, or a webhook came while looks did not fail.
    """

    tracker: str
    project: str
    every: timedelta
    in_step_at: datetime | None
    heard_at: datetime | None
    failed_since: datetime | None
    problem: str


def freshness(work: Work) -> list[Freshness]:
    """Return how fresh what we know is, by tracker and project."""
    rows = work.reconciliations.all()
    heard = {one.routine.tracker: one.heard_at for one in rows if one.heard_at}
    return [_freshness(one, heard.get(one.routine.tracker)) for one in rows]


def _freshness(one: Reconciliation, heard_at: datetime | None) -> Freshness:
    heard = min(heard_at, one.failed_since) if heard_at and one.failed_since else heard_at
    return Freshness(
        tracker=one.routine.tracker,
        project=one.routine.project,
        every=one.routine.every,
        in_step_at=max(filter(None, (one.checked_at, heard)), default=None),
        heard_at=heard_at,
        failed_since=one.failed_since,
        problem=one.problem,
    )


def stale_since(work: Work, ref: IssueRef, now: datetime) -> datetime | None:
    """Return when we last knew how the issue stands, where that is so long ago that it matters."""
    rows = _about(work, ref)
    kept = work.issues.kept(ref.tracker, [ref.id]).get(ref.id)
    if kept is None or not rows:
        return None
    in_step = max([kept.read_at, *(one.in_step_at for one in rows if one.in_step_at)])
    age = now - in_step
    failing = any(one.failed_since for one in rows)
    late = any(one.project == EVERYTHING and age > one.every + LOOK_EVERY for one in rows)
    return in_step if age > MATTERS_AFTER and (failing or late) else None


def _about(work: Work, ref: IssueRef) -> list[Freshness]:
    """Return what tells of the issue: the looks at its project, and at all issues of its tracker."""
    issue = work.issues.get(ref.tracker, ref.id)
    names = {EVERYTHING, *(issue.projects if issue else ())}
    return [one for one in freshness(work) if one.tracker == ref.tracker and one.project in names]


def notice_outage(work: Work, tracker: str, now: datetime) -> None:
    """Look at all cards, once an outage, when TRACKER could not be looked at for so long."""
    for one in work.reconciliations.all():
        since = one.failed_since
        if one.routine.tracker != tracker or since is None or now - since <= MATTERS_AFTER:
            continue
        outage = f"{tracker}:{one.routine.project}:{since.isoformat()}"
        if work.inbox.first("outage", outage, now):
            work.deadlines.set_for_open(KIND, now)


def look_again(work: Work, escalation_id: str, now: datetime) -> None:
    """Come back to cards that say how old what they show is, lest they go on saying so."""
    due_at = now + LOOK_EVERY
    work.deadlines.begin(Deadline(f"{KIND}:{escalation_id}", due_at, KIND, escalation_id))


def freshen(work: Work, deadline: Deadline, desk: Desk, now: datetime) -> None:
    """Show the cards again, until it is over; where one would say the same, nothing is sent."""
    escalation = work.escalations.get(deadline.escalation_id)
    if escalation.issue is None or escalation.stage.closed:
        return
    if any(one.failed_since for one in _about(work, escalation.issue)):
        look_again(work, escalation.id, now)
    work.outbox.put_all(list(show_cards(escalation, desk, now)), now)
