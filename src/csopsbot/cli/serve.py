"""`csopsbot serve`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from csopsbot.bootstrap import serve
from csopsbot.bootstrap.ground import Clock, now
from csopsbot.settings import load


def command(
    role: Annotated[
        Literal["all", "web", "worker"],
        typer.Option(
            help="What this process does: take what comes in (web), send what goes out (worker), "
            "or both (all)."
        ),
    ] = "all",
    clock: Annotated[
        Path | None,
        typer.Option(hidden=True, help="The file by which the demo lets time pass for us too."),
    ] = None,
) -> None:
    """Run the bot.

    One process does everything, or web and worker run apart, each as often as needed.
    """
    serve(load(), role, _clock(clock))


def _clock(file: Path | None) -> Clock:
    if file is None:
        return now
    from csopsbot.demo.clock import moved  # nothing of the demo is imported without it

    return moved(file)
