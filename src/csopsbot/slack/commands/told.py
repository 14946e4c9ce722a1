"""/csops told: the customer was told something that no draft said."""

from csopsbot.app.steering import tell_freely
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, unclear
from csopsbot.words import say

EXAMPLE = "/csops told ESC-12 A fix is on its way."


async def run(asked: Asked, reception: Reception) -> str:
    """Record what the customer was told."""
    number, words = read_escalation(asked.words, EXAMPLE)
    if not words:
        raise unclear(EXAMPLE)
    desk, now = reception.desk, reception.clock()
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: tell_freely(work, command, words, desk, now),
        reception,
    )
    return say("noted.told", asked.person.language, name=escalation.name)


COMMAND = Command("told", run, EXAMPLE)
