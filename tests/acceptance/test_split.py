"""`serve` in two parts: one process answers people, another does what is owed to them."""

from functools import partial
from pathlib import Path

from tests.acceptance.house import open_house
from tests.acceptance.office import Problem
from tests.acceptance.waiting import until

PROBLEM = Problem("Payments fail at checkout")


async def test_two_processes_do_together_what_one_does(empty_url: str, tmp_path: Path) -> None:
    async with (
        open_house(tmp_path, empty_url) as house,
        house.bot("worker"),  # which is not waited for: both find the database empty
        house.bot("web"),
    ):
        shows = partial(house.sight.shows, PROBLEM)
        await house.escalate(PROBLEM)
        await until("support sees the issue", lambda: shows(PROBLEM.support, "PAY-1"))
        await until("the team sees the issue", lambda: shows(PROBLEM.team, "PAY-1"))
        await house.react(PROBLEM, "eyes")
        await until("support sees who took it", lambda: shows(PROBLEM.support, "Ada Novak"))
        await house.delivered()

        assert house.records.titles() == [PROBLEM.title]
        assert house.sight.said(PROBLEM, PROBLEM.support, "Ada Novak", "looking") == 1
        assert house.sight.said_twice() == []
