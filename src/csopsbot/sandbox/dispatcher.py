"""Sends the app its payloads: each in a task of its own, events again when they fail."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from csopsbot.sandbox.clock import Clock
from csopsbot.sandbox.delivery import ATTEMPTS, Answer, Carrier, Delivery
from csopsbot.sandbox.faults import Faults
from csopsbot.sandbox.journal import Journal
from csopsbot.sandbox.jsontypes import Json

REORDER_PATIENCE = 1.0


class Dispatcher:
    """The way out to the app, over whichever carrier is chosen."""

    def __init__(self, carrier: Carrier, clock: Clock, journal: Journal, faults: Faults) -> None:
        self.carrier = carrier
        self._clock = clock
        self._journal = journal
        self._faults = faults
        self._tasks: set[asyncio.Task[object]] = set()
        self._held: list[Delivery] = []
        self._way_out = asyncio.Lock()
        self._under_way = 0
        self._all_arrived = asyncio.Event()
        self._all_arrived.set()

    def event(self, envelope: Json) -> None:
        """Send an event, as often and in such order as the faults in force say."""
        delivery = Delivery("events_api", f"event:{envelope['event']['type']}", envelope)
        again = self._faults.meet(delivery.topic, "duplicate_events")
        for _ in range(1 + (again.copies if again else 0)):
            self._in_order(delivery)

    async def send(self, delivery: Delivery) -> Answer:
        """Send a payload once and return what the app answered."""
        if slow := self._faults.meet(delivery.topic, "slow_delivery"):
            await asyncio.sleep(slow.seconds)
        at = self._clock.now()
        if self._faults.meet(delivery.topic, "lose_delivery"):
            answer = Answer(failure="connection_failed")
        else:
            answer = await self._carry(delivery)
        self._journal.write(
            "delivery",
            at,
            topic=delivery.topic,
            attempt=delivery.attempt,
            payload=delivery.payload,
            ok=answer.ok,
            status=answer.status,
            failure=answer.failure,
            answer=answer.body,
        )
        return answer

    @asynccontextmanager
    async def at_rest(self) -> AsyncIterator[None]:
        """Have nothing on its way to the app during the block; what comes up waits for its end.

        A payload is signed with the time. Were the clock moved while it is on its way, it would
        come to the app long after it was signed, as a forgery does.
        """
        async with self._way_out:
            await self._all_arrived.wait()
            yield

    def at(self, due: float, work: Callable[[], object]) -> None:
        """Do something once the clock shows `due`."""

        async def later() -> None:
            await self._clock.wait_until(due)
            work()

        self.background(later())

    def background(self, work: Coroutine[object, object, object]) -> None:
        """Let something run on by itself until it is done or the sandbox closes."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is still under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task

    async def _carry(self, delivery: Delivery) -> Answer:
        async with self._way_out:
            self._under_way += 1
            self._all_arrived.clear()
        try:
            return await self.carrier.carry(delivery)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._all_arrived.set()

    def _in_order(self, delivery: Delivery) -> None:
        fault = self._faults.meet(delivery.topic, "reorder_events")
        if fault is None:
            self.background(self._until_acknowledged(delivery))
            return
        self._held.append(delivery)
        if len(self._held) >= fault.window:
            self._release()
        else:
            self.background(self._release_later())

    async def _release_later(self) -> None:
        await asyncio.sleep(REORDER_PATIENCE)
        self._release()

    def _release(self) -> None:
        held, self._held = self._held, []
        for delivery in reversed(held):
            self.background(self._until_acknowledged(delivery))

    async def _until_acknowledged(self, delivery: Delivery) -> None:
        reason = ""
        for attempt, wait in enumerate(ATTEMPTS):
            if wait:
                await self._clock.wait_until(self._clock.now() + wait)
            answer = await self.send(replace(delivery, attempt=attempt, retry_reason=reason))
            if answer.ok or answer.no_retry:
                return
            reason = answer.failure
