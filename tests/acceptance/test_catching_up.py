"""Time passes while nobody looks at the clocks: what was missed is told once, and how late."""

import re
from functools import partial
from pathlib import Path
from random import Random

import pytest

from csopsbot.sandbox.faults import Fault
from tests.acceptance.house import House, open_house
from tests.acceptance.office import ADA, AGENTS, PROMISES, Problem
from tests.acceptance.storm import storm
from tests.acceptance.waiting import until

ANY_NEWS = "Any news?"
TO_THE_WARNING, TO_THE_BREACH, TWO_CALLS, DOWN = 16, 31, 11, 50
"""Minutes."""

CALLED_AGAIN = tuple(
    {**one, "ladder": [{"at": "breach", "who": "on_call", "every": "5m", "times": 9}]}
    for one in PROMISES
)

SLOW_S, SETTLE_S = 0.3, 1.5

MISSED = Problem("Its clock ran out while the bot was away")
LATER = Problem("Its clock runs while the bot is there")
SEVERAL = tuple(
    Problem(f"Problem {number}.", number % 3, AGENTS[number % 3]) for number in range(9)
)


def per_problem(house: House, problems: tuple[Problem, ...]) -> dict[str, int]:
    """Return how many alerts there are about each problem."""
    return {one.title: len(house.sight.alerts(one)) for one in problems}


def newest_alert(house: House, problem: Problem) -> str:
    """Return the newest alert about PROBLEM, as people read it now."""
    return house.sight.words(house.sight.alerts(problem)[-1])


async def all_alerted(house: House, problems: tuple[Problem, ...], times: int) -> None:
    """Wait until each problem was alerted of as often as that, and nothing more is to come."""
    wanted = {one.title: times for one in problems}
    await until(f"all are alerted {times} times", lambda: per_problem(house, problems) == wanted)
    await house.delivered()


async def test_after_downtime_one_alert_tells_of_the_breach_and_how_late_it_is(
    empty_url: str, tmp_path: Path
) -> None:
    async with open_house(tmp_path, empty_url, policies=PROMISES) as house, house.bot() as bot:
        await house.escalate(MISSED)
        await house.delivered()
        await bot.kill()
        house.later(DOWN)
        await bot.start()
        await all_alerted(house, (MISSED,), 1)
        alert = newest_alert(house, MISSED)

        assert "The 30 m allowed are over." in alert
        assert re.search(r"Noticed 20 m( \d+ s)? late\.", alert)
        assert "It speaks for 2 thresholds" in alert
        assert "@Ada Novak" in alert


async def test_what_was_told_is_not_told_again_by_whoever_comes_next(
    empty_url: str, tmp_path: Path
) -> None:
    async with open_house(tmp_path, empty_url, policies=PROMISES) as house, house.bot() as bot:
        await house.escalate(MISSED)
        await house.delivered()
        house.later(DOWN)
        await all_alerted(house, (MISSED,), 1)
        await bot.kill()
        house.later(DOWN)
        await bot.start()
        await house.escalate(LATER)
        await house.reply(
            MISSED, MISSED.support, MISSED.agent, ANY_NEWS
        )  # its clocks are looked at
        answered = partial(house.sight.said, MISSED, MISSED.team, ANY_NEWS)
        await until("the team reads what the agent wrote", answered)
        await house.delivered()
        house.later(TO_THE_WARNING)
        await all_alerted(house, (LATER,), 1)  # and so is the time

        assert per_problem(house, (MISSED, LATER)) == {MISSED.title: 1, LATER.title: 1}


@pytest.mark.thorough
async def test_who_is_called_again_is_called_once_for_all_calls_missed_and_never_after_answering(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with open_house(tmp_path, sqlite_url, policies=CALLED_AGAIN) as house, house.bot() as bot:
        await house.escalate(MISSED)
        await house.delivered()
        house.later(TO_THE_BREACH)
        await all_alerted(house, (MISSED,), 1)
        await bot.kill()
        house.later(TWO_CALLS)
        await bot.start()
        await all_alerted(house, (MISSED,), 2)
        asked = newest_alert(house, MISSED)
        alert = house.sight.alerts(MISSED)[-1]["ts"]
        await house.person(ADA).react(MISSED.team, alert, "eyes")
        await until("it is answered", lambda: "answered" in newest_alert(house, MISSED))
        await house.delivered()
        await bot.kill()
        house.later(TWO_CALLS)
        await bot.start()
        await house.escalate(LATER)
        await house.delivered()
        house.later(TO_THE_BREACH)
        await all_alerted(house, (LATER,), 1)

        assert "This is call number 3." in asked
        assert len(house.sight.alerts(MISSED)) == 2


@pytest.mark.thorough
async def test_two_workers_tell_of_each_threshold_once(postgres_url: str, tmp_path: Path) -> None:
    async with (
        open_house(tmp_path, postgres_url, policies=PROMISES) as house,
        house.bot("web"),
        house.bot("worker"),
        house.bot("worker"),
    ):
        await house.escalate(*SEVERAL)
        await house.delivered()
        house.later(TO_THE_WARNING)
        await all_alerted(house, SEVERAL, 1)
        house.later(TO_THE_BREACH - TO_THE_WARNING)
        await all_alerted(house, SEVERAL, 2)

        assert house.records.events("threshold_passed") == 2 * len(SEVERAL)
        assert house.records.events("alerted") == 2 * len(SEVERAL)
        assert house.sight.said_twice() == []


@pytest.mark.thorough
async def test_in_a_storm_of_kills_each_alert_comes_once(
    empty_url: str, tmp_path: Path, dice: Random
) -> None:
    changes = {"CSOPSBOT_DELIVERY__SETTLE_S": str(SETTLE_S)}
    async with (
        open_house(tmp_path, empty_url, policies=PROMISES, changes=changes) as house,
        house.bot() as bot,
    ):
        await house.escalate(*SEVERAL)
        await house.delivered()
        house.slack.faults.add(Fault(kind="slow", match="chat.*", seconds=SLOW_S))
        house.later(DOWN)
        await storm(bot, dice)
        await all_alerted(house, SEVERAL, 1)

        assert house.records.events("threshold_passed") == len(SEVERAL)
        assert house.sight.said_twice() == []
