"""Messages that we do not know yet.

A card whose posting was answered late is in the channel before it is in our records, and a reaction
may overtake the reply it is on. Somebody quick can react then; Slack is asked to send that again,
which it does at once and after a minute.
"""

from datetime import UTC, datetime, timedelta

from csopsbot.slack.payload import Payload, text
from csopsbot.slack.reception import Reception

SETTLED_AFTER = timedelta(minutes=1)


class NotYetKnown(Exception):
    """It is about a new message that is not in our records yet."""


async def check_settled(event: Payload, author: str, ts: str, reception: Reception) -> None:
    """Raise `NotYetKnown` if EVENT is about a new message whose AUTHOR we are."""
    if text(event, author) == "":
        return
    us = await reception.workspace.installation()
    if text(event, author) == us.bot_user and _is_new(ts, reception.clock()):
        raise NotYetKnown


def check_overtaken(channel: str, ts: str, reception: Reception) -> None:
    """Raise `NotYetKnown` if a new message of a team's channel may be a reply still to come in."""
    is_a_teams = any(team.channel == channel for team in reception.desk.teams)
    if is_a_teams and _is_new(ts, reception.clock()):
        raise NotYetKnown


def written_at(ts: str) -> datetime | None:
    """Return when the message with that timestamp was written, None where it is none."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _is_new(ts: str, now: datetime) -> bool:
    written = written_at(ts)
    return written is not None and abs(now - written) < SETTLED_AFTER
