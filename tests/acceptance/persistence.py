"""What people do when the bot is away: try again until it goes through."""

import asyncio

from csopsbot.sandbox import ClientError, NotSeen
from tests.acceptance.house import House
from tests.acceptance.office import Problem

PAUSE_S = 0.2
LOOK_S = 1.0


async def escalate_at_last(house: House, problem: Problem) -> None:
    """Escalate, however often it takes."""
    await send_at_last(house, problem, await _open_at_last(house, problem))


async def send_at_last(house: House, problem: Problem, view: str) -> None:
    """Send the form, however often it takes."""
    while True:
        try:
            return await house.send_form(problem, view)
        except ClientError:
            await asyncio.sleep(PAUSE_S)


async def _open_at_last(house: House, problem: Problem) -> str:
    """Return a form: one that opened although the bot did not say so is as good as any."""
    agent = house.person(problem.agent)
    while True:
        try:
            await agent.command(problem.support, "/escalate", problem.title)
        except ClientError:
            await asyncio.sleep(PAUSE_S)
        try:
            return str((await agent.view(timeout=LOOK_S))["id"])
        except NotSeen:
            continue
