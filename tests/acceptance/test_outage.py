"""A tracker is down for two hours: people are told once, and then it gets everything, in order."""

import re
from functools import partial

import pytest

from tests.acceptance.house import House
from tests.acceptance.office import MIA
from tests.acceptance.several import house_at
from tests.acceptance.vendors import escalated
from tests.acceptance.waiting import until
from tests.databases import Files

DELAYED, CAUGHT_UP = "taken nothing from us", "has everything now"
QUARTERS = 8
"""Of an hour."""
REPLIES_EACH = 4
SAID = re.compile(r"Still so, \d\.\d\.")


def has_kept(house: House, replies: int) -> bool:
    return house.records.events("replied") == replies


@pytest.mark.thorough
@pytest.mark.parametrize("tracker", ["jira", "github", "gitlab"])
async def test_a_tracker_that_is_down_for_two_hours_misses_nothing(
    sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory, tracker: str
) -> None:
    async with house_at(tracker, sqlite_files, tmp_path_factory) as (house, there):
        problem = await escalated(house, "Card payments fail", 0, there.key)
        await house.delivered()
        there.go_down()
        written = []
        for quarter in range(QUARTERS):
            for number in range(REPLIES_EACH):
                written.append(f"Still so, {quarter}.{number}.")
                await house.reply(problem, problem.support, MIA, written[-1])
                await until("it is kept", partial(has_kept, house, len(written)))
            house.later(15)
        for channel in (problem.support, problem.team):
            told = partial(house.sight.said, problem, channel, DELAYED)
            await until("people are told", told)
            assert house.sight.shows(problem, channel, "taken nothing since")

        there.come_back()
        house.later(1)
        heard = partial(there.comments, problem.title)
        await until("the tracker has it all", lambda: len(heard()) == len(written))
        house.later(2)
        for channel in (problem.support, problem.team):
            back = partial(house.sight.said, problem, channel, CAUGHT_UP)
            await until("people are told that it is over", back)
        await house.delivered()

        assert [said[0] for text in heard() if (said := SAID.search(text))] == written
        for channel in (problem.support, problem.team):
            assert house.sight.said(problem, channel, DELAYED) == 1
            assert house.sight.said(problem, channel, CAUGHT_UP) == 1
            assert not house.sight.shows(problem, channel, "taken nothing since")
        assert house.sight.said_twice() == []
