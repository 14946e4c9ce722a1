"""The command line. Only what `--help` needs is imported before a command is chosen."""

from typing import Annotated

import typer

from csopsbot import __version__
from csopsbot.cli.group import LazyGroup

__all__ = ["main", "program"]


def main() -> None:
    """Run the command that the arguments name, and exit."""
    program()(prog_name="csopsbot")


def program() -> typer.Typer:
    """Return the program with all its commands."""
    app = typer.Typer(
        cls=LazyGroup,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        print(f"csopsbot {__version__}")
        raise typer.Exit


def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which version this is.", callback=_version, is_eager=True
        ),
    ] = False,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where an unexpected failure came from.")
    ] = False,
) -> None:
    """Hand customers' issues from Slack to engineering, and bring the answers back."""
