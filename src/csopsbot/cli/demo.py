"""`csopsbot demo`."""

from typing import Annotated, Literal

import typer

from csopsbot.demo.players import PATIENCE_S
from csopsbot.demo.run import Options, run


def command(
    once: Annotated[bool, typer.Option("--once", help="Play the story and end.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print who saw what, where and when, for machines.")
    ] = False,
    mode: Annotated[
        Literal["http", "socket"], typer.Option(help="How the local Slack reaches the bot.")
    ] = "http",
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The local Slack's port; 0 takes a free one.")
    ] = 0,
    tracker: Annotated[
        Literal["local", "redmine"],
        typer.Option(help="Where issues live: on our own board, or in a real Redmine."),
    ] = "local",
    browser: Annotated[
        bool, typer.Option(help="Open the page, where there is a desktop to open it on.")
    ] = True,
    patience: Annotated[
        float, typer.Option(min=0, help="For how many seconds people wait for what should come.")
    ] = PATIENCE_S,
) -> None:
    """Play the main job on this machine, then stay up to be tried.

    A local Slack, a tracker and the bot between them, over real HTTP. The database is SQLite in a
    folder that is thrown away, or the one CSOPSBOT_DATABASE_URL names. A Redmine is run from the
    Debian packages redmine and redmine-sqlite.
    """
    options = Options(once, json, mode, port, tracker, patience, browser)
    raise typer.Exit(run(options))
