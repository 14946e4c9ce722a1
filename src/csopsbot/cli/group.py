"""A group of commands: imports the one that is called, and speaks plainly when it fails."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from csopsbot.cli.stdout import let_go

_WITHOUT_FRILLS: Mapping[str, Any] = {"add_completion": False, "rich_markup_mode": None}

_OF_PYDANTIC = "Value error, "
"""What typer, which reads values by pydantic, leaves before its own words."""


class LazyGroup(TyperGroup):
    """Knows its commands by name and summary, and imports the one that is called."""

    family: ClassVar[str] = "csopsbot.cli"
    """The package whose files are the commands, and whose registry names them."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, summary in import_module(f"{self.family}.registry").COMMANDS.items():
            self.add_command(TyperCommand(name, help=summary, rich_markup_mode=None))

    def resolve_command(
        self, ctx: Any, args: list[str]
    ) -> tuple[str | None, TyperCommand | TyperGroup | None, list[str]]:
        """Return the command that is called in place of its stub."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(name, self.family) if name else None, rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a failure is told in a line, and ends the program with 1."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except typer.BadParameter as wrong:
            wrong.message = wrong.message.removeprefix(_OF_PYDANTIC)
            raise
        except (typer.TyperException, typer.Exit, typer.Abort):
            raise
        except BrokenPipeError:
            let_go()
            raise typer.Exit(1) from None
        except Exception as error:
            if ctx.find_root().params.get("traceback"):
                raise
            from csopsbot.cli.failures import explain

            print(explain(error), file=sys.stderr)
            raise typer.Exit(1) from None


def load(name: str, family: str = LazyGroup.family) -> TyperCommand | TyperGroup:
    """Return the command called NAME, or the group, importing all it needs.

    A command is a module with a function `command`, a group is a package with a function `group`.
    """
    path = f"{family}.{name}"
    module = import_module(path)
    if hasattr(module, "command"):
        alone = typer.Typer(**_WITHOUT_FRILLS)
        alone.command(name)(module.command)
        return _made(alone)
    kind = type(name, (LazyGroup,), {"family": path})
    group = typer.Typer(name=name, cls=kind, no_args_is_help=True, **_WITHOUT_FRILLS)
    group.callback()(module.group)
    return _made(group)


def _made(app: typer.Typer) -> TyperCommand | TyperGroup:
    made = typer.main.get_command(app)
    if not isinstance(made, TyperCommand | TyperGroup):
        raise TypeError(f"{made} is no command of Typer's")
    return made
