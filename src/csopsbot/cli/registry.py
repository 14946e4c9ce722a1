"""Every command there is. A command is a file of this folder, with a function `command`."""

from importlib import import_module

import typer
from typer.core import TyperCommand

COMMANDS = {
    "check": "Say what is wrong with the settings and the desk file.",
    "demo": "Play the main job on this machine, then stay up to be tried.",
    "migrate": "Bring the database up to date.",
    "outbox": "Show what could not be delivered, and send it again.",
    "sandbox": "Run the local Slack alone, for an app of your own to talk to.",
    "serve": "Run the bot.",
}


def load(name: str) -> TyperCommand:
    """Return the command called NAME, importing all it needs."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(import_module(f"csopsbot.cli.{name}").command)
    command = typer.main.get_command(alone)
    if not isinstance(command, TyperCommand):
        raise TypeError(f"{name} is not a single command")
    return command
