"""/csops team: another team answers for it from here on."""

from csopsbot.app.steering import hand_over
from csopsbot.domain.desk import Desk
from csopsbot.slack.blocks import one_line
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, unclear
from csopsbot.words import say

EXAMPLE = "/csops team ESC-12 payments"


async def run(asked: Asked, reception: Reception) -> str:
    """Hand it over, and return to whom."""
    number, wanted = read_escalation(asked.words, EXAMPLE)
    if not wanted:
        raise unclear(EXAMPLE)
    desk, now = reception.desk, reception.clock()
    key = _key(wanted, desk)
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: hand_over(work, command, key, desk, now),
        reception,
    )
    team = one_line(desk.team(key).name, 200)
    return say("noted.team", asked.person.language, name=escalation.name, team=team)


def _key(wanted: str, desk: Desk) -> str:
    """Return the key of the team called WANTED, or WANTED itself where there is none."""
    called = wanted.casefold()
    known = (one.key for one in desk.teams if called in (one.key.casefold(), one.name.casefold()))
    return next(known, wanted)


COMMAND = Command("team", run, EXAMPLE)
