"""Storms, in which the bot is killed again and again at any moment; `make storm` has long ones."""

import asyncio
import os
from random import Random

from tests.acceptance.bot import Bot

KILLS = int(os.environ.get("CSOPSBOT_TEST_KILLS", "4"))  # noqa: TID251 - a test's effort
LONGEST_LIFE_S = 1.2
STILLBORN = 0.25


async def storm(bot: Bot, dice: Random) -> None:
    """Kill the bot at random moments of its lives, some of which end before they begin."""
    for _ in range(KILLS):
        await asyncio.sleep(dice.uniform(0, LONGEST_LIFE_S))
        await bot.kill()
        if dice.random() < STILLBORN:
            await bot.launch()
        else:
            await bot.start()
    await bot.kill()
    await bot.start()
