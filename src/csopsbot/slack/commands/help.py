"""/csops help: what people can do here."""

from collections.abc import Iterable

from csopsbot.domain.desk import Desk
from csopsbot.domain.stage import Step
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.titles import step_emoji
from csopsbot.words import say


async def run(asked: Asked, reception: Reception) -> str:
    """Return what people can do here, a line each."""
    return listed(asked.commands, asked.person.language, reception.desk)


def listed(commands: Iterable[Command], language: str, desk: Desk) -> str:
    """Return what each of COMMANDS does, and the other ways in: the form, a message, a reaction."""
    lines = [
        say("command.heading", language),
        f"• `/escalate` {say('command.escalate.about', language)}",
        f"• {say('command.shortcut.about', language)}",
    ]
    for command in commands:
        about = say(f"command.{command.name}.about", language)
        lines.append(f"• `{command.shown}` {about}")
    reactions = reactions_line(desk, language)
    return "\n".join([*lines, say("command.reactions.about", language, reactions=reactions)])


def reactions_line(desk: Desk, language: str) -> str:
    """Return what each reaction on a team card does."""
    known = [(step_emoji(desk, step), step) for step in Step]
    return " · ".join(
        f"{emoji} {say(f'legend.{step}', language)}" for emoji, step in known if emoji
    )


COMMAND = Command("help", run)
