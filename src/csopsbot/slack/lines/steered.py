"""Lines that both threads would tell alike: what people said of it besides engineering's steps."""
# ruff: noqa: ARG001  # the arms of a dispatch share one signature

from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.slack import names
from csopsbot.slack.blocks import Message, actions, button, cut_quote, one_line, section
from csopsbot.slack.moments import moment
from csopsbot.slack.reasons import missed_text
from csopsbot.slack.titles import name_of
from csopsbot.words import say
from csopsbot.words.clocks import waits_for

_NOTE = 600


@singledispatch
def steered_line(
    event: e.Event, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    """Return what a thread is told of EVENT, number SEQ; None where each side has its own words."""
    return None


@steered_line.register
def _(
    event: e.SeverityChanged, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    severity = desk.severity(event.severity)
    label = one_line(f"{severity.symbol} {severity.label}", 200)
    name = name_of(event.by)
    return _line(say("steered.severity", language, name=name, severity=label))


@steered_line.register
def _(
    event: e.HandedOver, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    team = one_line(desk.team(event.team).name, 200)
    return _line(say("steered.team", language, name=name_of(event.by), team=team))


@steered_line.register
def _(
    event: e.WaitStarted, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    name, reason = name_of(event.by), waits_for([event.reason], language)
    if event.since is None:
        return _line(say("steered.waits", language, name=name, reason=reason), event.note)
    since = moment(event.since)
    text = say("steered.waits_since", language, name=name, reason=reason, since=since)
    return _line(text, event.note)


@steered_line.register
def _(
    event: e.WaitEnded, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    name, reason = name_of(event.by), waits_for([event.reason], language)
    return _line(say("steered.waits_no_more", language, name=name, reason=reason))


@steered_line.register
def _(
    event: e.CustomerWrote, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    name = name_of(event.by)
    if event.at is None:
        return _line(say("steered.wrote", language, name=name))
    return _line(say("steered.wrote_at", language, name=name, when=moment(event.at)))


@steered_line.register
def _(
    event: e.Withdrawn, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    if event.into:
        return None
    return _line(say("steered.withdrawn", language, name=name_of(event.by)), event.reason)


@steered_line.register(e.DuplicateJoined | e.DuplicateLeft)
def _(
    event: e.DuplicateJoined | e.DuplicateLeft,
    seq: int,
    escalation: Escalation,
    desk: Desk,
    language: str,
) -> Message | None:
    key = "steered.joined" if isinstance(event, e.DuplicateJoined) else "steered.left"
    other, customer = one_line(event.name, 80), one_line(event.customer, 200)
    return _line(say(key, language, name=name_of(event.by), other=other, customer=customer))


@steered_line.register
def _(
    event: e.ClockMissed, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    text = missed_text(event, language)
    if not desk.breach_reasons:
        return _line(text)
    value = names.button_value(escalation.id, seq)
    why = button(say("miss.say_why", language), names.SAY_WHY, value)
    return Message(text, (section(text), actions(why)))


@steered_line.register
def _(
    event: e.LinkFailed, seq: int, escalation: Escalation, desk: Desk, language: str
) -> Message | None:
    to, address = name_of(event.by), one_line(event.address, 200)
    return _line(say(f"link.{event.why}", language, to=to, address=address))


def _line(text: str, note: str = "") -> Message:
    """Return TEXT, with what the person said of it as a quotation."""
    shown = f"{text}\n{cut_quote(note, _NOTE)}" if note.strip() else text
    return Message(shown, (section(shown),))
