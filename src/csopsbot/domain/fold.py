"""What each event makes of an escalation: its state is a fold over its history."""

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.answers import answer
from csopsbot.domain.escalation import Draft, Escalation, Told, Wait
from csopsbot.domain.merged import drafts_after, duplicates_after, was_told_the_end, without_the_end
from csopsbot.domain.offered import offer, settle
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.sla.signals import WAITING_FOR_CUSTOMER
from csopsbot.domain.stage import Stage, Step
from csopsbot.domain.standing import Alert
from csopsbot.domain.waiting import is_answered, waits_no_more, whose


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
    if after.stage.category is not state.stage.category:
        after = replace(after, nearest=None)
    return replace(after, version=record.seq, changed_at=record.at if moved else state.changed_at)


@singledispatch
def _after(event: e.Event, state: Escalation, record: e.Recorded) -> Escalation:
    """Return STATE changed by EVENT; most events change nothing but the history."""
    return state


@_after.register
def _(event: e.Taken, state: Escalation, record: e.Recorded) -> Escalation:
    stage = Stage.TAKEN if state.stage is Stage.NEW else state.stage
    taken = replace(state, stage=stage, assignee=event.by)
    return taken if stage.closed else offer(taken, record, "progress")


@_after.register
def _(event: e.Started, state: Escalation, record: e.Recorded) -> Escalation:
    owner = state.assignee or (None if event.by.system == "issue" else event.by)
    started = replace(state, stage=Stage.IN_PROGRESS, assignee=owner, into="")
    if not state.stage.closed:
        return offer(started, record, "progress")
    again = replace(started, turn=Side.ENGINEERING, reason="", unanswered=False, asking=None)
    again = replace(again, drafts=without_the_end(state))
    return offer(again, record, "reopened" if was_told_the_end(state) else "progress")


@_after.register
def _(event: e.Asked, state: Escalation, record: e.Recorded) -> Escalation:
    asking = None if event.body.blocks else event.by
    asked = replace(state, unanswered=True, asking=asking, asked_at=record.at)
    return replace(asked, turn=whose(asked))


@_after.register
def _(event: e.Replied, state: Escalation, record: e.Recorded) -> Escalation:
    if event.side is Side.SUPPORT and not state.stage.closed:
        answered = replace(state, unanswered=False, asking=None)
        return replace(answered, turn=whose(answered))
    return state


@_after.register
def _(event: e.Shared, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, asking=None if state.asking == event.author else state.asking)


@_after.register
def _(event: e.Resolved, state: Escalation, record: e.Recorded) -> Escalation:
    closed = _closed(state, Stage.RESOLVED, event.by)
    return offer(closed, record, "resolved")


