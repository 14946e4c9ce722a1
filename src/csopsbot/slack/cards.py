"""The two cards: where an escalation stands, for support and for the team."""

from datetime import datetime

from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.issue import Issue
from csopsbot.domain.people import Person
from csopsbot.domain.stage import Stage
from csopsbot.slack import blocks as b
from csopsbot.slack.card_actions import agent_row
from csopsbot.slack.countdown import countdown, whose_turn
from csopsbot.slack.forms import is_web_address
from csopsbot.slack.moments import distance, moment
from csopsbot.slack.mrkdwn.write import linked
from csopsbot.slack.titles import headline, name_of, share_emoji, step_emoji
from csopsbot.words import say

_DETAILS = 2_800
_LONG, _SHORT = 1_000, 200
_LINKS = 1_500


def support_card(
    escalation: Escalation, desk: Desk, checked_at: datetime | None = None
) -> b.Message:
    """Return the card for support.

    Of engineering's side it shows stage, owner, issue key, and the reason given for declining.
    CHECKED_AT is when we last knew how the issue stands, where that is worth telling.
    """
    language = escalation.language
    shown = (
        *_top(escalation, desk, language),
        *countdown(escalation, language),
        b.fields(
            *_standing(escalation, language),
            _field("card.issue", _issue_for_support(escalation, checked_at), language),
            *_given(escalation, language),
        ),
        *_problem(escalation, language),
        *_reason(escalation, language),
        *_history(escalation, language),
        *agent_row(escalation, language),
    )
    return b.Message(_summary(escalation, language), shown)


def team_card(
    escalation: Escalation,
    desk: Desk,
    issue: Issue | None = None,
    owner: Person | None = None,
    checked_at: datetime | None = None,
) -> b.Message:
    """Return the card for the team, with what reactions on it do while it is open.

    CHECKED_AT is when we last knew how the issue stands, where that is worth telling.
    """
    language = desk.team(escalation.team).language
    shown = (
        *_top(escalation, desk, language),
        *countdown(escalation, language),
        b.fields(
            *_standing(escalation, language, owner),
            _field(
                "card.issue", _issue_for_team(escalation, issue, checked_at, language), language
            ),
            *_given(escalation, language),
        ),
        *_problem(escalation, language),
        *_reason(escalation, language),
        *_history(escalation, language),
        *([] if escalation.stage.closed else [b.context(_legend(desk, language))]),
    )
    return b.Message(_summary(escalation, language), shown)


def former_card(escalation: Escalation, desk: Desk, team: str) -> b.Message:
    """Return what stands in the channel of TEAM, which has handed the escalation over."""
    language = desk.team(team).language
    name = b.one_line(desk.team(escalation.team).name, _SHORT)
    text = f"{headline(escalation)}\n{say('card.former', language, team=name)}"
    return b.Message(text, (b.section(text),))


def _summary(escalation: Escalation, language: str) -> str:
    """Return the card in a line, for notifications."""
    stage = _stage(escalation, language)
    customer = b.one_line(escalation.intake.customer, _SHORT)
    return f"{headline(escalation)} · {customer} · {stage}"


def _top(escalation: Escalation, desk: Desk, language: str) -> tuple[b.Json, ...]:
    severity = desk.severity(escalation.intake.severity)
    customer = b.one_line(escalation.intake.customer, _SHORT)
    label = b.one_line(severity.label, _SHORT)
    line = (
        f"{say('card.customer', language)}: {customer} · {say('card.severity', language)}: {label}"
    )
    return (b.section(f"{headline(escalation, b.one_line(severity.symbol, 60))}\n{line}"),)


def _standing(
    escalation: Escalation, language: str, owner: Person | None = None
) -> tuple[str, ...]:
    """Return stage, whose turn it is, and who answers for it; of what is merged the stage alone."""
    stage = _field("card.stage", _stage(escalation, language), language)
    if escalation.into:
        return (stage,)
    name = owner.name if owner else escalation.assignee.name if escalation.assignee else ""
    answers = b.one_line(name, _SHORT) or say("owner.nobody", language)
    return (
        stage,
        _field("card.turn", whose_turn(escalation, language), language),
        _field("card.owner", answers, language),
    )


def _stage(escalation: Escalation, language: str) -> str:
    return say("stage.merged" if escalation.into else f"stage.{escalation.stage}", language)


def _given(escalation: Escalation, language: str) -> list[str]:
    """Return what the agent said besides the problem itself, and who else waits."""
    intake = escalation.intake
    known = (("card.area", intake.area), ("card.customer_version", intake.customer_version))
    given = [_field(key, b.one_line(text, _SHORT), language) for key, text in known if text.strip()]
    others = ", ".join(f"{one.name} ({one.customer})" for one in escalation.merged)
    return (
        [*given, _field("card.merged", b.one_line(others, _SHORT), language)] if others else given
    )


