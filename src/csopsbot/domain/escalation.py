"""An escalation as it stands: a fold over its history."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import singledispatch
from typing import Any, Literal

from csopsbot.domain import events as e
from csopsbot.domain.issue import IssueRef, Status
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.stage import Stage, Step


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the customer, offered to the agent; its number is that of the event it is about."""

    number: int
    about: Literal["progress", "resolved", "declined", "reopened"]
    state: Literal["open", "told", "dismissed", "replaced"] = "open"
    text: str | None = None
    by: Actor | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """When the customer was last told something, what, and by whom."""

    at: datetime
    text: str
    by: Actor


@dataclass(frozen=True, slots=True)
class Escalation:
    """A customer's problem handed to engineering, in its current state."""

    id: str
    number: int
    opened_at: datetime
    requester: Actor
    intake: e.Intake
    team: str
    support: e.Place
    language: str
    version: int = 1
    stage: Stage = Stage.NEW
    turn: Side = Side.ENGINEERING
    assignee: Actor | None = None
    asking: Actor | None = None
    asked_at: datetime | None = None
    reason: str = ""
    issue: IssueRef | None = None
    issue_status: Status | None = None
    issue_trouble: Literal["", "gone", "hidden", "failed"] = ""
    drafts: tuple[Draft, ...] = ()
    told: Told | None = None
    changed_at: datetime | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return f"ESC-{self.number}"

    def draft(self, number: int) -> Draft | None:
        """Return the draft of that number, None if its reason was taken back."""
        return next((draft for draft in self.drafts if draft.number == number), None)


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
    after = _after(record.event, state, record)
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
    return replace(state, turn=Side.SUPPORT, asking=asking, asked_at=record.at)


@_after.register
def _(event: e.Replied, state: Escalation, record: e.Recorded) -> Escalation:
    if event.side is Side.SUPPORT and not state.stage.closed:
        return replace(state, turn=Side.ENGINEERING, asking=None)
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
    opened = replace(state, stage=stage, turn=Side.ENGINEERING, reason="")
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


def _closed(state: Escalation, stage: Stage, by: Actor) -> Escalation:
    owner = state.assignee or by
    return replace(state, stage=stage, turn=Side.SUPPORT, assignee=owner, asking=None)


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
