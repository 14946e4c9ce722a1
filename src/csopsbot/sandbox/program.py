"""The sandbox as a program of its own, until Ctrl-C."""

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path

from csopsbot.sandbox.manifest import App, Mode, load_app
from csopsbot.sandbox.server import create_app, running
from csopsbot.sandbox.workspace import Workspace, example_workspace, load_workspace


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
    say: Callable[[str], None] = print,
) -> None:
    """Run a sandbox until Ctrl-C and say its address and its tokens."""
    seed = load_workspace(workspace) if workspace else example_workspace()
    app = load_app(manifest, request_url=request_url)
    starlette = create_app(seed, app, rate_scale=rate_scale)
    if mode is not None:
        starlette.state.sandbox.use_mode(mode)

    async def until_stopped() -> None:
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):  # a background shell has us ignore Ctrl-C
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        async with running(starlette, host, port, off_loopback=off_loopback) as base_url:
            for line in welcome(seed, app, base_url):
                say(line)
            await stopped.wait()

    asyncio.run(until_stopped())


def welcome(workspace: Workspace, app: App, base_url: str) -> list[str]:
    """Return the lines that tell how to reach a sandbox."""
    lines = [
        f"Slack's Web API    {base_url}/api/",
        f"bot token          {app.bot_token}",
        f"app token          {app.app_token}",
        f"signing secret     {app.signing_secret}",
    ]
    lines += [f"{user.name:<18} {user.token}  ({user.id})" for user in workspace.users]
    lines += [f"#{channel.name:<17} {channel.id}" for channel in workspace.channels]
    return lines
