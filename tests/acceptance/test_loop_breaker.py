"""Two programs answer each other on an issue: what they say stays there, and the team is told once."""

import asyncio
from functools import partial

import pytest

from csopsbot.domain.storm import MOST
from tests.acceptance.several import house_at
from tests.acceptance.vendors import escalated
from tests.acceptance.waiting import until
from tests.databases import Files

TOO_MANY, OVER = "come faster than people write", "and comments are passed on."
COMMENTS = MOST + 10
QUIET_MIN = 11
A_MOMENT_S = 0.15
"""Jira bears twenty writes to an issue within two seconds."""


@pytest.mark.thorough
@pytest.mark.parametrize("tracker", ["jira", "github", "gitlab"])
async def test_a_storm_of_comments_is_not_passed_on_and_ends(
    sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory, tracker: str
) -> None:
    async with house_at(tracker, sqlite_files, tmp_path_factory) as (house, there):
        problem = await escalated(house, "Card payments fail", 0, there.key)
        said = partial(house.sight.said, problem, problem.team)
        for number in range(COMMENTS):
            await there.comment(problem.title, f"Answer {number:02}.")
            await asyncio.sleep(A_MOMENT_S)
        await until("the team is told", partial(said, TOO_MANY))
        await until("so is what came before", lambda: said("Answer") == MOST)
        await there.comment(problem.title, "Answer at last.")
        await house.delivered()
        house.later(QUIET_MIN)
        await until("the team is told that it is over", partial(said, OVER))
        await there.comment(problem.title, "Sorry for the noise.")
        await until("people are heard again", partial(said, "Sorry for the noise."))
        await house.delivered()

        assert [said(one) for one in (TOO_MANY, OVER, "at last")] == [1, 1, 0]
        assert said("Answer") == MOST
        assert len(there.comments(problem.title)) == COMMENTS + 2
        assert house.sight.said_twice() == []
