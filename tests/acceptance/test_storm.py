"""A storm: the bot is killed again and again, at any moment, while ten escalations go their way."""

import asyncio
from functools import partial
from pathlib import Path
from random import Random

import pytest

from csopsbot.demo.house import Mode
from csopsbot.sandbox.faults import Fault
from tests.acceptance.house import House, open_house
from tests.acceptance.office import ADA, AGENTS, Problem
from tests.acceptance.persistence import escalate_at_last
from tests.acceptance.storm import storm
from tests.acceptance.waiting import until

SLOW_S, SETTLE_S = 0.3, 1.5
BROKEN = 0.05
A_MINUTE_S = 61.0
PROBLEMS = tuple(
    Problem(f"Problem {number:02}.", number % 3, AGENTS[number % 3]) for number in range(10)
)


async def escalate_and_take(house: House, room: int) -> None:
    """Let the agent of a room escalate, and an engineer take each escalation once its card is up."""
    for problem in (one for one in PROBLEMS if one.room == room):
        await escalate_at_last(house, problem)
        await until("the team card is up", partial(house.sight.cards, problem, problem.team))
        await house.react(problem, "eyes")


def make_unruly(house: House, dice: Random) -> None:
    """Let Slack take its time, so that the bot often dies in the middle of a call, and lose answers."""
    seed = dice.randrange(1_000_000)
    faults = house.slack.faults
    faults.add(Fault(kind="drop_answer", match="chat.*", probability=BROKEN, seed=seed))
    faults.add(Fault(kind="slow", match="chat.*", seconds=SLOW_S))


@pytest.mark.thorough
async def test_in_a_storm_of_kills_nothing_is_lost_and_nothing_is_said_twice(
    empty_url: str, tmp_path: Path, dice: Random
) -> None:
    # One storm for each way in which Slack reaches the bot.
    mode: Mode = "socket" if empty_url.startswith("postgresql") else "http"
    changes = {"CSOPSBOT_DELIVERY__SETTLE_S": str(SETTLE_S)}
    async with (
        open_house(tmp_path, empty_url, mode=mode, changes=changes) as house,
        house.bot() as bot,
    ):
        make_unruly(house, dice)
        await asyncio.gather(
            storm(bot, dice), *(escalate_and_take(house, room) for room in range(3))
        )
        await house.delivered()
        await send_again(house)
        for problem in PROBLEMS:
            await until("it is taken", partial(taken, house, problem))
        sight = house.sight

        assert [sight.count(one) for one in PROBLEMS] == [(1, 1)] * 10
        assert [sight.said(one, one.support, ADA.real_name, "looking") for one in PROBLEMS] == (
            [1] * 10
        )
        assert sorted(house.records.titles()) == sorted(one.title for one in PROBLEMS)
        assert sight.said_twice() == []
        assert house.records.given_up() == []


async def send_again(house: House) -> None:
    """Let Slack send again, as it does after a minute, the reactions that it was refused twice."""
    for problem in PROBLEMS:
        await until("Slack has told it", partial(told, house, problem))
    await house.delivered()  # for a call under way would seem to have been so for a minute
    house.slack.clock.advance(A_MINUTE_S)


def told(house: House, problem: Problem) -> bool:
    """Tell whether Slack has told of the reaction: it was taken, or refused at once and again."""
    card = house.sight.card(problem, problem.team)
    deliveries = (one for one in house.slack.journal.since(0) if one["kind"] == "delivery")
    reactions = (one for one in deliveries if one["topic"] == "event:reaction_added")
    ours = (one for one in reactions if one["payload"]["event"]["item"]["ts"] == card["ts"])
    return any(one["ok"] or one["attempt"] == 1 for one in ours)


def taken(house: House, problem: Problem) -> bool:
    """Tell whether support sees that the escalation was taken."""
    return house.sight.shows(problem, problem.support, ADA.real_name, "PAY-")
