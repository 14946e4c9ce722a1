"""`csopsbot serve`."""

from typing import Annotated, Literal

import typer

from csopsbot.bootstrap import serve
from csopsbot.settings import load


def command(
    role: Annotated[
        Literal["all", "web", "worker"],
        typer.Option(
            help="What this process does: take what comes in (web), send what goes out (worker), "
            "or both (all)."
        ),
    ] = "all",
) -> None:
    """Run the bot.

    One process does everything, or web and worker run apart, each as often as needed.
    """
    serve(load(), role)
