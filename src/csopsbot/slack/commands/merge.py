"""/csops merge: another escalation is about the same, and goes on for both."""

import re

from csopsbot.app.steering import merge
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, unclear
from csopsbot.words import say

EXAMPLE = "/csops merge ESC-12 into ESC-9"
_INTO = re.compile(r"(?:into|with|en|con)\s+", re.I)


async def run(asked: Asked, reception: Reception) -> str:
    """Merge the one into the other."""
    number, rest = read_escalation(asked.words, EXAMPLE)
    into, more = read_escalation(_INTO.sub("", rest, count=1), EXAMPLE)
    if more:
        raise unclear(EXAMPLE)
    desk, now = reception.desk, reception.clock()
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: merge(work, command, into, desk, now),
        reception,
    )
    language = asked.person.language
    return say("noted.merged", language, name=escalation.name, into=escalation.into)


COMMAND = Command("merge", run, EXAMPLE)
