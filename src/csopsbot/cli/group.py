"""The group of commands: imports the one that is called, and speaks plainly when it fails."""

import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from csopsbot.cli.registry import COMMANDS, load


class LazyGroup(TyperGroup):
    """Knows its commands by name and summary, and imports the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, summary in COMMANDS.items():
            self.add_command(TyperCommand(name, help=summary, rich_markup_mode=None))

    def resolve_command(
        self, ctx: Any, args: list[str]
    ) -> tuple[str | None, TyperCommand | None, list[str]]:
        """Return the command that is called in place of its stub."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(name) if name else None, rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a failure is told in a line, and ends the program with 1."""
        try:
            return super().invoke(ctx)
        except (typer.TyperException, typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if ctx.params.get("traceback"):
                raise
            from csopsbot.cli.failures import explain

            print(explain(error), file=sys.stderr)
            raise typer.Exit(1) from None
