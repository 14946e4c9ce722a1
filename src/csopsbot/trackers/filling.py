"""What the placeholders of the desk file stand for in an escalation."""

from collections.abc import Mapping

from csopsbot.app.ports import Surface
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation


def words_of(escalation: Escalation, desk: Desk, link: str) -> Mapping[str, str]:
    """Return the word of each placeholder; LINK leads to the conversation, empty if nowhere."""
    intake, severity = escalation.intake, desk.severity(escalation.intake.severity)
    return {
        "area": intake.area,
        "case_kind": intake.case_kind,
        "customer": intake.customer,
        "customer_version": intake.customer_version,
        "escalation": escalation.name,
        "link": link,
        "severity": severity.key,
        "severity_label": severity.label,
        "team": desk.team(escalation.team).name,
        "tier": intake.tier or desk.tier(intake.customer),
        "title": intake.title,
    }


def conversation(escalation: Escalation, surfaces: Mapping[str, Surface]) -> Surface | None:
    """Return the message under which people talk: the team's card, or else support's thread."""
    team, card, place = surfaces.get("team"), surfaces.get("support"), escalation.support
    if team or not place.thread:
        return team or card
    return Surface(
        escalation.id, "support", card.channel if card else place.channel, place.thread, ""
    )
