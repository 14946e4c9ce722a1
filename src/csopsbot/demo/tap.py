"""Before the way out to a tracker: the demo hears what is asked there, and can keep it from us.

The bot is a process of its own, so that both are told by files: one is there while the tracker is
down, to the other a line is added for everything that was asked.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from csopsbot.app.effects import Effect
from csopsbot.app.failures import Failure, Unavailable
from csopsbot.app.ports import Call, Outlet, Scene
from csopsbot.app.receipts import Receipt
from csopsbot.bootstrap.clock import Clock

SAID, AWAY = "said-to-tracker", "tracker-is-away"
_PLAIN = (str, int, float, bool, type(None))


class TappedOutlet:
    """A way out that is listened to, and closed while the file is there that says so."""

    def __init__(self, outlet: Outlet, tracker: str, folder: Path, clock: Clock) -> None:
        self._outlet = outlet
        self._tracker = tracker
        self._folder = folder
        self._clock = clock

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Render the effect as the outlet does."""
        return self._outlet.prepare(effect, scene)

    async def send(self, call: Call) -> Receipt:
        """Make the call and note what came of it; raises a `Failure`."""
        try:
            self._check()
            receipt = await self._outlet.send(call)
        except Failure as failure:
            self._note(call, type(failure).__name__, str(failure))
            raise
        self._note(call, "", plainly(receipt))
        return receipt

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        """Look for the call as the outlet does; raises a `Failure`."""
        self._check()
        return await self._outlet.find(call, since)

    def _check(self) -> None:
        if (self._folder / AWAY).exists():
            raise Unavailable(f"The tracker {self._tracker} was taken down by the director.")

    def _note(self, call: Call, problem: str, answer: object) -> None:
        said = {
            "at": self._clock().timestamp(),
            "tracker": self._tracker,
            "what": type(call.body).__name__,
            "asked": plainly(call.body),
            "problem": problem,
            "answer": answer,
        }
        with (self._folder / SAID).open("a", encoding="utf-8") as file:
            file.write(json.dumps(said, ensure_ascii=False) + "\n")


def tapped(folder: Path, clock: Clock) -> Callable[[str, Outlet], TappedOutlet]:
    """Return what puts a tap before the way out to a tracker."""
    return lambda tracker, outlet: TappedOutlet(outlet, tracker, folder, clock)


def plainly(value: Any) -> object:
    """Return VALUE in the kinds that JSON knows; what is no value by its type's name."""
    match value:
        case Enum():
            return plainly(value.value)
        case datetime() | timedelta():
            return str(value)
        case Mapping():
            return {str(key): plainly(one) for key, one in value.items()}
        case tuple() | list() | set() | frozenset():
            return [plainly(one) for one in value]
        case _ if is_dataclass(value):
            shown = {f.name: plainly(getattr(value, f.name)) for f in fields(value) if f.repr}
            return {name: one for name, one in shown.items() if one not in (None, "", [], {})}
        case _:
            return value if isinstance(value, _PLAIN) else type(value).__name__
