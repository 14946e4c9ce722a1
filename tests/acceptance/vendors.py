"""The house with a vendor's tracker in place of the built-in one, and what tests begin with there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from tests.acceptance.house import House, open_house
from tests.acceptance.office import Problem
from tests.acceptance.waiting import until
from tests.databases import Files

QUICK = {"CSOPSBOT_DELIVERY__SETTLE_S": "1"}
"""What was not stored when its answer was lost never will be: none of these vendors is late."""


class Vendor(Protocol):
    """A vendor's server on loopback."""

    @property
    def settings(self) -> dict[str, str]:
        """The bot's settings for it."""
        ...

    def deliver_to(self, url: str) -> None:
        """Deliver all that happens to URL."""
        ...


@asynccontextmanager
async def house_with(
    tracker: str,
    vendor: Vendor,
    files: Files,
    folders: pytest.TempPathFactory,
    *,
    project: str = "PAY",
) -> AsyncIterator[House]:
    """Run a house whose bot calls the VENDOR, and is told what happens there."""
    with files.empty() as url:
        async with open_house(
            folders.mktemp(tracker), url, trackers=(tracker,), changes=vendor.settings | QUICK
        ) as house:
            _name_the_project(house, project)
            async with house.bot():
                vendor.deliver_to(f"{house.bot_url}/in/{tracker}")
                yield house


def _name_the_project(house: House, project: str) -> None:
    """Let the desk file name the project as the vendor does."""
    desk = Path(house.settings["CSOPSBOT_DESK"])
    desk.write_text(desk.read_text().replace('"PAY"', f'"{project}"'))


async def escalated(house: House, title: str, room: int, key: str = "PAY-") -> Problem:
    """Escalate something, and return it once both sides see its issue, whose key begins with KEY."""
    problem = Problem(title, room)
    await house.escalate(problem)
    for channel in (problem.support, problem.team):
        await until("the issue is shown", partial(house.sight.shows, problem, channel, key))
    return problem


A_STEP_MIN, STEPS = 8, 8


async def found_by_looking(house: House, what: str, look: Callable[[], object]) -> None:
    """Let time pass, in which the bot looks for what nobody tells it, until LOOK finds it."""
    for _ in range(STEPS):
        if look():
            return
        house.later(A_STEP_MIN)
        await asyncio.sleep(1)
    await until(what, look)
