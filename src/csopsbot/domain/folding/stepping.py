"""What becomes of an escalation with each step somebody takes, or takes back."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.folding.dispatch import after
from csopsbot.domain.merged import was_told_the_end, without_the_end
from csopsbot.domain.offered import offer
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.stage import Stage, Step
from csopsbot.domain.waiting import whose


@after.register
def _(event: e.Taken, state: Escalation, record: e.Recorded) -> Escalation:
    stage = Stage.TAKEN if state.stage is Stage.NEW else state.stage
    taken = replace(state, stage=stage, assignee=event.by)
    return taken if stage.closed else offer(taken, record, "progress")


@after.register
def _(event: e.Started, state: Escalation, record: e.Recorded) -> Escalation:
    owner = state.assignee or (None if event.by.system == "issue" else event.by)
    started = replace(state, stage=Stage.IN_PROGRESS, assignee=owner, into="")
    if not state.stage.closed:
        return offer(started, record, "progress")
    again = replace(started, turn=Side.ENGINEERING, reason="", unanswered=False, asking=None)
    again = replace(again, drafts=without_the_end(state))
    return offer(again, record, "reopened" if was_told_the_end(state) else "progress")


@after.register
def _(event: e.Asked, state: Escalation, record: e.Recorded) -> Escalation:
    asking = None if event.body.blocks else event.by
    asked = replace(state, unanswered=True, asking=asking, asked_at=record.at)
    return replace(asked, turn=whose(asked))


@after.register
def _(event: e.Resolved, state: Escalation, record: e.Recorded) -> Escalation:
    closed = _closed(state, Stage.RESOLVED, event.by)
    return offer(closed, record, "resolved")


@after.register
def _(event: e.Declined, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(_closed(state, Stage.DECLINED, event.by), asking=event.by, asked_at=record.at)


@after.register
def _(event: e.Explained, state: Escalation, record: e.Recorded) -> Escalation:
    if state.stage is not Stage.DECLINED:
        return state
    return offer(replace(state, reason=event.reason, asking=None), record, "declined")


@after.register
def _(event: e.Reopened, state: Escalation, record: e.Recorded) -> Escalation:
    stage = Stage.TAKEN if state.assignee else Stage.NEW
    opened = replace(state, stage=stage, unanswered=False, reason="", into="")
    asking = None if state.stage.closed else state.asking
    opened = replace(opened, turn=whose(opened), asking=asking)
    if state.stage.closed and was_told_the_end(state):
        return offer(opened, record, "reopened")
    return replace(opened, drafts=without_the_end(state))


@after.register
def _(event: e.Undone, state: Escalation, record: e.Recorded) -> Escalation:
    """Offer other words where the customer was told that it was over, and it is not.

    What was merged into another is not over while that one is not.
    """
    ends = event.step in (Step.RESOLVE, Step.DECLINE)
    goes_on = not state.stage.closed or bool(state.into)
    told = any(draft.state == "told" and draft.number >= event.seq for draft in state.drafts)
    return offer(state, record, "reopened") if ends and told and goes_on else state


def _closed(state: Escalation, stage: Stage, by: Actor) -> Escalation:
    owner = state.assignee or by
    closed = replace(state, stage=stage, assignee=owner, asking=None, unanswered=False, waits=())
    return replace(closed, turn=Side.SUPPORT)
