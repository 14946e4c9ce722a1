"""A vendor that misbehaves: it answers late, not at all, or after having done what was asked."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from csopsbot.app.effects import Effect
from csopsbot.app.failures import RateLimited, Unanswered, Unavailable
from csopsbot.app.ports import Call, Scene
from csopsbot.app.receipts import Done, Receipt
from tests.unit.app.house import REF

LATE_S = 0.05


@dataclass(slots=True)
class Vendor:
    """Keeps what was posted, in order; chance of each fault is a share of calls."""

    dice: random.Random
    clock: Callable[[], datetime]
    faults: float = 0.25
    posts: list[str] = field(default_factory=list)
    looks: int = 0
    _late: set[asyncio.Task[None]] = field(default_factory=set)

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Prepare a post; mirrors are posts here as well, so that a second one would be seen."""
        return Call(scene.key, effect)

    async def send(self, call: Call) -> Receipt:
        """Post it, or go wrong in one of the ways vendors do."""
        await asyncio.sleep(self.dice.random() * 0.005)
        if self.dice.random() >= self.faults:
            self.posts.append(call.key)
            return Done()
        return self._go_wrong(call)

    def _go_wrong(self, call: Call) -> Receipt:
        kind = self.dice.choice(["limit", "down", "lost after", "lost before", "late"])
        if kind == "limit":
            raise RateLimited(retry_at=self.clock() + timedelta(milliseconds=20))
        if kind == "down":
            raise Unavailable
        if kind == "lost after":
            self.posts.append(call.key)
        if kind == "late":
            task = asyncio.create_task(self._post_late(call.key))
            self._late.add(task)
            task.add_done_callback(self._late.discard)
        raise Unanswered

    async def _post_late(self, key: str) -> None:
        await asyncio.sleep(LATE_S)
        self.posts.append(key)

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        """Say whether it was posted."""
        self.looks += 1
        return Done() if call.key in self.posts else None


@dataclass(slots=True)
class OneIssue(Vendor):
    """A tracker in which all escalations wait on one issue, which each call rewrites.

    AT_ONCE tells of each call how many were being made then.
    """

    at_once: list[int] = field(default_factory=list)
    _writing: int = 0

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Prepare a post that waits for its turn."""
        return Call(scene.key, effect, rewrites=REF)

    async def send(self, call: Call) -> Receipt:
        """Post it, and count."""
        self._writing += 1
        self.at_once.append(self._writing)
        try:
            return await Vendor.send(self, call)
        finally:
            self._writing -= 1
