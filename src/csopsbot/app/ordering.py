"""An effect as it is ordered: what it is found again by, which lane it waits in, and whom it is for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from csopsbot.app import effects as fx
from csopsbot.app.apart import lanes_apart
from csopsbot.app.effects import Effect, Order, Urgency
from csopsbot.app.ports import Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import IssueRef

CHAT = "slack"
_TRACKER = "tracker"
_MOVE = "issue"
_CLOSE = "close"
_AT_TRACKER = (
    fx.CreateIssue,
    fx.FindIssue,
    fx.FindPerson,
    fx.CloseFormer,
    fx.TellFormer,
    fx.CommentOnIssue,
    fx.AmendComment,
    fx.AttachToIssue,
    fx.LogWork,
    fx.SyncIssue,
    fx.LinkIssue,
)
_PERSON_WAITS = (fx.ShowSupportCard, fx.ShowTeamCard, fx.TellSupport, fx.TellTeam, fx.Whisper)


def order(effect: Effect, escalation: Escalation, seq: int, desk: Desk) -> Order:
    """Return EFFECT in the lane of its target: the escalation's chat side or its tracker side."""
    side = _side(effect, escalation)
    return Order(
        key=key(effect, escalation.id, seq),
        lane=_lane(escalation, side),
        target=_tracker(effect, escalation, desk) if isinstance(effect, _AT_TRACKER) else CHAT,
        effect=effect,
        slot=slot(effect),
        escalation_id=escalation.id,
        urgency=_urgency(effect, escalation, desk),
    )


def slot(effect: Effect) -> str | None:
    """Return the slot of a mirror, None for a notice."""
    name = _SLOTS.get(type(effect))
    return name(effect) if name else None


def redirected(work: Work, order: Order, desk: Desk) -> Order:
    """Return ORDER for the tracker where the issue is, or is to be made, by now."""
    if order.escalation_id is None or not isinstance(order.effect, fx.OnIssue | fx.CreateIssue):
        return order
    escalation = work.escalations.get(order.escalation_id)
    return replace(order, target=_tracker(order.effect, escalation, desk))


def in_turn(order: Order, ref: IssueRef) -> Order:
    """Return ORDER in the lane of those that rewrite that issue; it is closed for them all."""
    name = slot(order.effect)
    if name and name != _CLOSE and order.escalation_id:
        name = f"{name}:{order.escalation_id}"
    return replace(order, lane=_rewriting(ref), slot=name)


def bring_back(work: Work, escalation: Escalation, now: datetime) -> None:
    """Let what was to be said while there was no issue go on its way."""
    for lane in (_lane(escalation, _TRACKER), *lanes_apart(escalation.id)):
        work.outbox.bring_back(lane, now)


def owes_move(work: Work, escalation: Escalation) -> bool:
    """Return whether the issue has yet to be brought to where the escalation stands."""
    if work.outbox.owes(_lane(escalation, _TRACKER), _MOVE):
        return True
    ref = escalation.issue
    return ref is not None and work.outbox.owes(_rewriting(ref), f"{_MOVE}:{escalation.id}")


def is_being_closed(work: Work, ref: IssueRef) -> bool:
    """Return whether a call that closes the issue has its turn, and may be under way."""
    return work.outbox.owes(_rewriting(ref), _CLOSE)


def waiting_since(work: Work, escalation: Escalation) -> datetime | None:
    """Return since when the tracker has been owed what it has not taken yet; None if nothing."""
    lanes = [_lane(escalation, _TRACKER)]
    if escalation.issue is not None:
        lanes.append(_rewriting(escalation.issue))
    return work.outbox.waits_since(lanes, escalation.id)


def show_cards(escalation: Escalation, desk: Desk, now: datetime) -> Iterator[Order]:
    """Yield the orders to show both cards anew, though nothing has happened."""
    for card in (fx.ShowSupportCard(), fx.ShowTeamCard()):
        shown = order(card, escalation, escalation.version, desk)
        yield replace(shown, key=f"{shown.key}:{now.isoformat()}", urgency=Urgency.ROUTINE)


def link_issue(escalation: Escalation, desk: Desk) -> Order:
    """Return the order to let the issue lead to the team card."""
    return order(fx.LinkIssue(), escalation, escalation.version, desk)


def show_former_card(escalation: Escalation, team: str, desk: Desk) -> Order:
    """Return the order to show in the channel of TEAM that it has handed over."""
    return order(fx.ShowFormerCard(team), escalation, escalation.version, desk)


def read_issue(tracker: str, issue_id: str, cause: str, urgency: Urgency = Urgency.PERSON) -> Order:
    """Return the order to read an issue again, because of CAUSE."""
    lane = f"issue:{tracker}:{issue_id}"
    effect = fx.ReadIssue(tracker, issue_id)
    return Order(f"{lane}:{cause}", lane, tracker, effect, slot="read", urgency=urgency)


def show_demand(ref: IssueRef, escalation: Escalation, now: datetime) -> Order:
    """Return the order to show on an issue who waits on it, because ESCALATION has changed."""
    lane = _rewriting(ref)
    key = f"{lane}:demand:{escalation.id}:{now.isoformat()}"
    return Order(key, lane, ref.tracker, fx.ShowDemand(ref.tracker, ref.id), slot="demand")


def key(effect: Effect, escalation_id: str, seq: int) -> str:
    """Return what EFFECT of event SEQ is found again by."""
    place = f":{effect.place}" if isinstance(effect, fx.AttachToIssue | fx.PassOnFile) else ""
    return f"{escalation_id}:{slot(effect) or effect.op}:{seq}{place}"


def _side(effect: Effect, escalation: Escalation) -> str:
    """Return the lane that EFFECT is in; alerts have one in which nothing is before them.

    Files have one in which they wait for the tracker and hold up nothing that is said; so has the
    look for another issue, where what is to be said on a hidden one would hold it up.
    """
    if isinstance(effect, fx.FindIssue) and escalation.issue_trouble == "hidden":
        return "link"
    if isinstance(effect, fx.ShowAlert):
        return "alert"
    if isinstance(effect, fx.BringFile | fx.PassOnFile):
        return "file"
    return _TRACKER if isinstance(effect, _AT_TRACKER) else CHAT


def tracker_of(escalation: Escalation, desk: Desk) -> str:
    """Return the tracker the issue is in, be it another team's by now; else the team's."""
    ref = escalation.issue
    return ref.tracker if ref else desk.team(escalation.team).project.tracker


def _tracker(effect: Effect, escalation: Escalation, desk: Desk) -> str:
    """Return the tracker an effect is for: a farewell goes to where the issue is that was left."""
    if isinstance(effect, fx.TellFormer) and escalation.former is not None:
        return escalation.former.tracker
    return tracker_of(escalation, desk)


def _urgency(effect: Effect, escalation: Escalation, desk: Desk) -> Urgency:
    if isinstance(effect, fx.ShowAlert):
        return fx.alarming(desk.severity(escalation.intake.severity).rank)
    return Urgency.PERSON if isinstance(effect, _PERSON_WAITS) else Urgency.ROUTINE


def _lane(escalation: Escalation, side: str) -> str:
    return f"{side}:{escalation.id}"


def _rewriting(ref: IssueRef) -> str:
    """Return the lane of what rewrites an issue, beside the one in which it is read."""
    return f"rewriting:{ref.tracker}:{ref.id}"


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
    fx.CloseFormer: lambda _: _CLOSE,
    fx.ShowDemand: lambda _: "demand",
    fx.ReadIssue: lambda _: "read",
}
