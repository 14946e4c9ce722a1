"""/csops wait: somebody else has to do something first."""

from csopsbot.app.steering import start_waiting
from csopsbot.domain.events import WaitReason
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.moments import moment
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer, with_zone
from csopsbot.slack.typed import Since, read_escalation, read_reason, read_since
from csopsbot.words import say
from csopsbot.words.clocks import waits_for

EXAMPLE = "/csops wait ESC-12 customer"


async def run(asked: Asked, reception: Reception) -> str:
    """Let it wait, and return for what."""
    number, rest = read_escalation(asked.words, EXAMPLE)
    reason, rest = read_reason(rest, EXAMPLE)
    desk, now = reception.desk, reception.clock()
    since, note = read_since(rest, asked.person, now)
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: start_waiting(work, command, reason, note, since.at, desk, now),
        reception,
    )
    return _answer(escalation.name, reason, since, asked.person.language)


def _answer(name: str, reason: WaitReason, since: Since, language: str) -> str:
    waiting = waits_for([reason], language)
    if since.at is None:
        return say("noted.waits", language, name=name, reason=waiting)
    when = moment(since.at)
    answer = say("noted.waits_since", language, name=name, reason=waiting, since=when)
    return with_zone(answer, since, language)


COMMAND = Command("wait", run, EXAMPLE)
