"""Setting the scene of an effect: gathering, from the database, what it is rendered from."""

from dataclasses import replace
from datetime import datetime

from csopsbot.app.effects import (
    CloseFormer,
    CorrectSupport,
    CorrectTeam,
    Effect,
    ReadIssue,
    ShowDemand,
    ShowSupportCard,
    ShowTeamCard,
    SyncIssue,
)
from csopsbot.app.following import duplicates, heir, named
from csopsbot.app.freshness import stale_since
from csopsbot.app.ports import Entry, Scene, Work
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import (
    Amended,
    BreachExplained,
    ClockMissed,
    Declined,
    DuplicateJoined,
    DuplicateLeft,
    Event,
    Explained,
    Followed,
    IssueLinked,
    Recorded,
    Reopened,
    Undone,
    Withdrawn,
)
from csopsbot.domain.issue import IssueRef
from csopsbot.domain.keeping import keeper
from csopsbot.domain.people import Actor, Person
from csopsbot.domain.sla.instants import EPOCH
from csopsbot.domain.stage import Step


def scene(work: Work, entry: Entry, now: datetime) -> Scene:
    """Return what the effect of ENTRY is rendered from."""
    order = entry.order
    if isinstance(order.effect, ShowDemand):
        return _demand(work, order.key, order.effect)
    if isinstance(order.effect, ReadIssue):
        known = work.issues.get(order.effect.tracker, order.effect.issue_id)
        return Scene(order.key, issue=known)
    if order.escalation_id is None:
        return Scene(order.key)
    escalation = work.escalations.get(order.escalation_id)
    shown = _escalation(work, entry, escalation)
    if not isinstance(order.effect, ShowSupportCard | ShowTeamCard) or escalation.issue is None:
        return shown
    return replace(shown, checked_at=_checked_at(work, escalation, escalation.issue, now))


def _checked_at(
    work: Work, escalation: Escalation, ref: IssueRef, now: datetime
) -> datetime | None:
    return None if escalation.stage.closed else stale_since(work, ref, now)


def _demand(work: Work, key: str, effect: ShowDemand) -> Scene:
    here = work.escalations.on_issue(effect.tracker, effect.issue_id)
    waiting = {one.id: one for one in (*here, *duplicates(work, here))}.values()
    cards = (work.surfaces.of(one.id) for one in waiting)
    return Scene(
        key,
        issue=work.issues.get(effect.tracker, effect.issue_id),
        waiting=tuple(waiting),
        surfaces=next((card for card in cards if "team" in card), {}),
        shown=work.issues.shown(effect.tracker, effect.issue_id),
    )


def _escalation(work: Work, entry: Entry, escalation: Escalation) -> Scene:
    effect, assignee, ref = entry.order.effect, escalation.assignee, escalation.issue
    seq = getattr(effect, "seq", None)
    record = work.escalations.record(escalation.id, seq) if seq else None
    moves = isinstance(effect, SyncIssue)
    relieved = _relieved(work, escalation) if moves and not assignee else None
    keeps = _keeper(work, escalation) if moves else None
    moved = [one.id for one in (assignee, relieved) if moves and one]
    accounts = work.accounts.of(ref.tracker, moved) if ref and moved else {}
    return Scene(
        key=entry.order.key,
        escalation=escalation,
        record=record,
        original=_original(work, escalation.id, effect, record),
        other=(other := _other(work, record)),
        other_surfaces=work.surfaces.of(other.id) if other else {},
        surfaces=work.surfaces.of(escalation.id),
        issue=work.issues.get(ref.tracker, ref.id) if ref else None,
        assignee=keeps or (work.people.get(assignee.id, EPOCH) if assignee else None),
        relieved=work.people.get(relieved.id, EPOCH) if relieved else None,
        accounts={keeps.id: keeps.id} if keeps else accounts,
        waiting=_waiting(work, effect, escalation, record),
    )


def _original(
    work: Work, escalation_id: str, effect: Effect, record: Recorded | None
) -> Recorded | None:
    """Return the event whose line is another now: as it was said, as it was passed on, or asked."""
    if record is None:
        return None
    if isinstance(record.event, Followed):
        return work.escalations.record(record.event.id, record.event.seq)
    if isinstance(record.event, Amended):
        passed_on = isinstance(effect, CorrectSupport)
        seq = record.event.shared if passed_on else record.event.of
        return work.escalations.record(escalation_id, seq)
    if not isinstance(effect, CorrectSupport | CorrectTeam):
        return None
    before = reversed(work.escalations.history(escalation_id)[: record.seq])
    return next((one for one in before if _asks(one.event, record.event)), None)


def _other(work: Work, record: Recorded | None) -> Escalation | None:
    """Return the escalation that the one of RECORD was merged into, or the reverse."""
    match record.event if record else None:
        case Withdrawn(into=name) | Reopened(out_of=name) if name:
            return named(work, name)
        case DuplicateJoined(id=id) | DuplicateLeft(id=id):
            return work.escalations.get(id)
        case _:
            return None


def _asks(event: Event, reason: Event) -> bool:
    """Tell whether EVENT is what REASON was given for."""
    if isinstance(event, ClockMissed) and isinstance(reason, BreachExplained):
        return (event.clock, event.cycle) == (reason.clock, reason.cycle)
    return isinstance(event, Declined) and isinstance(reason, Explained)


def _waiting(
    work: Work, effect: Effect, escalation: Escalation, record: Recorded | None
) -> tuple[Escalation, ...]:
    """Return the others that wait on the issue EFFECT moves, and whoever does on one it closes."""
    match effect, record.event if record else None:
        case SyncIssue(), _ if escalation.issue:
            return _others(work, escalation, escalation.issue)
        case CloseFormer(), IssueLinked(former=IssueRef() as left):
            return tuple(work.escalations.on_issue(left.tracker, left.id))
        case _:
            return ()


def _others(work: Work, escalation: Escalation, ref: IssueRef) -> tuple[Escalation, ...]:
    """Return the other escalations that still wait on the issue, or decide of it as its heir."""
    waiting = work.escalations.on_issue(ref.tracker, ref.id)
    others = (one for one in waiting if one.id != escalation.id)
    decides = heir(work, escalation).id
    return tuple(one for one in others if one.id == decides or not one.stage.closed)


def _keeper(work: Work, escalation: Escalation) -> Person | None:
    """Return who is known by their account alone, and has to be named on a new issue."""
    actor = escalation.assignee
    if actor is None or actor.system != "tracker":
        return None
    events = [one.event for one in work.escalations.history(escalation.id)]
    return Person(actor.id, actor.name) if keeper(escalation, events) else None


def _relieved(work: Work, escalation: Escalation) -> Actor | None:
    """Return who last took back a step by which they had it; nobody takes back another's."""
    events = (one.event for one in reversed(work.escalations.history(escalation.id)))
    undone = (event for event in events if isinstance(event, Undone))
    return next((event.by for event in undone if event.step is not Step.ASK), None)
