"""The sandbox as a program of its own, until Ctrl-C."""

import asyncio
import signal
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from csopsbot.sandbox.addresses import reached_from_elsewhere
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.face.render.catalogue import MakeCatalogue
from csopsbot.sandbox.manifest import App, Mode, load_app
from csopsbot.sandbox.server import create_app, running
from csopsbot.sandbox.workspace import Workspace, example_workspace, load_workspace

NO_APP = (
    "The app cannot be reached: its manifest's addresses lead elsewhere, and nothing is sent there. Give "
    "--request-url, or --mode socket."
)


AT_ONCE = partial(print, flush=True)
"""Says a line, also to a program that listens, when it is said."""


def serve(
    manifest: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8900,
    workspace: Path | None = None,
    request_url: str = "",
    mode: Mode | None = None,
    rate_scale: float = 1.0,
    off_loopback: bool = False,
    known_as: Collection[str] = (),
    catalogue: MakeCatalogue | None = None,
    say: Callable[[str], None] = AT_ONCE,
) -> None:
    """Run a sandbox until Ctrl-C and say its address and its tokens."""
    seed = load_workspace(workspace) if workspace else example_workspace()
    app = load_app(manifest, request_url=request_url)
    starlette = create_app(
        seed, app, rate_scale=rate_scale, catalogue=catalogue, known_as={host, *known_as}
    )
    sandbox: Sandbox = starlette.state.sandbox
    if mode is not None:
        sandbox.use_mode(mode)

    async def until_stopped() -> None:
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):  # a background shell has us ignore Ctrl-C
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        async with running(starlette, host, port, off_loopback=off_loopback) as base_url:
            elsewhere = reached_from_elsewhere(host, int(base_url.rpartition(":")[2]))
            for line in welcome(seed, app, base_url, elsewhere):
                say(line)
            if sandbox.mode == "http" and not sandbox.http.events_url:
                say(NO_APP)
            if catalogue:
                say(f"what the app sends {base_url}/app/catalogue")
            await stopped.wait()

    asyncio.run(until_stopped())


def welcome(workspace: Workspace, app: App, base_url: str, elsewhere: str = "") -> list[str]:
    """Return the lines that tell how to reach a sandbox, here and from ELSEWHERE if one can."""
    lines = [
        f"Slack in a browser {base_url}/app",
        *([f"from elsewhere     {elsewhere}/app"] if elsewhere else []),
        f"Slack's Web API    {base_url}/api/",
        f"bot token          {app.bot_token}",
        f"app token          {app.app_token}",
        f"signing secret     {app.signing_secret}",
    ]
    lines += [f"{user.name:<18} {user.token}  ({user.id})" for user in workspace.users]
    lines += [f"#{channel.name:<17} {channel.id}" for channel in workspace.channels]
    return lines
