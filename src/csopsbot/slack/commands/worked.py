"""/csops worked: somebody spent time on it, which the issue keeps."""

from csopsbot.app.steering import log_work
from csopsbot.slack.blocks import one_line
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, read_length
from csopsbot.words import say
from csopsbot.words.durations import duration

EXAMPLE = "/csops worked ESC-12 1h 30m found the cause"


async def run(asked: Asked, reception: Reception) -> str:
    """Keep the time."""
    number, rest = read_escalation(asked.words, EXAMPLE)
    seconds, note = read_length(rest, EXAMPLE)
    trackers, desk, now = reception.trackers, reception.desk, reception.clock()
    escalation = await steer(
        number,
        asked.person,
        lambda work, command: log_work(work, command, seconds, note, trackers, desk, now),
        reception,
    )
    language = asked.person.language
    spent = one_line(duration(seconds, language), 80)
    return say("noted.worked", language, name=escalation.name, spent=spent)


COMMAND = Command("worked", run, EXAMPLE)
