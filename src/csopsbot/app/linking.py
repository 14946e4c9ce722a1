"""One issue, many escalations: joining an issue that is there already, and leaving it again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal

from csopsbot.app.news import followed
from csopsbot.app.ordering import is_being_closed
from csopsbot.app.ports import NoSuchEscalation, Work
from csopsbot.app.receipts import IssueFound
from csopsbot.app.record import record
from csopsbot.app.steering import OnEscalation, opened
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Category, Issue, IssueRef
from csopsbot.domain.known_again import known_again
from csopsbot.domain.steps import NotPossible


def join(work: Work, command: OnEscalation, address: str, desk: Desk, now: datetime) -> None:
    """Let it wait on the issue that people call by ADDRESS; raises `NotPossible`."""
    escalation = opened(work, command)
    asked = e.LinkAsked(by=command.person.actor, address=address)
    record(work, escalation, [asked], desk, now)


def join_other(work: Work, command: OnEscalation, number: int, desk: Desk, now: datetime) -> None:
    """Let it wait on the issue of the escalation of that NUMBER; raises `NotPossible`."""
    try:
        other = work.escalations.numbered(number)
    except NoSuchEscalation:
        raise NotPossible("no_such_escalation", name=f"ESC-{number}") from None
    if other.id == command.escalation_id:
        raise NotPossible("same_escalation")
    if other.issue is None:
        raise NotPossible("other_without_issue", name=other.name)
    join(work, command, other.issue.url or other.issue.key, desk, now)


def leave(work: Work, command: OnEscalation, desk: Desk, now: datetime) -> None:
    """Let it wait on its issue no more, and have one of its own; raises `NotPossible`."""
    escalation = opened(work, command)
    if escalation.issue is None:
        raise NotPossible("no_issue")
    if not _has_lost(escalation) and _is_its_own(work, escalation, escalation.issue):
        raise NotPossible("own_issue", name=escalation.issue.key)
    left = e.IssueLeft(by=command.person.actor, ref=escalation.issue, why="unlinked")
    record(work, escalation, [left], desk, now)


def issue_found(
    work: Work, escalation_id: str, found: IssueFound, desk: Desk, now: datetime
) -> None:
    """Join the issue that was looked for, or say why not."""
    escalation = work.escalations.get(escalation_id)
    asked = work.escalations.record(escalation_id, found.asked).event
    if not isinstance(asked, e.LinkAsked):
        return
    issue = _as_known(work, found.issue) if found.issue else None
    happened = list(_joined(work, escalation, asked, replace(found, issue=issue)))
    if issue is not None and any(isinstance(one, e.IssueLinked) for one in happened):
        work.issues.put(issue, now)
    record(work, escalation, happened, desk, now)


def _joined(
    work: Work, escalation: Escalation, asked: e.LinkAsked, found: IssueFound
) -> Iterator[e.Event]:
    issue = found.issue
    why = _why_not(work, escalation, found)
    if issue is None or why:
        if not (asked.pasted and why in ("unknown", "same", "over")):
            yield e.LinkFailed(by=asked.by, address=asked.address, why=why or "unknown")
        return
    former = escalation.issue
    yield e.IssueLinked(
        ref=issue.ref,
        status=issue.status,
        by=asked.by,
        former=former,
        falls_free=former is not None and _falls_free(work, escalation, former),
    )
    yield from followed(escalation, issue)


def _as_known(work: Work, issue: Issue) -> Issue:
    """Return ISSUE as it is known to be since it was looked up."""
    known = work.issues.get(issue.ref.tracker, issue.ref.id)
    return known if known and known.updated_at > issue.updated_at else known_again(known, issue)


def _why_not(
    work: Work, escalation: Escalation, found: IssueFound
) -> Literal["", "unknown", "gone", "hidden", "same", "closed", "closing", "over"]:
    """Return why what was FOUND cannot be joined, empty where it can."""
    issue = found.issue
    if escalation.stage.closed or issue is None:
        return "over" if escalation.stage.closed else found.reason
    if escalation.issue is not None and escalation.issue.id == issue.ref.id:
        return "same"
    if issue.status.category.closed:
        return "closed"
    return "closing" if is_being_closed(work, issue.ref) else ""


def _has_lost(escalation: Escalation) -> bool:
    """Return whether its issue is no place any more for what it waits for."""
    status = escalation.issue_status
    return bool(escalation.issue_trouble) or (
        status is not None and status.category is Category.DUPLICATE
    )


def _is_its_own(work: Work, escalation: Escalation, ref: IssueRef) -> bool:
    """Return whether the issue was made for this escalation, which is with the same team since."""
    history = [one.event for one in work.escalations.history(escalation.id)]
    linked = max(place for place, one in enumerate(history) if isinstance(one, e.IssueLinked))
    moved_on = any(isinstance(one, e.HandedOver) for one in history[linked:])
    return not moved_on and _falls_free(work, escalation, ref)


def _falls_free(work: Work, escalation: Escalation, ref: IssueRef) -> bool:
    """Return whether the issue was made for this escalation, and nobody else waits on it."""
    events = (one.event for one in reversed(work.escalations.history(escalation.id)))
    linked = next(one for one in events if isinstance(one, e.IssueLinked))
    waiting = work.escalations.on_issue(ref.tracker, ref.id)
    return linked.by is None and all(one.id == escalation.id for one in waiting)
