"""`csopsbot sandbox`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from csopsbot.demo.examples import made
from csopsbot.demo.house import manifest as our_manifest
from csopsbot.sandbox import serve

ManifestFile = Annotated[
    Path | None, typer.Option(help="The Slack app's manifest; csopsbot's own if not given.")
]
WorkspaceFile = Annotated[Path | None, typer.Option(help="People and channels, as a YAML file.")]
RequestUrl = Annotated[str, typer.Option(help="Where the app takes what Slack sends it.")]
Mode = Annotated[Literal["http", "socket"] | None, typer.Option(help="How the app is reached.")]
Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65_535, help="The port to listen on.")]
Catalogue = Annotated[
    bool, typer.Option("--catalogue", help="Show every message the bot can send on a page.")
]
OffLoopback = Annotated[
    bool,
    typer.Option(
        "--off-loopback", help="Listen where others can reach it, although it trusts whoever does."
    ),
]
KnownAs = Annotated[
    list[str] | None,
    typer.Option(
        help="A name it may be called by, besides localhost and addresses in numbers; again for each."
    ),
]


def command(
    manifest: ManifestFile = None,
    workspace: WorkspaceFile = None,
    request_url: RequestUrl = "",
    mode: Mode = None,
    host: Host = "127.0.0.1",
    port: Port = 8900,
    catalogue: Catalogue = False,
    off_loopback: OffLoopback = False,
    known_as: KnownAs = None,
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
