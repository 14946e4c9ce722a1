"""/csops unlink: it waits on its issue no more, and gets one of its own."""

from csopsbot.app.linking import leave
from csopsbot.slack.commands.command import on_one

COMMAND = on_one("unlink", leave, "noted.unlinked")
