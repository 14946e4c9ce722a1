"""What becomes of an escalation where somebody steers it: its severity, team, waits and end."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation, Wait
from csopsbot.domain.folding.dispatch import after
from csopsbot.domain.merged import drafts_after
from csopsbot.domain.people import Side
from csopsbot.domain.sla.signals import WAITING_FOR_CUSTOMER
from csopsbot.domain.stage import Stage
from csopsbot.domain.waiting import is_answered, waits_no_more, whose


@after.register
def _(event: e.SeverityChanged, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, intake=replace(state.intake, severity=event.severity))


@after.register
def _(event: e.HandedOver, state: Escalation, record: e.Recorded) -> Escalation:
    stage = state.stage if state.stage.closed else Stage.NEW
    return replace(state, team=event.team, stage=stage, assignee=None, asking=None)


@after.register
def _(event: e.WaitStarted, state: Escalation, record: e.Recorded) -> Escalation:
    since = event.since or record.at
    if state.stage.closed or state.waits_for(event.reason) or is_answered(state, event, since):
        return state
    wait = Wait(event.reason, since, event.by, event.note)
    waiting = replace(state, waits=(*state.waits, wait))
    return replace(waiting, turn=whose(waiting))


@after.register
def _(event: e.WaitEnded, state: Escalation, record: e.Recorded) -> Escalation:
    return waits_no_more(state, event.reason)


@after.register
def _(event: e.CustomerWrote, state: Escalation, record: e.Recorded) -> Escalation:
    at = event.at or record.at
    wrote = replace(state, wrote_at=max(at, state.wrote_at or at))
    return waits_no_more(wrote, WAITING_FOR_CUSTOMER)


@after.register
def _(event: e.Withdrawn, state: Escalation, record: e.Recorded) -> Escalation:
    closed = replace(state, stage=Stage.WITHDRAWN, turn=Side.SUPPORT, asking=None, waits=())
    return replace(closed, reason=event.reason, into=event.into, drafts=drafts_after(state, event))
