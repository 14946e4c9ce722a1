"""/csops why ESC-12: why the clocks of an escalation stand where they do."""

from csopsbot.app.explaining import explanation, number_in
from csopsbot.app.ports import NoSuchEscalation
from csopsbot.domain.explanation import Explanation, about
from csopsbot.slack.blocks import one_line
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.ledgers import ledgers
from csopsbot.slack.reception import Reception
from csopsbot.words import say
from csopsbot.words.clocks import clock_name


async def run(asked: Asked, reception: Reception) -> str:
    """Return the ledgers of the escalation that was named, of one clock where one is named too."""
    language = asked.person.language
    name, _, clock = asked.words.partition(" ")
    number = number_in(name)
    if number is None:
        return say("why.how", language)
    desk, now = reception.desk, reception.clock()
    try:
        found = await reception.database.read(lambda work: explanation(work, number, desk, now))
    except NoSuchEscalation:
        return say("why.unknown", language, name=f"ESC-{number}")
    stories = about(found.stories, clock)
    if clock.strip() and not stories:
        return _no_such_clock(clock, found, language)
    return ledgers(found, stories, desk, language)


def _no_such_clock(clock: str, found: Explanation, language: str) -> str:
    known = [one.clock.name for one in found.stories]
    if not known:
        return say("ledger.no_clocks", language)
    listed = "\n".join(f"• `{name}` {clock_name(name, language)}" for name in known)
    return f"{say('why.no_clock', language, clock=one_line(clock, 40))}\n{listed}"


COMMAND = Command("why", run, "/csops why ESC-12")
