"""Time that the demo can move on, for the local Slack and for the bot in its own process at once."""

import os
import struct
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from csopsbot.bootstrap.clock import now
from csopsbot.sandbox.clock import Clock

_SECONDS = struct.Struct("<d")


class SharedClock(Clock):
    """The local Slack's clock, whose offset stands in FILE for whoever goes by `moved`.

    The file follows before anybody can be woken by the move: what Slack signs from then on is not
    too old for the bot.
    """

    def __init__(self, file: Path, offset: float = 0.0) -> None:
        super().__init__()
        self.file = file
        file.touch()
        self.set_offset(offset)

    def set_offset(self, offset: float) -> None:
        """Put both clocks this many seconds ahead of the machine's."""
        super().set_offset(offset)
        with self.file.open("r+b") as file:  # written over, for it is read meanwhile
            file.write(_SECONDS.pack(offset))


def moved(file: Path) -> Callable[[], datetime]:
    """Return the clock that goes by what a `SharedClock` keeps in FILE, open from now on."""
    descriptor = os.open(file, os.O_RDONLY)

    def clock() -> datetime:
        (offset,) = _SECONDS.unpack(os.pread(descriptor, _SECONDS.size, 0))
        return now() + timedelta(seconds=offset)

    return clock
