"""/csops unmerge: what was merged into another goes on by itself again."""

from csopsbot.app.steering import unmerge
from csopsbot.slack.commands.command import on_one

COMMAND = on_one("unmerge", unmerge, "noted.unmerged")
