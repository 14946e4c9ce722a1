"""One line in a thread for each thing that happens, for support and for the team.

Each audience has a dispatch of its own, so that what one may not read cannot slip to the other.
Somebody is alerted only where the line is addressed to them.
"""

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.slack.blocks import Message
from csopsbot.slack.lines.parts import NoLine
from csopsbot.slack.lines.steered import steered_line
from csopsbot.slack.lines.support import for_support
from csopsbot.slack.lines.team import for_team

__all__ = ["NoLine", "support_line", "team_line"]


def support_line(event: e.Event, seq: int, escalation: Escalation, desk: Desk) -> Message:
    """Return what the support thread is told of EVENT, number SEQ; raises `NoLine`."""
    language = escalation.language
    steered = steered_line(event, seq, escalation, desk, language)
    return steered or for_support(event, escalation, language)


def team_line(event: e.Event, seq: int, escalation: Escalation, desk: Desk) -> Message:
    """Return what the team thread is told of EVENT, number SEQ; raises `NoLine`."""
    language = desk.team(escalation.team).language
    steered = steered_line(event, seq, escalation, desk, language)
    return steered or for_team(event, seq, escalation, language)
