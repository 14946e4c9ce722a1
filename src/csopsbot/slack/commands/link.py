"""/csops link: it waits on an issue that is there already."""

import re

from csopsbot.app.linking import join, join_other
from csopsbot.app.ports import Work
from csopsbot.app.steering import OnEscalation
from csopsbot.slack.blocks import one_line
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, unclear, without_brackets
from csopsbot.words import say

EXAMPLE = "/csops link ESC-12 PAY-34"
_TO = re.compile(r"(?:to|with|a|con)\s+", re.I)
_OTHER = re.compile(r"esc[-\s]?#?[0-9]{1,9}", re.I)


async def run(asked: Asked, reception: Reception) -> str:
    """Look for the issue, and let the escalation wait on it."""
    number, rest = read_escalation(without_brackets(asked.words), EXAMPLE)
    address = _TO.sub("", rest, count=1)
    if not address or len(address.split()) > 2:
        raise unclear(EXAMPLE)
    desk, now = reception.desk, reception.clock()

    def act(work: Work, command: OnEscalation) -> None:
        if _OTHER.fullmatch(address):
            join_other(work, command, read_escalation(address, EXAMPLE)[0], desk, now)
        elif len(address.split()) == 1:
            join(work, command, address, desk, now)
        else:
            raise unclear(EXAMPLE)

    escalation = await steer(number, asked.person, act, reception)
    language = asked.person.language
    return say("noted.looking", language, name=escalation.name, issue=one_line(address, 200))


COMMAND = Command("link", run, EXAMPLE)
