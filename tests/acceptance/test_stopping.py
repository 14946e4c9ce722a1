"""SIGTERM under load: the bot finishes what it does, leaves the rest to the next, and ends."""

import asyncio
from pathlib import Path

from tests.acceptance.house import open_house
from tests.acceptance.office import AGENTS, Problem
from tests.acceptance.persistence import send_at_last
from tests.acceptance.waiting import until

EARLY = tuple(Problem(f"Early {room}", room, AGENTS[room]) for room in range(3))
LATE = tuple(Problem(f"Late {room}", room, AGENTS[room]) for room in range(3))
SLOW_S = 1.5


async def test_a_bot_that_is_asked_to_end_knows_the_answer_to_every_call(
    empty_url: str, tmp_path: Path
) -> None:
    async with open_house(tmp_path, empty_url) as house, house.bot() as bot:
        under_way = [house.fault("slow", "chat.postMessage", seconds=SLOW_S) for _ in EARLY]
        await house.escalate(*EARLY)
        late = [(problem, await house.open_form(problem)) for problem in LATE]
        await until("calls are under way", lambda: all(call() for call in under_way))
        sending = asyncio.gather(*(send_at_last(house, *form) for form in late))
        status = await bot.stop()
        unanswered, owed = house.records.under_way(), house.records.owed()

        await bot.start()
        await sending
        await house.delivered()

        assert (status, unanswered) == (0, 0)
        assert owed > 0
        assert [house.sight.count(problem) for problem in (*EARLY, *LATE)] == [(1, 1)] * 6
        assert house.sight.said_twice() == []
