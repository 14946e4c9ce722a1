"""The story as it is told: all at once in the terminal, step by step or at a walk on the page."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from itertools import chain, repeat
from typing import Literal

import httpx

from csopsbot.app.failures import Failure
from csopsbot.demo.bot import HouseNotReady
from csopsbot.demo.house import House
from csopsbot.demo.places import PlaceMissing
from csopsbot.demo.players import PATIENCE_S
from csopsbot.demo.stage import Stage, stage
from csopsbot.demo.story import BEATS
from csopsbot.demo.transcript import DidNotHappen, Moment, Transcript
from csopsbot.sandbox.person import ClientError
from csopsbot.words import say

BROKEN_OFF = (DidNotHappen, HouseNotReady, PlaceMissing, ClientError, Failure, httpx.HTTPError)
PAUSE_S = 2.5

Beat = Callable[[Stage], Awaitable[None]]
Complain = Callable[[Exception], None]
State = Literal["ready", "telling", "paused", "over", "broken_off"]


def _silently(_: Exception) -> None:
    """Tell nobody."""


class Performance:
    """Tells BEATS one after another on a stage that SET opens anew for each time of telling.

    DONE counts the beats that were told; PROBLEM is what broke it off, which COMPLAIN is told where
    nobody else is; TITLES are those of what was escalated in it.
    """

    def __init__(
        self,
        beats: Sequence[Beat],
        set_stage: Callable[[], AbstractAsyncContextManager[Stage]],
        pause_s: float = PAUSE_S,
        complain: Complain = _silently,
    ) -> None:
        self.beats = beats
        self.state: State = "ready"
        self.done = 0
        self.problem: Exception | None = None
        self.titles: set[str] = set()
        self._set_stage = set_stage
        self._pause_s = pause_s
        self._complain = complain
        self._stack = AsyncExitStack()
        self._stage: Stage | None = None
        self._task: asyncio.Task[None] | None = None

    async def tell(self, announce: Callable[[str], None]) -> Stage:
        """Tell all of it at once and return the stage; raises what breaks it off."""
        on = await self._begin()
        self.state = "telling"
        for beat in self.beats:
            announce(about(beat))
            await beat(on)
            self.done += 1
        self.state = "over"
        return on

    def step(self) -> None:
        """Tell the next beat, of a new telling if the last one is over, unless one is being told."""
        self._go(1)

    def play(self) -> None:
        """Tell all that is left, with a pause after each beat."""
        self._go(len(self.beats))

    def pause(self) -> None:
        """Tell no more than the beat that is being told."""
        if self.state == "telling":
            self.state = "paused"

    async def close(self) -> None:
        """Break off, and let everybody leave the stage."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._stack.aclose()

    def _go(self, count: int) -> None:
        if self._task is None or self._task.done():
            if self.state == "telling":  # in the terminal
                return
            if self._is_over():
                self._stage = None
            self.state = "telling"
            self._task = asyncio.create_task(self._tell_some(count))
        elif self.state == "paused":
            self.state = "telling"

    async def _tell_some(self, count: int) -> None:
        try:
            on = self._stage or await self._begin()
            for beat in self.beats[self.done : self.done + count]:
                await beat(on)
                self.done += 1
                if self._is_over() or self.state == "paused":
                    break
                await asyncio.sleep(self._pause_s if count > 1 else 0)
        except BROKEN_OFF as error:
            self.state, self.problem = "broken_off", error
            self._complain(error)
        else:
            self.state = "over" if self._is_over() else "paused"

    def _is_over(self) -> bool:
        return self.done == len(self.beats) or self.state == "broken_off"

    async def _begin(self) -> Stage:
        await self._stack.aclose()
        self.done, self.problem = 0, None
        self._stage = await self._stack.enter_async_context(self._set_stage())
        self.titles.add(self._stage.problem)
        return self._stage


@asynccontextmanager
async def performing(
    house: House,
    told: Transcript,
    patience_s: float = PATIENCE_S,
    complain: Complain = _silently,
) -> AsyncIterator[Performance]:
    """Yield the telling of the story; what is seen at the first time of it goes to TOLD.

    What breaks it off on the page is told to COMPLAIN, in full.
    """
    transcripts = chain([told], repeat(None))

    def set_stage() -> AbstractAsyncContextManager[Stage]:
        return stage(house, next(transcripts) or Transcript(time.monotonic, _quiet), patience_s)

    performance = Performance(BEATS, set_stage, complain=complain)
    try:
        yield performance
    finally:
        await performance.close()


def _quiet(_: Moment) -> None:
    """Say nothing while it happens."""


def about(beat: Beat, language: str = "en") -> str:
    """Return what happens in a beat."""
    return say(f"beat.{beat.__name__}", language)
