"""SIGTERM under load: the bot finishes what it does, leaves the rest to the next, and ends."""

import asyncio
from pathlib import Path

from tests.acceptance.house import open_house
from tests.acceptance.office import AGENTS, Problem
from tests.acceptance.persistence import send_at_last

PROBLEMS = tuple(Problem(f"Problem {room}", room, AGENTS[room]) for room in range(3))
SLOW_S = 1.5


async def test_a_bot_that_is_asked_to_end_knows_the_answer_to_every_call(
    empty_url: str, tmp_path: Path
) -> None:
    async with open_house(tmp_path, empty_url) as house, house.bot() as bot:
        forms = [await house.open_form(problem) for problem in PROBLEMS]
        for _ in PROBLEMS:
            house.fault("slow", "chat.postMessage", seconds=SLOW_S)
        sent = [
            asyncio.create_task(send_at_last(house, problem, form))
            for problem, form in zip(PROBLEMS, forms, strict=True)
        ]
        await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED)
        status = await bot.stop()
        open_calls, owed = house.records.under_way(), house.records.owed()

        await bot.start()
        await asyncio.gather(*sent)
        await house.delivered()

        assert (status, open_calls) == (0, 0)
        assert owed > 0
        assert [house.sight.count(problem) for problem in PROBLEMS] == [(1, 1)] * 3
        assert house.sight.said_twice() == []
