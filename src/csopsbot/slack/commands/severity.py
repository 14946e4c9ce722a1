"""/csops severity: it is worse, or less bad, than was thought."""

from csopsbot.app.steering import change_severity
from csopsbot.domain.desk import Desk
from csopsbot.slack.blocks import one_line
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, unclear
from csopsbot.words import say

EXAMPLE = "/csops severity ESC-12 S1"


async def run(asked: Asked, reception: Reception) -> str:
    """Change the severity, and return what it is now."""
    number, wanted = read_escalation(asked.words, EXAMPLE)
    if not wanted:
        raise unclear(EXAMPLE)
    desk, now = reception.desk, reception.clock()
    key = _key(wanted, desk)
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: change_severity(work, command, key, desk, now),
        reception,
    )
    label = one_line(desk.severity(key).label, 200)
    return say("noted.severity", asked.person.language, name=escalation.name, severity=label)


def _key(wanted: str, desk: Desk) -> str:
    """Return the key of the severity called WANTED, or WANTED itself where there is none."""
    called = wanted.casefold()
    known = (
        one.key for one in desk.severities if called in (one.key.casefold(), one.label.casefold())
    )
    return next(known, wanted)


COMMAND = Command("severity", run, EXAMPLE)
