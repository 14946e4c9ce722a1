"""/csops wrote: the customer wrote again, and waits for an answer."""

from csopsbot.app.steering import customer_wrote
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.moments import moment
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer, with_zone
from csopsbot.slack.typed import read_escalation, read_since, unclear
from csopsbot.words import say

EXAMPLE = "/csops wrote ESC-12 at 14:30"


async def run(asked: Asked, reception: Reception) -> str:
    """Record that the customer wrote, and return when."""
    number, rest = read_escalation(asked.words, EXAMPLE)
    desk, now, language = reception.desk, reception.clock(), asked.person.language
    since, more = read_since(rest, asked.person, now)
    if more:
        raise unclear(EXAMPLE)
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: customer_wrote(work, command, since.at, desk, now),
        reception,
    )
    when = moment(since.at or now)
    answer = say("noted.wrote", language, name=escalation.name, when=when)
    return with_zone(answer, since, language)


COMMAND = Command("wrote", run, EXAMPLE)
