"""/csops withdraw: support needs nothing of engineering any more."""

from csopsbot.app.steering import withdraw
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation
from csopsbot.words import say

EXAMPLE = "/csops withdraw ESC-12 solved by a restart"


async def run(asked: Asked, reception: Reception) -> str:
    """Withdraw it."""
    number, reason = read_escalation(asked.words, EXAMPLE)
    desk, now = reception.desk, reception.clock()
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: withdraw(work, command, reason, desk, now),
        reception,
    )
    return say("noted.withdrawn", asked.person.language, name=escalation.name)


COMMAND = Command("withdraw", run, EXAMPLE)
