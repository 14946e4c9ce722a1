"""Calling people about a promise in danger or broken, until somebody answers.

Once nobody is called any more, the message names nobody: an edit must not alert anybody again.
"""

import re
from collections.abc import Iterator

from csopsbot.domain.calling import meant
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Alerted
from csopsbot.domain.people import Side
from csopsbot.domain.sla.policy import OWNER
from csopsbot.domain.sla.thresholds import BREACH
from csopsbot.domain.standing import Alert, owed_by
from csopsbot.slack import names
from csopsbot.slack.blocks import Message, actions, button, context, one_line, section
from csopsbot.slack.countdown import SYMBOLS, clock_name, standing
from csopsbot.slack.moments import moment
from csopsbot.slack.mrkdwn.write import linked
from csopsbot.slack.titles import address, headline, name_of
from csopsbot.words import say
from csopsbot.words.durations import duration, open_time

_USER = re.compile(r"[UW]\w{1,63}", re.ASCII)
_GROUP = re.compile(r"S\w{1,63}", re.ASCII)
_NAMED = 200


def alert_language(event: Alerted, alert: Alert, escalation: Escalation, desk: Desk) -> str:
    """Return the language of those who are called."""
    is_supports = owed_by(alert.key.clock) is Side.SUPPORT and not event.channel
    return escalation.language if is_supports else desk.team(escalation.team).language


def alert_message(
    event: Alerted, alert: Alert, escalation: Escalation, desk: Desk, card: str | None = None
) -> Message:
    """Return the call EVENT about ALERT as it stands; CARD is where the escalation's card is."""
    language = alert_language(event, alert, escalation, desk)
    if not escalation.rings(alert):
        return _quiet(_ending(alert, language), alert, escalation, desk, card, language)
    top, about = _top(escalation, desk), "\n".join(_about(alert, escalation, language))
    called = "\n".join(_call(event, alert, escalation, desk, language))
    answer = button(
        say("alert.answer", language),
        names.ALERT_ANSWER,
        names.button_value(escalation.id, alert.number),
        style="primary",
    )
    blocks = (
        section(f"{_leading(top, card, language)}\n{about}"),
        *([section(called)] if called else []),
        actions(answer),
        context(say("alert.hint", language)),
    )
    return Message(f"{top}\n{about}", blocks)


def overtaken_message(
    event: Alerted, alert: Alert, escalation: Escalation, desk: Desk, card: str | None = None
) -> Message:
    """Return the call EVENT once a later one asks in its stead; the rest as for `alert_message`."""
    language = alert_language(event, alert, escalation, desk)
    return _quiet(say("alert.overtaken", language), alert, escalation, desk, card, language)


def _quiet(
    why: str, alert: Alert, escalation: Escalation, desk: Desk, card: str | None, language: str
) -> Message:
    """Return a call that asks for nothing any more, and WHY."""
    top = _top(escalation, desk)
    clock = f"{_symbol(alert)} *{clock_name(alert.key.clock, language)}*"
    about = "\n".join((why, clock, *_noted(alert, language)))
    return Message(f"{top}\n{why}", (section(_leading(top, card, language)), context(about)))


def _top(escalation: Escalation, desk: Desk) -> str:
    """Return whose problem it is, and how bad."""
    symbol = one_line(desk.severity(escalation.intake.severity).symbol, 60)
    customer = one_line(escalation.intake.customer, _NAMED)
    return f"{headline(escalation, symbol)} · {customer}"


def _leading(top: str, card: str | None, language: str) -> str:
    """Return TOP with the way to the card, where it is known."""
    return f"{top} · {linked(card, say('alert.card', language))}" if card else top


def _about(alert: Alert, escalation: Escalation, language: str) -> Iterator[str]:
    """Yield which promise it is about, what is left of its time, and what else is to be known."""
    clock = escalation.clock(alert.key.clock)
    if clock is not None:
        yield standing(clock, language)
    yield from _noted(alert, language)


def _noted(alert: Alert, language: str) -> Iterator[str]:
    """Yield which threshold was passed, how late we noticed, and what else it speaks for."""
    yield _threshold(alert, language)
    if alert.late_s >= 60:
        late = duration(alert.late_s, language)
        yield say("alert.noticed_late", language, late=late)
    if alert.speaks_for > 1:
        yield say("alert.speaks_for", language, count=alert.speaks_for)


def _symbol(alert: Alert) -> str:
    return SYMBOLS["breached" if alert.key.threshold == BREACH else "warned"]


def _threshold(alert: Alert, language: str) -> str:
    """Return how much of the time allowed was used up when the threshold was passed."""
    threshold, allowed = alert.key.threshold, open_time(alert.target_s, language)
    if threshold == BREACH:
        return say("alert.breach", language, allowed=allowed)
    if threshold.endswith("%"):
        return say("alert.percent", language, percent=threshold[:-1], allowed=allowed)
    left = open_time(int(threshold.removesuffix("s left")), language)
    return say("alert.left", language, left=left, allowed=allowed)


def _call(
    event: Alerted, alert: Alert, escalation: Escalation, desk: Desk, language: str
) -> Iterator[str]:
    """Yield who is asked to answer, and for which time."""
    whom = dict.fromkeys(_whom(event, alert, escalation, desk))
    if whom:
        yield say("alert.call", language, who=" ".join(whom))
    if event.nth > 1:
        yield say("alert.again", language, nth=event.nth)


def _whom(event: Alerted, alert: Alert, escalation: Escalation, desk: Desk) -> Iterator[str]:
    """Yield whom to alert: those who are named; where nobody and no channel is, whoever owes it."""
    team = desk.team(escalation.team)
    for who in event.who or (() if event.channel else (OWNER,)):
        for one in meant(who, alert, escalation, team):
            yield _mention(one) if isinstance(one, str) else address(one)


def _mention(who: str) -> str:
    if _USER.fullmatch(who):
        return f"<@{who}>"
    return f"<!subteam^{who}>" if _GROUP.fullmatch(who) else one_line(who, 80)


def _ending(alert: Alert, language: str) -> str:
    if alert.by is None or alert.answered_at is None:
        return say("alert.over", language)
    name, when = name_of(alert.by), moment(alert.answered_at)
    return say("alert.answered", language, name=name, when=when)
