"""The wire in the demo: what the bot asks of its tracker stands among what it asks of Slack."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from csopsbot.demo.house import House
from csopsbot.demo.tap import SAID
from csopsbot.sandbox.face.panels.exchange import Exchange
from csopsbot.sandbox.face.panels.panel import Panel
from csopsbot.sandbox.face.panels.wire import wire
from csopsbot.words import say

KEPT_BYTES = 500_000


class Said:
    """What the bot wrote down of what it asked."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def version(self) -> object:
        """Return what changes with every request."""
        return self._file.stat().st_size if self._file.exists() else 0

    def newest(self) -> Iterator[Exchange]:
        """Yield the requests, the latest first."""
        lines = self._tail().splitlines(keepends=True)
        whole = [line for line in lines if line.startswith(b"{") and line.endswith(b"\n")]
        return (_exchange(json.loads(line)) for line in reversed(whole))

    def _tail(self) -> bytes:
        if not self._file.exists():
            return b""
        with self._file.open("rb") as file:
            file.seek(max(self._file.stat().st_size - KEPT_BYTES, 0))
            return file.read()


def wire_of(house: House) -> Panel:
    """Return the wire's panel of this house."""
    note = "panels.wire_board" if house.place.look.kind == "local" else "panels.wire_apart"
    return wire(Said(house.folder / SAID), note=partial(say, note))


def _exchange(said: dict[str, object]) -> Exchange:
    at, problem = float(str(said["at"])), str(said["problem"])
    return Exchange(
        key=f"t{at}",
        at=at,
        way="app → tracker",
        title=str(said["what"]),
        outcome=problem or "ok",
        good=not problem,
        parts=lambda: {"asked": said["asked"], "answered": said["answer"]},
    )
