"""What can be asked with /csops: a command is a file here and a line below."""

from csopsbot.slack.commands import help, open
from csopsbot.slack.commands.command import Command

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        open.COMMAND,
        help.COMMAND,
    )
}
