"""Reactions as an interface: steps on the team card, an answer on an alert, on a reply more still."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.ports import Surface, Work
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, why_not_engineer, why_not_member
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Person, Side
from csopsbot.domain.stage import Step
from csopsbot.domain.steps import NotPossible, decide, question, undo, undo_question

TEAM_CARD = "team"
ALERT_CARD = "alert:"
"""What the names of our alerts begin with."""

ANSWERS_ALERTS = "eyes"


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody put an emoji on a message or took it off; EVENT_TS orders the two as text.

    DELIVERY is Slack's id of the event, where it gives one: never enough to tell two events apart.
    """

    delivery: str
    person: Person
    emoji: str
    channel: str
    ts: str
    event_ts: str
    added: bool


def concerns_us(work: Work, channel: str, ts: str) -> bool:
    """Return whether the message is a team card, an alert, or a reply we know."""
    surface = work.surfaces.at(channel, ts)
    return _is_ours(surface) or work.messages.find(channel, ts) is not None


def _is_ours(surface: Surface | None) -> bool:
    if surface is None:
        return False
    return surface.name == TEAM_CARD or surface.name.startswith(ALERT_CARD)


def react(work: Work, reaction: Reaction, desk: Desk, now: datetime) -> None:
    """Do what the reaction means; one that may not be is answered privately."""
    if not _is_news(work, reaction, now):
        return
    surface = work.surfaces.at(reaction.channel, reaction.ts)
    if surface is not None and surface.name == TEAM_CARD:
        _on_card(work, reaction, surface, desk, now)
    elif surface is not None and surface.name.startswith(ALERT_CARD):
        _on_alert(work, reaction, surface, desk, now)
    elif found := work.messages.find(reaction.channel, reaction.ts):
        _on_reply(work, reaction, *found, desk, now)


def _is_news(work: Work, reaction: Reaction, now: datetime) -> bool:
    who = f"{reaction.channel}:{reaction.ts}:{reaction.person.id}:{reaction.emoji}"
    when = f"{reaction.event_ts}:{reaction.added:d}:{reaction.delivery}"
    first = work.inbox.first("slack", f"reaction:{who}:{when}", now)
    return first and work.inbox.newest(f"reaction:{who}", reaction.event_ts)


def _on_card(work: Work, reaction: Reaction, surface: Surface, desk: Desk, now: datetime) -> None:
    step = desk.reactions.get(reaction.emoji)
    if step is None:
        return
    escalation = work.escalations.get(surface.escalation_id)
    try:
        _check_engineer(reaction.person, escalation, desk)
        event = _step_event(work, reaction, escalation, step, now)
    except NotPossible as refusal:
        place = e.Place(reaction.channel, reaction.ts)
        event = refused(reaction.person, step, refusal, place)
    if event is not None:
        record(work, escalation, [event], desk, now)


def _on_alert(work: Work, reaction: Reaction, surface: Surface, desk: Desk, now: datetime) -> None:
    """Take 👀 as an answer, from any full member; taking it off takes nothing back."""
    escalation = work.escalations.get(surface.escalation_id)
    answers = reaction.added and reaction.emoji == ANSWERS_ALERTS
    ringing = any(escalation.rings(alert) for alert in escalation.alerts)
    if answers and ringing and why_not_member(reaction.person) is None:
        record(work, escalation, [e.Acknowledged(by=reaction.person.actor)], desk, now)


def _step_event(
    work: Work, reaction: Reaction, escalation: Escalation, step: Step, now: datetime
) -> e.Event | None:
    if reaction.added:
        return decide(escalation, step, reaction.person.actor)
    return undo(work.escalations.history(escalation.id), step, reaction.person.actor, now)


def _on_reply(
    work: Work, reaction: Reaction, escalation_id: str, seq: int, desk: Desk, now: datetime
) -> None:
    reply = work.escalations.record(escalation_id, seq).event
    means = _on_replies(reaction, desk)
    if not isinstance(reply, e.Replied) or reply.side is not Side.ENGINEERING or means is None:
        return
    escalation = work.escalations.get(escalation_id)
    history = work.escalations.history(escalation_id)
    try:
        _check_engineer(reaction.person, escalation, desk)
        event = means(history, escalation, reply, reaction.person, now)
    except NotPossible as refusal:
        place = e.Place(reply.channel, reply.ts)
        event = refused(reaction.person, Step.ASK, refusal, place)
    if event is not None:
        record(work, escalation, [event], desk, now)


_Meaning = Callable[[list[e.Recorded], Escalation, e.Replied, Person, datetime], e.Event | None]


def _on_replies(reaction: Reaction, desk: Desk) -> _Meaning | None:
    """Return what putting the emoji on a reply, or taking it off, brings about."""
    if desk.reactions.get(reaction.emoji) is Step.ASK:
        return _ask if reaction.added else _ask_no_more
    if reaction.emoji in desk.share_reactions:
        return _share if reaction.added else _keep_shared
    return None


def _ask(
    history: list[e.Recorded], state: Escalation, reply: e.Replied, by: Person, _now: datetime
) -> e.Event | None:
    decide(state, Step.ASK, by.actor)
    return None if question(history, reply) else e.Asked(by=reply.by, body=reply.body)


def _ask_no_more(
    history: list[e.Recorded], _state: Escalation, reply: e.Replied, by: Person, now: datetime
) -> e.Event | None:
    return undo_question(history, reply, by.actor, now)


def _share(
    history: list[e.Recorded], _state: Escalation, reply: e.Replied, by: Person, _now: datetime
) -> e.Event | None:
    return share_once(history, by, reply)


def _keep_shared(
    history: list[e.Recorded], _state: Escalation, reply: e.Replied, by: Person, _now: datetime
) -> e.Event | None:
    if share_once(history, by, reply) is None:
        raise NotPossible("already_shared")
    return None


def share_once(history: list[e.Recorded], person: Person, reply: e.Replied) -> e.Shared | None:
    """Return the passing on of REPLY to support, None if it has been passed on."""
    passed_on = (record.event for record in history if isinstance(record.event, e.Shared))
    if any((one.channel, one.ts) == (reply.channel, reply.ts) for one in passed_on):
        return None
    return shared(person, reply)


def shared(person: Person, reply: e.Replied) -> e.Shared:
    """Return that PERSON passes REPLY on to support."""
    return e.Shared(
        by=person.actor,
        author=reply.by,
        body=reply.body,
        channel=reply.channel,
        ts=reply.ts,
        files=reply.files,
    )


def _check_engineer(person: Person, escalation: Escalation, desk: Desk) -> None:
    if why := why_not_engineer(person, desk.team(escalation.team)):
        raise NotPossible(why)


def refused(person: Person, step: Step, refusal: NotPossible, place: e.Place) -> e.Refused:
    """Return the event that PERSON was not let, which tells them why, privately."""
    return e.Refused(
        by=person.actor,
        step=step,
        why=refusal.why,
        language=person.language,
        place=place,
        details=refusal.details,
    )
