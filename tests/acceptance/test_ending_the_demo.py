"""Ending `csopsbot demo` by a signal: its bot ends with it, and its folder is taken away."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

import psutil
import pytest

from csopsbot.settings import environment
from tests.acceptance.waiting import until

WITHIN_S = 30.0


async def start_demo(folder: Path) -> tuple[Process, psutil.Process]:
    """Start the demo, which may keep its things in FOLDER, and return it and its bot."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "csopsbot", "demo", "--json"),
        env=environment.child({"TMPDIR": str(folder)}),
        stdout=PIPE,
        stderr=DEVNULL,
    )
    watched = psutil.Process(process.pid)
    await until("the bot is started", watched.children)
    return process, watched.children()[0]


async def end(process: Process, how: signal.Signals) -> int:
    """Ask the demo to end, and return its exit status."""
    process.send_signal(how)
    async with asyncio.timeout(WITHIN_S):
        await process.communicate()
        return await process.wait()


def left_in(folder: Path) -> list[str]:
    """Return the names of what stands in FOLDER."""
    return [one.name for one in folder.iterdir()]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_story_that_is_broken_off_leaves_nothing_behind(
    how: signal.Signals, tmp_path: Path
) -> None:
    demo, bot = await start_demo(tmp_path)

    assert await end(demo, how) == 128 + how
    assert not bot.is_running()
    assert left_in(tmp_path) == []


@pytest.mark.thorough
async def test_it_is_a_good_end_when_all_was_played(tmp_path: Path) -> None:
    demo, bot = await start_demo(tmp_path)
    assert demo.stdout is not None
    async with asyncio.timeout(WITHIN_S):
        while await demo.stdout.readline() != b"}\n":
            pass

    assert await end(demo, signal.SIGTERM) == 0
    assert not bot.is_running()
    assert left_in(tmp_path) == []
