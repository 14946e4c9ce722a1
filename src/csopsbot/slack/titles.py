"""How an escalation and people are called in a message."""

import re

from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor
from csopsbot.slack.blocks import one_line

_SLACK_USER = re.compile(r"[UW][A-Z0-9]+")


def headline(escalation: Escalation, symbol: str = "") -> str:
    """Return the escalation's number and title, as mrkdwn."""
    title = one_line(escalation.intake.title, 300)
    shown = title if "*" in title else f"*{title}*"
    return " ".join(filter(None, [f"*{escalation.name}*", symbol, shown]))


def name_of(actor: Actor) -> str:
    """Return an actor's name; it alerts nobody."""
    return one_line(actor.name, 80)


def address(actor: Actor) -> str:
    """Return ACTOR such that Slack alerts them: only for what is said to that person."""
    if actor.system == "slack" and _SLACK_USER.fullmatch(actor.id):
        return f"<@{actor.id}>"
    return name_of(actor)
