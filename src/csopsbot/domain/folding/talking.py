"""What becomes of an escalation by what is said: in threads, and to the customer."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Draft, Escalation, Told
from csopsbot.domain.folding.dispatch import after
from csopsbot.domain.offered import settle
from csopsbot.domain.people import Side
from csopsbot.domain.waiting import whose


@after.register
def _(event: e.Replied, state: Escalation, record: e.Recorded) -> Escalation:
    if event.side is Side.SUPPORT and not state.stage.closed:
        answered = replace(state, unanswered=False, asking=None)
        return replace(answered, turn=whose(answered))
    return state


@after.register
def _(event: e.Shared, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, asking=None if state.asking == event.author else state.asking)


@after.register
def _(event: e.DraftEdited, state: Escalation, record: e.Recorded) -> Escalation:
    return settle(state, event.draft, text=event.text, by=event.by)


@after.register
def _(event: e.CustomerTold, state: Escalation, record: e.Recorded) -> Escalation:
    told = replace(state, told=Told(record.at, event.text, event.by))
    if state.stage.closed:
        told = replace(told, turn=Side.CUSTOMER)
    if state.draft(event.draft) is None:
        told = replace(told, drafts=(*told.drafts, Draft(event.draft, "progress")))
    return settle(told, event.draft, state="told", text=event.text, by=event.by)


@after.register
def _(event: e.DraftDismissed, state: Escalation, record: e.Recorded) -> Escalation:
    return settle(state, event.draft, state="dismissed", by=event.by)
