"""Turning an effect into the call that brings it about; pure."""
# ruff: noqa: ARG001  # the arms of a dispatch share one signature

from collections.abc import Callable
from dataclasses import replace
from functools import singledispatch
from typing import TypeAlias, TypeVar

from csopsbot.app import effects as fx
from csopsbot.app.failures import Refused
from csopsbot.app.ordering import former
from csopsbot.app.ports import Scene, Surface
from csopsbot.app.reactions import ALERT_CARD
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Place, Recorded
from csopsbot.domain.people import Side
from csopsbot.domain.standing import owed_by
from csopsbot.slack.alerts import alert_message, overtaken_message
from csopsbot.slack.blocks import Message
from csopsbot.slack.bringing import MOST
from csopsbot.slack.calls import Edit, Ephemeral, Post, React, ReadThread, SlackCall, Upload
from csopsbot.slack.cards import former_card, support_card, team_card
from csopsbot.slack.corrections import corrected, correction
from csopsbot.slack.drafts import draft_message, withdrawn_message
from csopsbot.slack.lines import NoLine, support_line, team_line
from csopsbot.slack.lines.merged import followed_line, leading_there, other_of
from csopsbot.slack.titles import share_emoji
from csopsbot.slack.whispers import Whispered, whisper

SUPPORT, TEAM = "support", "team"
MOST_QUOTATIONS = 50

T = TypeVar("T")
Permalink: TypeAlias = Callable[[str, str, str | None], str | None]


def nowhere(channel: str, ts: str, thread: str | None) -> str | None:
    """Return None: it is not known where people open our messages."""
    return None


def way_to(card: Surface | None, escalation: Escalation, permalink: Permalink) -> str | None:
    """Return where people open a CARD of ESCALATION, within the thread that it may be a reply in."""
    if card is None:
        return None
    thread = escalation.support.thread if card.name == SUPPORT else None
    return permalink(card.channel, card.ts, thread)


def prepared(
    effect: fx.Effect, scene: Scene, desk: Desk, permalink: Permalink = nowhere
) -> SlackCall | None:
    """Return the call for EFFECT; None where Slack shows it already. Raises `Refused`.

    PERMALINK tells where people open a message of a channel, timestamp and perhaps thread.
    """
    return _call(effect, scene, desk, permalink)


