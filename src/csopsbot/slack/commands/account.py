"""/csops account: who somebody is in the tracker, where their address does not tell."""

import re

from csopsbot.app.accounts import name_account
from csopsbot.slack.blocks import one_line
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, unclear, without_brackets
from csopsbot.words import say

EXAMPLE = "/csops account ESC-12 dana"
_PAGE = re.compile(r"https?://\S+?/([^/?#\s]+)/?(?:[?#]\S*)?")
_LONGEST = 200


async def run(asked: Asked, reception: Reception) -> str:
    """Let it be looked up, which takes the tracker a moment."""
    number, rest = read_escalation(without_brackets(asked.words), EXAMPLE)
    words = called(rest)
    if not 0 < len(words) <= _LONGEST:
        raise unclear(EXAMPLE)
    desk, now = reception.desk, reception.clock()
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: name_account(work, command, words, desk, now),
        reception,
    )
    language = asked.person.language
    return say("noted.account", language, name=escalation.name, words=one_line(words, _LONGEST))


def called(words: str) -> str:
    """Return what somebody is called of whom WORDS are the name, or the address of their page."""
    page = _PAGE.fullmatch(words)
    return (page[1] if page else words).lstrip("@").strip()


COMMAND = Command("account", run, EXAMPLE)
