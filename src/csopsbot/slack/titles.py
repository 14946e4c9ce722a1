"""How an escalation, people and reactions are called in a message."""

import re

from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor
from csopsbot.domain.stage import Step
from csopsbot.slack.blocks import one_line

_SLACK_USER = re.compile(r"\w[\w.-]{0,63}", re.ASCII)


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


def step_emoji(desk: Desk, step: Step) -> str:
    """Return the first emoji that means STEP, as mrkdwn; empty where the desk has none."""
    name = next((name for name, meaning in desk.reactions.items() if meaning is step), "")
    return f":{name}:" if name else ""


def share_emoji(desk: Desk) -> str:
    """Return the name of the emoji that passes a reply on; empty where the desk has none."""
    return "mega" if "mega" in desk.share_reactions else min(desk.share_reactions, default="")
