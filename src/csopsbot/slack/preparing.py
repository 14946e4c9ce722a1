"""Turning an effect into the call that brings it about; pure."""
# ruff: noqa: ARG001  # the arms of a dispatch share one signature

from dataclasses import replace
from functools import singledispatch
from typing import TypeVar

from csopsbot.app import effects as fx
from csopsbot.app.failures import Refused
from csopsbot.app.ports import Scene
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Place, Recorded
from csopsbot.slack.blocks import Message
from csopsbot.slack.calls import Edit, Ephemeral, Post, React, ReadThread, SlackCall
from csopsbot.slack.cards import support_card, team_card
from csopsbot.slack.drafts import draft_message, withdrawn_message
from csopsbot.slack.lines import NoLine, support_line, team_line, whisper
from csopsbot.slack.titles import share_emoji

SUPPORT, TEAM = "support", "team"
MOST_QUOTATIONS = 50

T = TypeVar("T")


@singledispatch
def prepared(effect: fx.Effect, scene: Scene, desk: Desk) -> SlackCall | None:
    """Return the call for EFFECT; None where Slack shows it already. Raises `Refused`."""
    raise Refused(f"Slack knows nothing of {effect.op}.")


@prepared.register
def _(effect: fx.ShowSupportCard, scene: Scene, desk: Desk) -> SlackCall | None:
    escalation = _escalation(scene)
    return _mirror(SUPPORT, support_card(escalation, desk), escalation.support, scene)


@prepared.register
def _(effect: fx.ShowTeamCard, scene: Scene, desk: Desk) -> SlackCall | None:
    escalation = _escalation(scene)
    card = team_card(escalation, desk, scene.issue, scene.assignee)
    return _mirror(TEAM, card, Place(desk.team(escalation.team).channel), scene)


@prepared.register
def _(effect: fx.ShowDraft, scene: Scene, desk: Desk) -> SlackCall | None:
    escalation, name = _escalation(scene), f"draft:{effect.draft}"
    draft = escalation.draft(effect.draft)
    if name not in scene.surfaces and (draft is None or draft.state != "open"):
        return None
    shown = draft_message(escalation, draft) if draft else withdrawn_message(escalation)
    return _mirror(name, shown, _support_thread(scene), scene)


@prepared.register
def _(effect: fx.TellSupport, scene: Scene, desk: Desk) -> SlackCall | None:
    record, escalation = _record(scene), _escalation(scene)
    try:
        line = support_line(record.event, escalation)
    except NoLine as reason:
        raise Refused(str(reason)) from reason
    return _line(line, _support_thread(scene), scene)


@prepared.register
def _(effect: fx.TellTeam, scene: Scene, desk: Desk) -> SlackCall | None:
    record, escalation = _record(scene), _escalation(scene)
    try:
        line = team_line(record.event, record.seq, escalation, desk)
    except NoLine as reason:
        raise Refused(str(reason)) from reason
    return _line(line, _below(scene, TEAM), scene)


@prepared.register
def _(effect: fx.Whisper, scene: Scene, desk: Desk) -> SlackCall | None:
    refused = _event(scene, e.Refused)
    place = refused.place
    return Ephemeral(place.channel, refused.by.id, _seen_in(place, scene), whisper(refused, desk))


@prepared.register
def _(effect: fx.MarkShared, scene: Scene, desk: Desk) -> SlackCall | None:
    shared = _event(scene, e.Shared)
    if not shared.channel or not shared.ts:
        return None
    return React(shared.channel, shared.ts, share_emoji(desk) or "mega")


@prepared.register
def _(effect: fx.GatherContext, scene: Scene, desk: Desk) -> SlackCall | None:
    place = effect.place
    return ReadThread(place.channel, place.thread, MOST_QUOTATIONS) if place.thread else None


def _mirror(name: str, shown: Message, place: Place, scene: Scene) -> SlackCall | None:
    """Return the call after which SHOWN is what stands at surface NAME."""
    surface = scene.surfaces.get(name)
    if surface is None:
        key = f"{_escalation(scene).id}:{name}"
        return Post(key, name, place.channel, place.thread, shown)
    if surface.shown == shown.fingerprint:
        return None
    return Edit(name, surface.channel, surface.ts, shown)


def _line(line: Message, thread: Place, scene: Scene) -> SlackCall:
    return Post(scene.key, "", thread.channel, thread.thread, line)


def _support_thread(scene: Scene) -> Place:
    """Return the thread support reads: the one it came from, else the one below the card."""
    support = _escalation(scene).support
    if not support.thread:
        return _below(scene, SUPPORT)
    card = scene.surfaces.get(SUPPORT)
    return replace(support, channel=card.channel) if card else support


def _below(scene: Scene, name: str) -> Place:
    card = scene.surfaces.get(name)
    if card is None:
        raise Refused(f"There is no {name} card to write below.")
    return Place(card.channel, card.ts)


def _seen_in(place: Place, scene: Scene) -> str | None:
    """Return the thread in which the person is looking, None where it is the channel itself."""
    team = scene.surfaces.get(TEAM)
    at_reply = team and team.channel == place.channel and team.ts != place.thread
    return team.ts if team and at_reply else None


def _escalation(scene: Scene) -> Escalation:
    if scene.escalation is None:
        raise Refused("It belongs to no escalation.")
    return scene.escalation


def _record(scene: Scene) -> Recorded:
    if scene.record is None:
        raise Refused("It is about nothing in the history.")
    return scene.record


def _event(scene: Scene, kind: type[T]) -> T:
    event = _record(scene).event
    if not isinstance(event, kind):
        raise Refused(f"It cannot be about {event.kind}.")
    return event
