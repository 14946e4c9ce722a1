"""Time is moved on under a bot that runs: all that is signed, limited or leased goes on as before."""

from functools import partial
from pathlib import Path

import pytest

from csopsbot.demo.house import Mode
from tests.acceptance.house import open_house
from tests.acceptance.office import ADA, Problem
from tests.acceptance.waiting import until

AN_HOUR, TO_THE_REMINDER = 60, 31
PROBLEM = Problem("Payments fail at checkout")


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_what_people_do_right_after_time_has_passed_is_taken(
    mode: Mode, sqlite_url: str, tmp_path: Path
) -> None:
    async with open_house(tmp_path, sqlite_url, mode=mode) as house, house.bot():
        await house.escalate(PROBLEM)
        await house.delivered()
        house.later(AN_HOUR)
        await house.react(PROBLEM, "eyes")
        shown = partial(house.sight.shows, PROBLEM, PROBLEM.support, ADA.real_name)
        await until("support sees who took it", shown)
        await house.delivered()
        house.later(TO_THE_REMINDER)
        reminded = partial(house.sight.said, PROBLEM, PROBLEM.support, "still", "customer")
        await until("the agent is reminded of the draft", reminded)

        assert house.sight.said(PROBLEM, PROBLEM.support, ADA.real_name, "looking") == 1
        assert house.sight.said_twice() == []
