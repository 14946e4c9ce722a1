"""/csops ack: somebody is on it, and nobody needs to be called any more."""

from csopsbot.app.steering import acknowledge
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation
from csopsbot.words import say

EXAMPLE = "/csops ack ESC-12"


async def run(asked: Asked, reception: Reception) -> str:
    """Answer the alerts there are."""
    number, _ = read_escalation(asked.words, EXAMPLE)
    desk, now = reception.desk, reception.clock()
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: acknowledge(work, command, desk, now),
        reception,
    )
    return say("noted.acknowledged", asked.person.language, name=escalation.name)


COMMAND = Command("ack", run, EXAMPLE)
