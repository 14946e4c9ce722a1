"""The two cards at every stage, drafts for the customer, and calls about clocks."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import get_args, get_type_hints

from csopsbot.demo.catalogue.scene import ADA, LEO, LINKED, MIA, Scene, Told
from csopsbot.domain import events as e
from csopsbot.domain.escalation import Draft
from csopsbot.domain.people import Side
from csopsbot.domain.sla.policy import ON_CALL
from csopsbot.slack.alerts import alert_message, overtaken_message
from csopsbot.slack.blocks import Message
from csopsbot.slack.cards import former_card, support_card, team_card
from csopsbot.slack.drafts import draft_message, withdrawn_message

Shown = Iterator[tuple[str, Message]]

_CARD = "https://northwind.slack.example/archives/C1/p1"
TAKEN, RESOLVED, DECLINED = e.Taken(by=ADA), e.Resolved(by=ADA), e.Declined(by=ADA)


def cards(scene: Scene) -> Shown:
    """Yield both cards at each stage."""
    for stage, told in _stages(scene):
        yield f"Support's card: {stage}", support_card(told.escalation, scene.desk)
        yield f"The team's card: {stage}", team_card(told.escalation, scene.desk)
    unseen, ago = scene.after(LINKED).escalation, scene.now - timedelta(hours=1)
    yield "Support's card: out of step", support_card(unseen, scene.desk, ago)
    yield "The team's card: out of step", team_card(unseen, scene.desk, checked_at=ago)
    moved = scene.after(LINKED, e.HandedOver(by=ADA, team="platform"))
    former = former_card(moved.escalation, scene.desk, "payments")
    yield "The card of the team before", former


def _stages(scene: Scene) -> Iterator[tuple[str, Told]]:
    told = e.CustomerTold(by=MIA, draft=3, text="We are looking into it.")
    waits = e.WaitStarted(by=MIA, reason="waiting_for_customer")
    failed = e.DeliveryFailed(what="create_issue", reason="HTTP 400", side=Side.ENGINEERING)
    withdrawn = e.Withdrawn(by=MIA, reason="It was a setting of theirs.")
    yield "new", scene.after()
    yield "with its issue", scene.after(LINKED)
    yield "taken, and the customer was told", scene.after(LINKED, TAKEN, told)
    yield "in progress, with a question", scene.after(LINKED, e.Started(by=ADA), e.Asked(by=ADA))
    yield "waiting for the customer", scene.after(LINKED, TAKEN, waits, minutes=90)
    yield "late", scene.after(LINKED, minutes=20)
    yield "without an issue", scene.after(failed)
    late = e.TrackerDelayed(since=scene.now)
    yield "the tracker takes nothing", scene.after(LINKED, late)
    whats = get_args(get_type_hints(e.IssueRefused)["what"])
    refused = (e.IssueRefused(what=what, reason="HTTP 403") for what in whats)
    yield "its issue takes nothing but moves", scene.after(LINKED, *refused)
    yield "comments come too fast", scene.after(LINKED, e.MirrorPaused())
    yield "its issue is gone", scene.after(LINKED, e.IssueLost(reason="gone"))
    yield "its issue is out of sight", scene.after(LINKED, e.IssueLost(reason="hidden"))
    yield "resolved", scene.after(LINKED, TAKEN, RESOLVED)
    yield "declined", scene.after(LINKED, DECLINED, e.Explained(by=ADA, reason="Version 1 only."))
    yield "withdrawn", scene.after(LINKED, withdrawn)
    yield "merged", scene.after(LINKED, e.Withdrawn(by=MIA, into="ESC-9"))
    joined = e.DuplicateJoined(by=MIA, id="E9", name="ESC-9", customer="Globex")
    yield "another was merged into it", scene.after(LINKED, joined)


def drafts(scene: Scene) -> Shown:
    """Yield each draft as it is offered, and what becomes of one."""
    offers = (
        ("progress", (TAKEN,)),
        ("resolved", (TAKEN, RESOLVED)),
        ("declined", (DECLINED, e.Explained(by=ADA, reason="Version 1 only."))),
        ("reopened", (TAKEN, RESOLVED, e.Reopened(by=ADA))),
        ("released", (LINKED, TAKEN, RESOLVED, e.FixReleased(version="2026.12"))),
    )
    for about, events in offers:
        yield f"A draft: {about}", _draft(scene.after(*events))
    edited = e.DraftEdited(by=MIA, draft=2, text="Ada is on it. More within the hour.")
    told = e.CustomerTold(by=MIA, draft=2, text="Ada is on it.")
    yield "A draft in the agent's own words", _draft(scene.after(TAKEN, edited))
    yield "A draft that was told", _draft(scene.after(TAKEN, told), 2)
    dismissed = scene.after(TAKEN, e.DraftDismissed(by=MIA, draft=2))
    yield "A draft that was not needed", _draft(dismissed, 2)
    yield "A draft that is out of date", _draft(scene.after(TAKEN, RESOLVED), 2)
    yield "A draft whose reason was taken back", withdrawn_message(scene.after().escalation)


def _draft(told: Told, number: int | None = None) -> Message:
    known = {draft.number: draft for draft in told.escalation.drafts}
    draft: Draft = known[number or max(known)]
    return draft_message(told.escalation, draft)


def alerts(scene: Scene) -> Shown:
    """Yield calls about a promise in danger, broken, answered and over."""
    first = e.Alerted(alert=2, rung=0, nth=1, who=(ON_CALL,))
    again = e.Alerted(alert=2, rung=1, nth=2, who=(ON_CALL, LEO.id))
    yield "A call: half of the time is used up", _alert(scene.alerted(first, "50%", 8), scene)
    yield "A call: half an hour is left", _alert(scene.alerted(first, "1800s left", 8), scene)
    yield "A call: the time is over", _alert(scene.alerted(again, "breach", 21), scene)
    answered = scene.alerted(first, "breach", 16, e.Acknowledged(by=ADA))
    yield "A call that somebody answered", _alert(answered, scene)
    later = scene.alerted(first, "50%", 16)
    yield "A call that a later one has overtaken", _alert(later, scene, overtaken_message)
    over = scene.alerted(first, "50%", 8, e.Withdrawn(by=MIA))
    yield "A call that is over", _alert(over, scene)


def _alert(told: Told, scene: Scene, draw: Callable[..., Message] = alert_message) -> Message:
    (alert,) = told.escalation.alerts
    (call,) = (one.event for one in told.history if isinstance(one.event, e.Alerted))
    return draw(call, alert, told.escalation, scene.desk, _CARD)
