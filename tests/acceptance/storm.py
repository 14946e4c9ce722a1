"""Storms, in which the bot is killed again and again at any moment."""

import asyncio
from random import Random

from tests.acceptance.bot import Bot

LONGEST_LIFE_S = 1.2
STILLBORN = 0.25


async def storm(bot: Bot, dice: Random, kills: int) -> None:
    """Kill the bot at random moments of its lives, some of which end before they begin."""
    for _ in range(kills):
        await asyncio.sleep(dice.uniform(0, LONGEST_LIFE_S))
        await bot.kill()
        if dice.random() < STILLBORN:
            await bot.launch()
        else:
            await bot.start()
    await bot.kill()
    await bot.start()
