"""What agents do most with an escalation, as a row on the support card."""

from csopsbot.domain.escalation import Escalation
from csopsbot.domain.sla.signals import WAITING_FOR_CUSTOMER
from csopsbot.slack import names
from csopsbot.slack.blocks import Json, actions, button, option, overflow
from csopsbot.words import say

SEVERITY, WITHDRAW = "severity", "withdraw"
MENU = (SEVERITY, WITHDRAW)


def agent_row(escalation: Escalation, language: str) -> list[Json]:
    """Return the row, none on what is closed: whom it waits for, and the rest behind three dots."""
    if escalation.stage.closed:
        return []
    choices = [
        option(
            say(f"menu.{choice}", language),
            names.button_value(escalation.id, 0, choice),
        )
        for choice in MENU
    ]
    return [actions(_waiting(escalation, language), overflow(names.CARD_MENU, choices))]


def _waiting(escalation: Escalation, language: str) -> Json:
    waits = escalation.waits_for(WAITING_FOR_CUSTOMER)
    action = names.CUSTOMER_ANSWERED if waits else names.WAIT_FOR_CUSTOMER
    return button(
        say(f"menu.{action}", language),
        action,
        names.button_value(escalation.id, 0),
    )
