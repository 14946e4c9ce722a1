"""A line for an escalation in a list: its name, which leads to its card, and how it stands."""

from csopsbot.app.in_hand import Listed
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.standing import next_due
from csopsbot.slack.blocks import one_line
from csopsbot.slack.countdown import SYMBOLS
from csopsbot.slack.moments import distance
from csopsbot.slack.mrkdwn.write import linked
from csopsbot.slack.preparing import Permalink, way_to
from csopsbot.slack.titles import name_of
from csopsbot.words import say

MOST_SHOWN = 20


def line(one: Listed, permalink: Permalink, language: str, desk: Desk, first: str = "") -> str:
    """Return the line of ONE as mrkdwn, what is FIRST to be known of it before all else."""
    escalation = one.escalation
    severity = desk.severity(escalation.intake.severity)
    facts = (first, _due(escalation), *_standing(escalation, language))
    title = one_line(f"{severity.symbol} {escalation.intake.title}".strip(), 80)
    return f"{_name(one, permalink)} {title} · {' · '.join(filter(None, facts))}"


def _standing(escalation: Escalation, language: str) -> tuple[str, ...]:
    """Return stage, whose turn it is, and who answers for it; or into what it was merged."""
    if escalation.into:
        return (say("card.into", language, name=one_line(escalation.into, 80)),)
    owner = escalation.assignee
    return (
        say(f"stage.{escalation.stage}", language),
        say("open.turn", language, side=say(f"turn.{escalation.turn}", language)),
        name_of(owner) if owner else say("owner.nobody", language),
    )


def _due(escalation: Escalation) -> str:
    """Return when the next promise is due, counted down by the reader's client; empty without."""
    clock = next_due(escalation.clocks)
    if clock is None or clock.due_at is None:
        return ""
    return f"{SYMBOLS[clock.level]} {distance(clock.due_at)}"


def _name(one: Listed, permalink: Permalink) -> str:
    """Return the escalation's name, leading to its card where we know both."""
    name, card = one.escalation.name, one.card
    address = way_to(card, one.escalation, permalink)
    return f"*{linked(address, name) if address else name}*"
