"""`csopsbot sandbox`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from csopsbot.demo.examples import made
from csopsbot.demo.house import manifest as our_manifest
from csopsbot.sandbox import serve


def command(
    manifest: Annotated[
        Path | None, typer.Option(help="The Slack app's manifest; csopsbot's own if not given.")
    ] = None,
    workspace: Annotated[
        Path | None, typer.Option(help="People and channels, as a YAML file.")
    ] = None,
    request_url: Annotated[str, typer.Option(help="Where the app takes what Slack sends it.")] = "",
    mode: Annotated[
        Literal["http", "socket"] | None, typer.Option(help="How the app is reached.")
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port to listen on.")] = 8900,
    catalogue: Annotated[
        bool, typer.Option("--catalogue", help="Show every message the bot can send on a page.")
    ] = False,
    off_loopback: Annotated[
        bool,
        typer.Option(
            "--off-loopback",
            help="Listen where others can reach it, although it trusts whoever does.",
        ),
    ] = False,
    known_as: Annotated[
        list[str] | None,
        typer.Option(
            help="A name it may be called by, besides localhost and addresses in numbers; again "
            "for each."
        ),
    ] = None,
) -> None:
    """Run the local Slack alone, for an app of your own to talk to."""
    serve(
        manifest or our_manifest(),
        host=host,
        port=port,
        workspace=workspace,
        request_url=request_url,
        mode=mode,
        off_loopback=off_loopback,
        known_as=known_as or (),
        catalogue=made if catalogue else None,
    )
