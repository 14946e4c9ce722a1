"""What each event makes of an escalation: its state is a fold over its history."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import singledispatch
from typing import Any, Literal

from csopsbot.domain import events as e
from csopsbot.domain.answers import answer
from csopsbot.domain.escalation import Draft, Escalation, Told, Wait
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.sla.signals import WAITING_FOR_CUSTOMER
from csopsbot.domain.stage import Stage, Step
from csopsbot.domain.standing import Alert


def begin(id: str, number: int, first: e.Recorded) -> Escalation:
    """Return the escalation that FIRST, an `Opened`, brings about."""
    opened = first.event
    if not isinstance(opened, e.Opened):
        raise TypeError(f"A history begins with Opened, not {opened.kind}")
    return Escalation(
        id=id,
        number=number,
        opened_at=first.at,
        requester=opened.by,
        intake=opened.intake,
        team=opened.team,
        support=opened.support,
        language=opened.language,
        changed_at=first.at,
    )


def fold(id: str, number: int, history: Iterable[e.Recorded]) -> Escalation:
    """Return the state that HISTORY leads to, leaving out the steps that were undone."""
    records = sorted(history, key=lambda record: record.seq)
    undone = {record.event.seq for record in records if isinstance(record.event, e.Undone)}
    state = begin(id, number, records[0])
    for record in records[1:]:
        if record.seq not in undone:
            state = evolve(state, record)
    return replace(state, version=records[-1].seq)


def evolve(state: Escalation, record: e.Recorded) -> Escalation:
    """Return STATE after RECORD; an `Undone` needs `fold` instead."""
    after = answer(_after(record.event, state, record), record)
    moved = after.stage is not state.stage
    return replace(after, version=record.seq, changed_at=record.at if moved else state.changed_at)


@singledispatch
def _after(event: e.Event, state: Escalation, record: e.Recorded) -> Escalation:
    """Return STATE changed by EVENT; most events change nothing but the history."""
    return state


@_after.register
def _(event: e.Taken, state: Escalation, record: e.Recorded) -> Escalation:
    stage = Stage.TAKEN if state.stage is Stage.NEW else state.stage
    return _offer(replace(state, stage=stage, assignee=event.by), record, "progress")


@_after.register
def _(event: e.Started, state: Escalation, record: e.Recorded) -> Escalation:
    owner = state.assignee or event.by
    turn = Side.ENGINEERING if state.stage.closed else state.turn
    started = replace(state, stage=Stage.IN_PROGRESS, assignee=owner, turn=turn)
    if state.stage.closed:
        return _offer(replace(started, reason=""), record, "reopened")
    return _offer(started, record, "progress")


@_after.register
def _(event: e.Asked, state: Escalation, record: e.Recorded) -> Escalation:
    asking = None if event.body.blocks else event.by
    asked = replace(state, unanswered=True, asking=asking, asked_at=record.at)
    return replace(asked, turn=_whose(asked))


@_after.register
def _(event: e.Replied, state: Escalation, record: e.Recorded) -> Escalation:
    if event.side is Side.SUPPORT and not state.stage.closed:
        answered = replace(state, unanswered=False, asking=None)
        return replace(answered, turn=_whose(answered))
    return state


@_after.register
def _(event: e.Shared, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, asking=None if state.asking == event.author else state.asking)


@_after.register
def _(event: e.Resolved, state: Escalation, record: e.Recorded) -> Escalation:
    closed = _closed(state, Stage.RESOLVED, event.by)
    return _offer(closed, record, "resolved")


@_after.register
def _(event: e.Declined, state: Escalation, record: e.Recorded) -> Escalation:
    return _closed(state, Stage.DECLINED, event.by)


@_after.register
def _(event: e.Explained, state: Escalation, record: e.Recorded) -> Escalation:
    if state.stage is not Stage.DECLINED:
        return state
    return _offer(replace(state, reason=event.reason), record, "declined")


@_after.register
def _(event: e.Reopened, state: Escalation, record: e.Recorded) -> Escalation:
    stage = Stage.TAKEN if state.assignee else Stage.NEW
    opened = replace(state, stage=stage, unanswered=False, reason="", into="")
    opened = replace(opened, turn=_whose(opened))
    return _offer(opened, record, "reopened") if state.stage.closed else opened


@_after.register
def _(event: e.IssueLinked, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, issue=event.ref, issue_status=event.status, issue_trouble="")


@_after.register
def _(event: e.IssueChanged, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, issue=event.ref, issue_status=event.status, issue_trouble="")


@_after.register
def _(event: e.IssueLost, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, issue_trouble=event.reason)


@_after.register
def _(event: e.DeliveryFailed, state: Escalation, record: e.Recorded) -> Escalation:
    failed = event.what == "create_issue"
    return replace(state, issue_trouble="failed") if failed else state


@_after.register
def _(event: e.DraftEdited, state: Escalation, record: e.Recorded) -> Escalation:
    return _settle(state, event.draft, text=event.text, by=event.by)


@_after.register
def _(event: e.CustomerTold, state: Escalation, record: e.Recorded) -> Escalation:
    told = replace(state, told=Told(record.at, event.text, event.by))
    if state.stage.closed:
        told = replace(told, turn=Side.CUSTOMER)
    if state.draft(event.draft) is None:
        told = replace(told, drafts=(*told.drafts, Draft(event.draft, "progress")))
    return _settle(told, event.draft, state="told", text=event.text, by=event.by)


@_after.register
def _(event: e.Undone, state: Escalation, record: e.Recorded) -> Escalation:
    """Offer other words where the customer was told that it was over, and it is not."""
    ends = event.step in (Step.RESOLVE, Step.DECLINE)
    told = any(draft.state == "told" and draft.number >= event.seq for draft in state.drafts)
    return _offer(state, record, "reopened") if ends and told and not state.stage.closed else state


@_after.register
def _(event: e.DraftDismissed, state: Escalation, record: e.Recorded) -> Escalation:
    return _settle(state, event.draft, state="dismissed", by=event.by)


@_after.register
def _(event: e.SeverityChanged, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, intake=replace(state.intake, severity=event.severity))


@_after.register
def _(event: e.HandedOver, state: Escalation, record: e.Recorded) -> Escalation:
    stage = state.stage if state.stage.closed else Stage.NEW
    return replace(state, team=event.team, stage=stage, assignee=None, asking=None)


@_after.register
def _(event: e.WaitStarted, state: Escalation, record: e.Recorded) -> Escalation:
    since = event.since or record.at
    if state.stage.closed or state.waits_for(event.reason) or _is_answered(state, event, since):
        return state
    wait = Wait(event.reason, since, event.by, event.note)
    waiting = replace(state, waits=(*state.waits, wait))
    return replace(waiting, turn=_whose(waiting))


@_after.register
def _(event: e.WaitEnded, state: Escalation, record: e.Recorded) -> Escalation:
    return _waits_no_more(state, event.reason)


@_after.register
def _(event: e.CustomerWrote, state: Escalation, record: e.Recorded) -> Escalation:
    at = event.at or record.at
    wrote = replace(state, wrote_at=max(at, state.wrote_at or at))
    return _waits_no_more(wrote, WAITING_FOR_CUSTOMER)


@_after.register
def _(event: e.Withdrawn, state: Escalation, record: e.Recorded) -> Escalation:
    drafts = (
        replace(one, state="replaced") if one.state == "open" else one for one in state.drafts
    )
    closed = replace(state, stage=Stage.WITHDRAWN, turn=Side.SUPPORT, asking=None, waits=())
    return replace(closed, reason=event.reason, into=event.into, drafts=tuple(drafts))


@_after.register
def _(event: e.ThresholdPassed, state: Escalation, record: e.Recorded) -> Escalation:
    alert = Alert(
        number=record.seq,
        key=event.key,
        at=event.at,
        policy=event.policy,
        severity=event.severity,
        target_s=event.target_s,
        late_s=event.late_s,
        speaks_for=len(event.speaks_for),
    )
    return replace(state, alerts=(*state.alerts, alert))


@_after.register
def _(event: e.Alerted, state: Escalation, record: e.Recorded) -> Escalation:
    alerts = (
        replace(one, calls=(*one.calls, record.seq), called_at=record.at)
        if one.number == event.alert
        else one
        for one in state.alerts
    )
    return replace(state, alerts=tuple(alerts))


def _is_answered(state: Escalation, event: e.WaitStarted, since: datetime) -> bool:
    """Return whether the customer is said to be waited for, and has written meanwhile."""
    if event.reason != WAITING_FOR_CUSTOMER or state.wrote_at is None:
        return False
    return since < state.wrote_at


def _waits_no_more(state: Escalation, reason: str) -> Escalation:
    waits = tuple(wait for wait in state.waits if wait.reason != reason)
    going_on = replace(state, waits=waits)
    return going_on if state.stage.closed else replace(going_on, turn=_whose(going_on))


def _whose(state: Escalation) -> Side:
    """Return whose turn an open escalation is: the customer's first, if they are waited for."""
    if state.waits_for(WAITING_FOR_CUSTOMER):
        return Side.CUSTOMER
    return Side.SUPPORT if state.unanswered else Side.ENGINEERING


def _closed(state: Escalation, stage: Stage, by: Actor) -> Escalation:
    owner = state.assignee or by
    closed = replace(state, stage=stage, assignee=owner, asking=None, unanswered=False, waits=())
    return replace(closed, turn=Side.SUPPORT)


def _offer(
    state: Escalation,
    record: e.Recorded,
    about: Literal["progress", "resolved", "declined", "reopened"],
) -> Escalation:
    """Offer a draft ABOUT what RECORD says; one of progress is enough."""
    if about == "progress" and any(draft.about == "progress" for draft in state.drafts):
        return state
    older = (
        replace(draft, state="replaced") if draft.state == "open" else draft
        for draft in state.drafts
    )
    return replace(state, drafts=(*older, Draft(record.seq, about)))


def _settle(escalation: Escalation, number: int, /, **changes: Any) -> Escalation:
    drafts = (
        replace(draft, **changes) if draft.number == number else draft
        for draft in escalation.drafts
    )
    return replace(escalation, drafts=tuple(drafts))
