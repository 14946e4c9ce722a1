"""The command /csops: its first word says which of our commands is meant."""

from difflib import get_close_matches

from csopsbot.domain.desk import why_not_member
from csopsbot.domain.steps import NotPossible
from csopsbot.slack.blocks import one_line
from csopsbot.slack.commands import COMMANDS
from csopsbot.slack.commands import help as help_command
from csopsbot.slack.commands.command import Asked
from csopsbot.slack.payload import Payload, required, text
from csopsbot.slack.reception import Answer, Kind, Listener, Reception, Told
from csopsbot.words import say


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Run the command, or say which ones there are."""
    person = await reception.people.find(required(payload, "user_id"))
    if why := why_not_member(person):
        raise NotPossible(why)
    name, _, rest = text(payload, "text").strip().partition(" ")
    asked = Asked(person, rest.strip(), tuple(COMMANDS.values()))
    command = COMMANDS.get(name.lower() or help_command.COMMAND.name)
    if command is not None:
        return Told(await command.run(asked, reception))
    hint = did_you_mean(name, person.language)
    return Told(f"{hint}\n{await help_command.COMMAND.run(asked, reception)}")


def did_you_mean(name: str, language: str) -> str:
    """Return that we know no command called NAME, and which one is spelt like it."""
    shown = one_line(name, 40)
    close = get_close_matches(name.lower()[:40], COMMANDS, n=1)
    if close:
        return say("command.did_you_mean", language, name=shown, close=close[0])
    return say("command.unknown", language, name=shown)


LISTENER = Listener(Kind.COMMAND, "/csops", handle)
