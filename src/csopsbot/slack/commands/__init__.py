"""What can be asked with /csops: a command is a file here and a line below."""

from csopsbot.slack.commands import (
    ack,
    help,
    merge,
    open,
    resume,
    severity,
    team,
    told,
    wait,
    why,
    withdraw,
    wrote,
)
from csopsbot.slack.commands.command import Command

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        open.COMMAND,
        why.COMMAND,
        ack.COMMAND,
        wait.COMMAND,
        resume.COMMAND,
        wrote.COMMAND,
        told.COMMAND,
        severity.COMMAND,
        team.COMMAND,
        withdraw.COMMAND,
        merge.COMMAND,
        help.COMMAND,
    )
}
