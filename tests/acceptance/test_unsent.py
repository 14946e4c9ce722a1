"""`kill -9` between the commit and the call, or while the call is on its way; nothing is lost."""

from pathlib import Path

import pytest

from tests.acceptance.house import House, open_house
from tests.acceptance.office import LEO, MIA, NOA, Problem
from tests.acceptance.waiting import until

FIRST = Problem("Payments fail at checkout", 0, MIA)
SECOND = Problem("Invoices have no numbers", 1, LEO)
NEVER = Problem("Its card never reaches Slack", 0, MIA)
LATE = Problem("Its card is stored after the bot has died", 1, LEO)
LATER = Problem("Its card is stored after the line broke", 2, NOA)

LEASE_S, LATE_S, SETTLE_S = 3.0, 4.5, 8.0
LONG_S = 60.0


def cards(house: House, *problems: Problem) -> list[tuple[int, int]]:
    """Return how many cards each problem has, for support and for the team."""
    return [house.sight.count(problem) for problem in problems]


async def test_what_was_committed_is_delivered_by_whoever_comes_next(
    empty_url: str, tmp_path: Path
) -> None:
    async with open_house(tmp_path, empty_url) as house:
        async with house.bot("web") as web:
            await house.escalate(FIRST, SECOND)
            await web.kill()
        assert cards(house, FIRST, SECOND) == [(0, 0), (0, 0)]

        async with house.bot():
            await house.delivered()
            assert cards(house, FIRST, SECOND) == [(1, 1), (1, 1)]
            assert sorted(house.records.titles()) == sorted([FIRST.title, SECOND.title])
            assert house.sight.said_twice() == []


@pytest.mark.thorough
async def test_a_call_under_way_when_the_bot_died_is_made_once(
    sqlite_url: str, tmp_path: Path
) -> None:
    changes = {
        "CSOPSBOT_DELIVERY__LEASE_S": str(LEASE_S),  # the next looks no earlier than that,
        "CSOPSBOT_DELIVERY__SETTLE_S": str(SETTLE_S),  # and must not look before that
    }
    async with open_house(tmp_path, sqlite_url, changes=changes) as house, house.bot() as bot:
        forms = {problem: await house.open_form(problem) for problem in (NEVER, LATE, LATER)}
        for problem, kind, seconds in (
            (NEVER, "hang", LONG_S),
            (LATER, "late_store", LATE_S),
            (LATE, "slow", LATE_S),
        ):
            caught = house.fault(kind, "chat.postMessage", seconds=seconds)
            await house.send_form(problem, forms[problem])
            await until(f"the call of “{problem.title}” is under way", caught)
        await bot.kill()
        died_with = cards(house, NEVER, LATE)

        await bot.start()
        await house.delivered()

        assert died_with == [(0, 0), (0, 0)]
        assert cards(house, NEVER, LATE, LATER) == [(1, 1)] * 3
        assert len(house.records.titles()) == 3
        assert house.sight.said_twice() == []
