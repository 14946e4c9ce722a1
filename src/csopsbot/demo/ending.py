"""Ending the demo: Ctrl-C, a closed terminal and a kind kill all leave nothing behind."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STATUS_OF_SIGNALS = 128
"""What shells add to a signal's number, for a program that it ended."""


async def until_signal(work: Coroutine[Any, Any, int]) -> int:
    """Return the exit status WORK comes to, or that of the first signal, which cancels it.

    Later signals are ignored: they would break off the tidying up.
    """
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    heard: list[signal.Signals] = []

    def end(number: signal.Signals) -> None:
        if not heard:
            task.cancel()
        heard.append(number)

    for number in SIGNALS:
        loop.add_signal_handler(number, end, number)
    try:
        return await task
    except asyncio.CancelledError:
        if not heard:
            raise
        return STATUS_OF_SIGNALS + heard[0]