@singledispatch
def _call(effect: fx.Effect, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    raise Refused(f"Slack knows nothing of {effect.op}.")


@_call.register
def _(
    effect: fx.ShowSupportCard, scene: Scene, desk: Desk, permalink: Permalink
) -> SlackCall | None:
    escalation = _escalation(scene)
    card = support_card(escalation, desk, scene.checked_at)
    return _mirror(SUPPORT, card, escalation.support, scene)


@_call.register
def _(effect: fx.ShowTeamCard, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    escalation = _escalation(scene)
    card = team_card(escalation, desk, scene.issue, scene.assignee, scene.checked_at)
    return _mirror(TEAM, card, Place(desk.team(escalation.team).channel), scene)


@_call.register
def _(
    effect: fx.ShowFormerCard, scene: Scene, desk: Desk, permalink: Permalink
) -> SlackCall | None:
    name = former(effect.team)
    if name not in scene.surfaces:
        return None
    escalation = _escalation(scene)
    place = Place(scene.surfaces[name].channel)
    return _mirror(name, former_card(escalation, desk, effect.team), place, scene)


@_call.register
def _(effect: fx.ShowAlert, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    escalation, called = _escalation(scene), _event(scene, e.Alerted)
    alert, name = escalation.alert(called.alert), f"{ALERT_CARD}{effect.seq}"
    if alert is None:
        raise Refused("It calls about nothing that there is.")
    overtaken = name in scene.surfaces and escalation.is_overtaken(alert)
    if escalation.rings(alert) is (name in scene.surfaces) and not overtaken:
        return None
    owed = SUPPORT if owed_by(alert.key.clock) is Side.SUPPORT else TEAM
    card = scene.surfaces.get(owed) or scene.surfaces.get(SUPPORT)
    link = way_to(card, escalation, permalink)
    draw = overtaken_message if overtaken else alert_message
    shown = draw(called, alert, escalation, desk, link)
    place = Place(called.channel) if called.channel else _where(owed, scene, desk)
    call = _mirror(name, shown, place, scene)
    if not isinstance(call, Post):
        return call
    return replace(call, broadcast=True, dispensable=bool(called.channel))


@_call.register
def _(effect: fx.ShowDraft, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    escalation, name = _escalation(scene), f"draft:{effect.draft}"
    draft = escalation.draft(effect.draft)
    if name not in scene.surfaces and (draft is None or draft.state != "open"):
        return None
    shown = draft_message(escalation, draft) if draft else withdrawn_message(escalation)
    return _mirror(name, shown, _support_thread(scene), scene)


@_call.register
def _(effect: fx.TellSupport, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    record, escalation = _record(scene), _escalation(scene)
    try:
        if isinstance(record.event, e.Followed):
            line = followed_line(record.event, scene.original, escalation, desk)
        else:
            line = support_line(record.event, record.seq, escalation, desk)
    except NoLine as reason:
        raise Refused(str(reason)) from reason
    line = _leading_there(line, SUPPORT, scene, permalink, escalation.language)
    return _line(line, _support_thread(scene), scene)


@_call.register
def _(effect: fx.TellTeam, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    record, escalation = _record(scene), _escalation(scene)
    try:
        line = team_line(record.event, record.seq, escalation, desk)
    except NoLine as reason:
        raise Refused(str(reason)) from reason
    line = _leading_there(line, TEAM, scene, permalink, desk.team(escalation.team).language)
    return _line(line, _below(scene, TEAM), scene)


@_call.register
def _(effect: fx.CorrectTeam, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    escalation, said = _escalation(scene), _original(scene)
    language, cause = desk.team(escalation.team).language, _record(scene).event
    line = corrected(said, cause, team_line, escalation, desk, language)
    return correction(line, fx.TellTeam(said.seq), said, escalation, _below(scene, TEAM))


@_call.register
def _(
    effect: fx.CorrectSupport, scene: Scene, desk: Desk, permalink: Permalink
) -> SlackCall | None:
    escalation, said = _escalation(scene), _original(scene)
    cause, language = _record(scene).event, escalation.language
    line = corrected(said, cause, support_line, escalation, desk, language)
    return correction(line, fx.TellSupport(said.seq), said, escalation, _support_thread(scene))


@_call.register
def _(effect: fx.Whisper, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    event, escalation = _record(scene).event, _escalation(scene)
    if not isinstance(event, Whispered):
        raise Refused(f"Nobody is told of {event.kind} alone.")
    said = whisper(event, escalation, desk)
    place = event.place if isinstance(event, e.Refused) else _below(scene, TEAM)
    return Ephemeral(place.channel, event.by.id, _seen_in(place, scene), said)


@_call.register
def _(effect: fx.MarkShared, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    shared = _passed_on(scene)
    if not shared.channel or not shared.ts:
        return None
    return React(shared.channel, shared.ts, share_emoji(desk) or "mega")


@_call.register
def _(effect: fx.BringFile, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    added, issue, thread = _event(scene, e.IssueAttached), scene.issue, _below(scene, TEAM)
    files = issue.attachments if issue else ()
    file = next((one for one in files if one.id == added.file_id), None)
    if issue is None or file is None or file.size > MOST:
        return None
    return Upload(thread.channel, thread.thread, file, issue.ref.tracker)


@_call.register
def _(effect: fx.PassOnFile, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
    file, thread = _passed_on(scene).files[effect.place], _support_thread(scene)
    return Upload(thread.channel, thread.thread, file) if file.size <= MOST else None


@_call.register
def _(effect: fx.GatherContext, scene: Scene, desk: Desk, permalink: Permalink) -> SlackCall | None:
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


def _leading_there(
    line: Message, side: str, scene: Scene, permalink: Permalink, language: str
) -> Message:
    """Return LINE with the way to the other escalation that it is about, if there is one."""
    card, other = scene.other_surfaces.get(side), scene.other
    link = way_to(card, other, permalink) if other else None
    return leading_there(line, other_of(_record(scene).event), link, language)


def _line(line: Message, thread: Place, scene: Scene) -> SlackCall:
    return Post(scene.key, "", thread.channel, thread.thread, line)


def _support_thread(scene: Scene) -> Place:
    """Return the thread support reads: the one it came from, else the one below the card."""
    support = _escalation(scene).support
    if not support.thread:
        return _below(scene, SUPPORT)
    card = scene.surfaces.get(SUPPORT)
    return replace(support, channel=card.channel) if card else support


def _where(side: str, scene: Scene, desk: Desk) -> Place:
    """Return where SIDE is called: its thread, or its channel where there is no thread yet."""
    escalation = _escalation(scene)
    if side in scene.surfaces or (side == SUPPORT and escalation.support.thread):
        return _support_thread(scene) if side == SUPPORT else _below(scene, TEAM)
    return escalation.support if side == SUPPORT else Place(desk.team(escalation.team).channel)


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


def _passed_on(scene: Scene) -> e.Shared | e.Explained:
    event = _record(scene).event
    return event if isinstance(event, e.Explained) else _event(scene, e.Shared)


def _original(scene: Scene) -> Recorded:
    if scene.original is None:
        raise Refused("It is not known what was said.")
    return scene.original


def _event(scene: Scene, kind: type[T]) -> T:
    event = _record(scene).event
    if not isinstance(event, kind):
        raise Refused(f"It cannot be about {event.kind}.")
    return event
