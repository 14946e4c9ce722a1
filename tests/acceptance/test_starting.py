"""`csopsbot serve` where it cannot start: it says why in a line, and ends."""

import asyncio
import socket
import sys
from pathlib import Path

from csopsbot.demo.house import bot_settings, manifest
from csopsbot.sandbox import load_app
from csopsbot.settings import environment

NOBODY = "http://127.0.0.1:9"


async def start(folder: Path, **changes: str) -> tuple[int | None, list[str]]:
    """Start the bot, which is to end by itself, and return its exit status and what it said."""
    settings = bot_settings(load_app(manifest()), NOBODY, NOBODY, "http", folder)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "csopsbot", "serve"),
        env=environment.child({**settings, "CSOPSBOT_LOG_LEVEL": "info", **changes}),
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(30):
            _, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, said.decode().splitlines()


async def test_a_port_in_use_is_told_in_a_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, said = await start(tmp_path, CSOPSBOT_PORT=str(port))

    assert status == 1
    assert said == [
        f"CSOPSBOT_PORT {port} is in use on 127.0.0.1. End what listens there, or set another one."
    ]


async def test_a_mistyped_folder_is_told_in_a_line(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/mistyped/csopsbot.sqlite3"
    status, said = await start(tmp_path, CSOPSBOT_DATABASE_URL=url)

    assert status == 1
    assert said == [
        f"There is no folder {tmp_path}/mistyped to hold the database. "
        "Make it, or mend CSOPSBOT_DATABASE_URL."
    ]
