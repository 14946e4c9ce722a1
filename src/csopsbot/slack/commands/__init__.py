"""What can be asked with /csops: a command is a file here and a line below."""

from csopsbot.slack.commands import (
    account,
    ack,
    help,
    link,
    merge,
    open,
    resume,
    severity,
    team,
    told,
    unlink,
    unmerge,
    wait,
    why,
    withdraw,
    worked,
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
        unmerge.COMMAND,
        link.COMMAND,
        unlink.COMMAND,
        worked.COMMAND,
        account.COMMAND,
        help.COMMAND,
    )
}
