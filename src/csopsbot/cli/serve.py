"""`csopsbot serve`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from csopsbot.bootstrap.clock import Clock, now
from csopsbot.bootstrap.serving import Tap, serve, untapped
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
    tap: Annotated[
        Path | None,
        typer.Option(hidden=True, help="Where the demo hears what we ask of trackers."),
    ] = None,
) -> None:
    """Run the bot.

    One process does everything, or web and worker run apart, each as often as needed.
    """
    told = _clock(clock)
    serve(load(), role, told, _tap(tap, told))


def _clock(file: Path | None) -> Clock:
    if file is None:
        return now
    from csopsbot.demo.clock import moved  # nothing of the demo is imported without it

    return moved(file)


def _tap(folder: Path | None, clock: Clock) -> Tap:
    if folder is None:
        return untapped
    from csopsbot.demo.tap import tapped  # likewise

    return tapped(folder, clock)
