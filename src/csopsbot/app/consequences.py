"""What the outside is owed because of an event: the one table of who is shown and told what."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import singledispatch

from csopsbot.app import effects as fx
from csopsbot.app.effects import Effect, Order, Urgency
from csopsbot.app.ports import Work
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Side
from csopsbot.domain.standing import owed_by

CHAT = "slack"
_TRACKER = "tracker"
_MOVE = "issue"
_AT_TRACKER = (fx.CreateIssue, fx.CommentOnIssue, fx.SyncIssue, fx.LinkIssue)
CARDS: tuple[Effect, ...] = (fx.ShowSupportCard(), fx.ShowTeamCard())
_PERSON_WAITS = (fx.ShowSupportCard, fx.ShowTeamCard, fx.TellSupport, fx.TellTeam, fx.Whisper)


def orders(
    record: e.Recorded, before: Escalation | None, after: Escalation, desk: Desk
) -> Iterator[Order]:
    """Yield the effects of RECORD, which brought the escalation from BEFORE to AFTER."""
    for effect in _owed(record.event, record.seq, after):
        yield _order(effect, after, record.seq, desk)
    for draft in _touched_drafts(before, after):
        yield _order(fx.ShowDraft(draft), after, record.seq, desk)


def changed_alerts(before: Escalation, after: Escalation, desk: Desk) -> Iterator[Order]:
    """Yield the calls to show anew, because somebody has answered or nobody needs to any more."""
    for alert in before.alerts:
        now = after.alert(alert.number)
        if now is None or before.rings(alert) == after.rings(now):
            continue
        for seq in alert.calls:
            yield _order(fx.ShowAlert(seq), after, after.version, desk)


def changed_clocks(
    before: Escalation, after: Escalation, desk: Desk, now: datetime
) -> Iterator[Order]:
    """Yield the cards to show anew, because other terms are in force and nothing else happened."""
    if _shown(before) == _shown(after):
        return
    for card in CARDS:
        order = _order(card, after, after.version, desk)
        yield replace(order, key=f"{order.key}:{now.isoformat()}")


def _shown(escalation: Escalation) -> list[tuple[object, ...]]:
    """Return what cards show of the clocks; what is left of one that runs, readers work out."""
    return [
        (one.name, one.cycle, one.status, one.level, one.reasons, one.due_at or one.left_s)
        for one in escalation.clocks
    ]


def slot(effect: Effect) -> str | None:
    """Return the slot of a mirror, None for a notice."""
    name = _SLOTS.get(type(effect))
    return name(effect) if name else None


def owes_move(work: Work, escalation: Escalation) -> bool:
    """Return whether the issue has yet to be brought to where the escalation stands."""
    return work.outbox.owes(_lane(escalation, _TRACKER), _MOVE)


def link_issue(escalation: Escalation, desk: Desk) -> Order:
    """Return the order to let the issue lead to the team card."""
    return _order(fx.LinkIssue(), escalation, escalation.version, desk)


def show_former_card(escalation: Escalation, team: str, desk: Desk) -> Order:
    """Return the order to show in the channel of TEAM that it has handed over."""
    return _order(fx.ShowFormerCard(team), escalation, escalation.version, desk)


def read_issue(tracker: str, issue_id: str, cause: str) -> Order:
    """Return the order to read an issue again, because of CAUSE."""
    lane = f"issue:{tracker}:{issue_id}"
    effect = fx.ReadIssue(tracker, issue_id)
    return Order(f"{lane}:{cause}", lane, tracker, effect, slot="read", urgency=Urgency.PERSON)


def _order(effect: Effect, escalation: Escalation, seq: int, desk: Desk) -> Order:
    """Return EFFECT in the lane of its target: the escalation's chat side or its tracker side."""
    side = _side(effect)
    return Order(
        key=f"{escalation.id}:{slot(effect) or effect.op}:{seq}",
        lane=_lane(escalation, side),
        target=_tracker(escalation, desk) if side == _TRACKER else CHAT,
        effect=effect,
        slot=slot(effect),
        escalation_id=escalation.id,
        urgency=_urgency(effect, escalation, desk),
    )


def _side(effect: Effect) -> str:
    """Return the lane that EFFECT is in; alerts have one in which nothing is before them."""
    if isinstance(effect, fx.ShowAlert):
        return "alert"
    return _TRACKER if isinstance(effect, _AT_TRACKER) else CHAT


def _tracker(escalation: Escalation, desk: Desk) -> str:
    """Return the tracker the issue is in, be it another team's by now; else the team's."""
    if escalation.issue is not None:
        return escalation.issue.tracker
    return desk.team(escalation.team).project.tracker


