"""The clock is moved between deliveries to the app: what was signed before must not arrive after."""

import asyncio

from csopsbot.sandbox import Clock, app_from_manifest, example_workspace
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.delivery import Answer, Delivery

TEN_MINUTES_S = 600.0
DELIVERY = Delivery("events_api", "event:message", {})


class Road:
    """A way to the app that is as long as the test says, and knows when each delivery set out."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.set_out: list[float] = []
        self.arrives = asyncio.Event()

    async def carry(self, _: Delivery) -> Answer:
        self.set_out.append(self.clock.offset)
        await self.arrives.wait()
        return Answer(status=200)


async def let_everybody_go_on() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_time_passes_once_all_has_arrived_and_before_anything_else_sets_out() -> None:
    sandbox = Sandbox(example_workspace(), app_from_manifest({}), Clock())
    road = sandbox.dispatcher.carrier = Road(sandbox.clock)
    async with asyncio.TaskGroup() as group:
        group.create_task(sandbox.dispatcher.send(DELIVERY))
        await let_everybody_go_on()
        group.create_task(sandbox.pass_time(TEN_MINUTES_S))
        await let_everybody_go_on()
        group.create_task(sandbox.dispatcher.send(DELIVERY))
        await let_everybody_go_on()
        assert (sandbox.clock.offset, road.set_out) == (0.0, [0.0])
        road.arrives.set()
    assert road.set_out == [0.0, TEN_MINUTES_S]
    await sandbox.close()
