"""`csopsbot check`."""

from typing import Annotated

import typer

from csopsbot.bootstrap.ground import now
from csopsbot.desk import DeskError, load
from csopsbot.desk.schema import schema as desk_schema
from csopsbot.settings import Settings, SettingsError, unknown, why_not_serve
from csopsbot.settings import load as load_settings


def command(
    *,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the desk file's JSON Schema, for editors.")
    ] = False,
) -> None:
    """Say what is wrong with the settings and the desk file.

    Each problem is named with its place and with what to do; then the exit code is 1.
    """
    if schema:
        print(desk_schema(), end="")
        return
    lines = _problems()
    print("\n".join(lines) or "The settings and the desk file are fine.")
    if lines:
        raise typer.Exit(1)


def _problems() -> list[str]:
    try:
        settings = load_settings()
    except SettingsError as error:
        named = {problem.variable for problem in error.problems}
        strange = [problem for problem in unknown() if problem.variable not in named]
        later = "The desk file is checked when the settings can be read."
        return [*map(str, error.problems), *map(str, strange), later]
    return [*map(str, unknown()), *_in_desk(settings)]


def _in_desk(settings: Settings) -> list[str]:
    """Return what is wrong with the desk file, and what it needs of the settings."""
    try:
        desk = load(settings.desk, now().date())
    except DeskError as error:
        return [*map(str, why_not_serve(settings)), *map(str, error.problems)]
    trackers = desk.trackers
    return [str(problem) for problem in why_not_serve(settings, trackers)]