def _field(key: str, value: str, language: str) -> str:
    return f"*{say(key, language)}*\n{value}"


def _issue_for_support(escalation: Escalation, checked_at: datetime | None) -> str:
    key = "failed_for_support" if escalation.issue_trouble else "pending"
    ref, language = escalation.issue, escalation.language
    shown = b.one_line(ref.key, _SHORT) if ref else say(f"issue.{key}", language)
    return "\n".join([shown, *_delay(escalation, language), *_age(checked_at, language)])


def _issue_for_team(
    escalation: Escalation, issue: Issue | None, checked_at: datetime | None, language: str
) -> str:
    """Return the issue's link and status, and what troubles there are with it."""
    trouble = escalation.issue_trouble
    if escalation.issue is None:
        return "\n".join(
            [say(f"issue.{trouble or 'pending'}", language), *_delay(escalation, language)]
        )
    ref = issue.ref if issue else escalation.issue
    status = issue.status if issue else escalation.issue_status
    shown = _link(ref.url, ref.key)
    if status and not trouble:
        shown = f"{shown} · {b.one_line(status.name, _SHORT)}"
    troubles = [say(f"issue.{trouble}", language)] if trouble else []
    troubles += _delay(escalation, language)
    troubles += _age(checked_at, language)
    troubles += [say(f"issue.refused_{what}", language) for what in escalation.refused]
    if escalation.mirror_paused_at:
        troubles.append(say("issue.paused", language))
    return "\n".join([shown, *troubles])


def _age(checked_at: datetime | None, language: str) -> list[str]:
    return [say("issue.checked", language, when=distance(checked_at))] if checked_at else []


def _delay(escalation: Escalation, language: str) -> list[str]:
    since = escalation.delayed_since
    return [say("issue.delayed", language, since=moment(since))] if since else []


def _problem(escalation: Escalation, language: str) -> list[b.Json]:
    """Return what happens, and the links; a note where the text had to be cut."""
    intake = escalation.intake
    details = intake.details.strip()
    shown = [b.section(_field("escalate.details", b.cut(details, _DETAILS), language))]
    if len(b.escape(details)) > _DETAILS:
        shown.append(b.context(say("card.cut", language)))
    if links := _links(intake.links):
        shown.append(b.section(_field("card.links", links, language)))
    return shown


def _links(links: tuple[str, ...]) -> str:
    """Return LINKS, one a line, as far as there is room."""
    text = ""
    for link in links:
        longer = f"{text}\n• {_link(link)}"
        if len(longer) > _LINKS:
            return f"{text}\n…".strip()
        text = longer
    return text.strip()


def _link(url: str, label: str = "") -> str:
    name = " ".join(label.split())[:_SHORT]
    link = linked(url, name) if is_web_address(url) else ""
    return link if 0 < len(link) < _LONG else b.one_line(name or url, _SHORT)


def _reason(escalation: Escalation, language: str) -> list[b.Json]:
    """Return why engineering declined or support withdrew it, once the reason was given."""
    if escalation.into:
        name = b.one_line(escalation.into, _SHORT)
        return [b.section(f"*{say('card.into', language, name=name)}*")]
    if not escalation.reason:
        return []
    key = "card.withdrawn" if escalation.stage is Stage.WITHDRAWN else "card.reason"
    return [b.section(_field(key, b.cut(escalation.reason, _LONG), language))]


def _history(escalation: Escalation, language: str) -> list[b.Json]:
    """Return when it was opened, and when the customer was last told what."""
    opened = say(
        "card.opened",
        language,
        when=moment(escalation.opened_at),
        name=name_of(escalation.requester),
    )
    told = escalation.told
    if told is None:
        return [b.context(f"{opened}\n{say('card.untold', language)}")]
    heading = say("card.told", language, when=moment(told.at), name=name_of(told.by))
    words = b.cut_quote(told.text, _LONG)
    return [b.section(f"{heading}\n{words}"), b.context(opened)]


def _legend(desk: Desk, language: str) -> str:
    """Return what a reaction on the card does; one emoji each, as the desk file has them."""
    steps = dict.fromkeys(desk.reactions.values())
    parts = [f"{step_emoji(desk, step)} {say(f'legend.{step}', language)}" for step in steps]
    if emoji := share_emoji(desk):
        parts.append(f":{emoji}: {say('legend.share', language)}")
    return f"{' · '.join(parts)}\n{say('legend.undo', language)}"
