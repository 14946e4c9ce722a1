"""/csops open: what is open, and whose turn it is."""

from collections.abc import Sequence

from csopsbot.app.in_hand import Listed, read_open
from csopsbot.domain.desk import Desk
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.listing import MOST_SHOWN, line
from csopsbot.slack.preparing import Permalink
from csopsbot.slack.reception import Reception
from csopsbot.words import say


async def run(asked: Asked, reception: Reception) -> str:
    """Return the open escalations, the oldest first."""
    found = await reception.database.read(lambda work: read_open(work, MOST_SHOWN + 1))
    await reception.workspace.installation()
    return listed(found, reception.workspace.permalink, asked.person.language, reception.desk)


def listed(found: Sequence[Listed], permalink: Permalink, language: str, desk: Desk) -> str:
    """Return a line for each of FOUND, which lead to where PERMALINK says their cards are."""
    if not found:
        return say("open.none", language)
    lines = [f"• {line(one, permalink, language, desk)}" for one in found[:MOST_SHOWN]]
    more = [say("open.more", language)] if len(found) > MOST_SHOWN else []
    return "\n".join([say("open.heading", language), *lines, *more])


COMMAND = Command("open", run)