def _urgency(effect: Effect, escalation: Escalation, desk: Desk) -> Urgency:
    if isinstance(effect, fx.ShowAlert):
        return fx.alarming(desk.severity(escalation.intake.severity).rank)
    return Urgency.PERSON if isinstance(effect, _PERSON_WAITS) else Urgency.ROUTINE


def _lane(escalation: Escalation, side: str) -> str:
    return f"{side}:{escalation.id}"


def _draft_slot(effect: Effect) -> str:
    return f"draft:{effect.draft}" if isinstance(effect, fx.ShowDraft) else ""


def _alert_slot(effect: Effect) -> str:
    return f"alert:{effect.seq}" if isinstance(effect, fx.ShowAlert) else ""


def _former_slot(effect: Effect) -> str:
    return former(effect.team) if isinstance(effect, fx.ShowFormerCard) else ""


def former(team: str) -> str:
    """Return what the card in the channel of a TEAM that has handed over goes by."""
    return f"team:{team}"


_SLOTS: dict[type, Callable[[Effect], str]] = {
    fx.ShowSupportCard: lambda _: "support",
    fx.ShowTeamCard: lambda _: "team",
    fx.ShowDraft: _draft_slot,
    fx.ShowAlert: _alert_slot,
    fx.ShowFormerCard: _former_slot,
    fx.SyncIssue: lambda _: _MOVE,
    fx.LinkIssue: lambda _: "link",
    fx.ReadIssue: lambda _: "read",
}


def _touched_drafts(before: Escalation | None, after: Escalation) -> list[int]:
    """Return the drafts that are new, changed or withdrawn, the withdrawn ones first."""
    old = {draft.number: draft for draft in before.drafts} if before else {}
    new = {draft.number: draft for draft in after.drafts}
    withdrawn = [number for number in old if number not in new]
    return withdrawn + [number for number, draft in new.items() if old.get(number) != draft]


@singledispatch
def _owed(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    """Return the effects of EVENT, number SEQ, in the order in which people should see them."""
    return CARDS


@_owed.register
def _(event: e.Opened, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    place = event.support
    gather = (fx.GatherContext(place),) if place.thread else ()
    return (*CARDS, fx.CreateIssue(), *gather)


@_owed.register(e.Taken | e.Started | e.Resolved | e.Reopened)
def _(event: e.StepEvent, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS, fx.SyncIssue())


@_owed.register
def _(event: e.Asked, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    prompt = () if event.body.blocks else (fx.TellTeam(seq),)
    return (fx.TellSupport(seq), *prompt, *CARDS)


@_owed.register
def _(event: e.Declined, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), fx.TellTeam(seq), *CARDS, fx.SyncIssue())


@_owed.register
def _(event: e.Explained, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS, fx.CommentOnIssue(seq))


@_owed.register
def _(event: e.Undone, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS, fx.SyncIssue())


@_owed.register
def _(event: e.Refused, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.Whisper(seq),)


@_owed.register
def _(event: e.Replied, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    if event.side is Side.SUPPORT:
        return (fx.TellTeam(seq), *CARDS, fx.CommentOnIssue(seq))
    return (fx.CommentOnIssue(seq),)


@_owed.register
def _(event: e.Shared, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    mark = (fx.MarkShared(seq),) if event.ts else ()
    return (fx.TellSupport(seq), *mark)


@_owed.register
def _(event: e.ContextGathered, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), fx.CommentOnIssue(seq)) if event.quotations else ()


@_owed.register
def _(event: e.IssueLinked, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (*CARDS, fx.LinkIssue())


@_owed.register
def _(event: e.IssueCommented, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq),)


@_owed.register
def _(event: e.IssueLost, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS)


@_owed.register
def _(event: e.DeliveryFailed, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS) if event.side is Side.ENGINEERING else ()


@_owed.register
def _(event: e.ReminderDue, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq),)


@_owed.register
def _(event: e.SeverityChanged, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS, fx.CommentOnIssue(seq))


@_owed.register(e.WaitStarted | e.WaitEnded | e.CustomerWrote)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS)


@_owed.register
def _(event: e.HandedOver, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS, fx.TellTeam(seq), fx.CommentOnIssue(seq))


@_owed.register
def _(event: e.Withdrawn, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS, fx.CommentOnIssue(seq), fx.SyncIssue())


@_owed.register
def _(event: e.Alerted, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.ShowAlert(seq),)


@_owed.register
def _(event: e.ClockMissed, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    side = owed_by(event.clock)
    return (fx.TellSupport(seq) if side is Side.SUPPORT else fx.TellTeam(seq),)


@_owed.register(e.Acknowledged | e.BreachExplained)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return ()