@_after.register
def _(event: e.Declined, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(_closed(state, Stage.DECLINED, event.by), asking=event.by, asked_at=record.at)


@_after.register
def _(event: e.Explained, state: Escalation, record: e.Recorded) -> Escalation:
    if state.stage is not Stage.DECLINED:
        return state
    return offer(replace(state, reason=event.reason, asking=None), record, "declined")


@_after.register
def _(event: e.Reopened, state: Escalation, record: e.Recorded) -> Escalation:
    stage = Stage.TAKEN if state.assignee else Stage.NEW
    opened = replace(state, stage=stage, unanswered=False, reason="", into="")
    asking = None if state.stage.closed else state.asking
    opened = replace(opened, turn=whose(opened), asking=asking)
    if state.stage.closed and was_told_the_end(state):
        return offer(opened, record, "reopened")
    return replace(opened, drafts=without_the_end(state))


@_after.register
def _(event: e.IssueLinked, state: Escalation, record: e.Recorded) -> Escalation:
    former = event.former or state.former
    linked = replace(state, issue=event.ref, issue_status=event.status, issue_trouble="")
    return replace(linked, former=former, nearest=None)


@_after.register
def _(event: e.IssueLeft, state: Escalation, record: e.Recorded) -> Escalation:
    left = replace(state, issue=None, issue_status=None, issue_trouble="", nearest=None)
    return replace(left, former=event.ref)


@_after.register
def _(event: e.IssueChanged, state: Escalation, record: e.Recorded) -> Escalation:
    nearest = state.nearest if state.nearest == event.status else None
    changed = replace(state, issue=event.ref, issue_status=event.status, issue_trouble="")
    return replace(changed, nearest=nearest)


@_after.register
def _(event: e.IssueBrought, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, nearest=event.status) if state.stage.category is event.asked else state


@_after.register
def _(event: e.FixReleased, state: Escalation, record: e.Recorded) -> Escalation:
    return state if event.still_open else offer(state, record, "released")


@_after.register
def _(event: e.IssueLost, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, issue_trouble=event.reason)


@_after.register
def _(event: e.IssueReappeared, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, issue_trouble="")


@_after.register(e.MirrorPaused | e.MirrorResumed)
def _(event: e.Event, state: Escalation, record: e.Recorded) -> Escalation:
    paused = isinstance(event, e.MirrorPaused)
    return replace(state, mirror_paused_at=record.at if paused else None)


@_after.register(e.TrackerDelayed | e.TrackerCaughtUp)
def _(event: e.Event, state: Escalation, record: e.Recorded) -> Escalation:
    since = event.since if isinstance(event, e.TrackerDelayed) else None
    return replace(state, delayed_since=since)


@_after.register
def _(event: e.DeliveryFailed, state: Escalation, record: e.Recorded) -> Escalation:
    failed = event.what == "create_issue"
    return replace(state, issue_trouble="failed") if failed else state


@_after.register
def _(event: e.DraftEdited, state: Escalation, record: e.Recorded) -> Escalation:
    return settle(state, event.draft, text=event.text, by=event.by)


@_after.register
def _(event: e.CustomerTold, state: Escalation, record: e.Recorded) -> Escalation:
    told = replace(state, told=Told(record.at, event.text, event.by))
    if state.stage.closed:
        told = replace(told, turn=Side.CUSTOMER)
    if state.draft(event.draft) is None:
        told = replace(told, drafts=(*told.drafts, Draft(event.draft, "progress")))
    return settle(told, event.draft, state="told", text=event.text, by=event.by)


@_after.register
def _(event: e.Undone, state: Escalation, record: e.Recorded) -> Escalation:
    """Offer other words where the customer was told that it was over, and it is not.

    What was merged into another is not over while that one is not.
    """
    ends = event.step in (Step.RESOLVE, Step.DECLINE)
    goes_on = not state.stage.closed or bool(state.into)
    told = any(draft.state == "told" and draft.number >= event.seq for draft in state.drafts)
    return offer(state, record, "reopened") if ends and told and goes_on else state


@_after.register
def _(event: e.DraftDismissed, state: Escalation, record: e.Recorded) -> Escalation:
    return settle(state, event.draft, state="dismissed", by=event.by)


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
    if state.stage.closed or state.waits_for(event.reason) or is_answered(state, event, since):
        return state
    wait = Wait(event.reason, since, event.by, event.note)
    waiting = replace(state, waits=(*state.waits, wait))
    return replace(waiting, turn=whose(waiting))


@_after.register
def _(event: e.WaitEnded, state: Escalation, record: e.Recorded) -> Escalation:
    return waits_no_more(state, event.reason)


@_after.register
def _(event: e.CustomerWrote, state: Escalation, record: e.Recorded) -> Escalation:
    at = event.at or record.at
    wrote = replace(state, wrote_at=max(at, state.wrote_at or at))
    return waits_no_more(wrote, WAITING_FOR_CUSTOMER)


@_after.register
def _(event: e.Withdrawn, state: Escalation, record: e.Recorded) -> Escalation:
    closed = replace(state, stage=Stage.WITHDRAWN, turn=Side.SUPPORT, asking=None, waits=())
    return replace(closed, reason=event.reason, into=event.into, drafts=drafts_after(state, event))


@_after.register(e.DuplicateJoined | e.DuplicateLeft)
def _(
    event: e.DuplicateJoined | e.DuplicateLeft, state: Escalation, record: e.Recorded
) -> Escalation:
    return replace(state, merged=duplicates_after(state, event))


@_after.register
def _(event: e.Followed, state: Escalation, record: e.Recorded) -> Escalation:
    return offer(state, record, event.about) if event.about else state


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


def _closed(state: Escalation, stage: Stage, by: Actor) -> Escalation:
    owner = state.assignee or by
    closed = replace(state, stage=stage, assignee=owner, asking=None, unanswered=False, waits=())
    return replace(closed, turn=Side.SUPPORT)
