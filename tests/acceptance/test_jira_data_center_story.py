"""The story with a Jira Data Center: nothing but the address and a token says that it is one."""

from functools import partial

import pytest

from tests.acceptance.jira import data_center_running
from tests.acceptance.office import MIA
from tests.acceptance.vendors import escalated, house_with
from tests.acceptance.waiting import until
from tests.databases import Files

START, FINISH = "11", "31"
ANSWER, QUESTION = "Only *Visa*, since {09:40}.", "Which card network is it?"


async def test_an_escalation_goes_to_a_data_center_and_comes_back_done(
    sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with data_center_running() as jira:
        async with house_with("jira", jira, sqlite_files, tmp_path_factory) as house:
            problem = await escalated(house, "Card payments fail", 0)
            sees, title = house.sight, problem.title
            assert isinstance(jira.issue(title).description, str)

            await house.reply(problem, problem.support, MIA, ANSWER)
            await until("it is in Jira", lambda: len(jira.comments(title)) == 1)
            assert r"Only *Visa*, since \{09:40\}." in jira.comments(title)[0][1]

            await jira.comment(title, QUESTION)
            read = partial(sees.said, problem, problem.team, "Dana Devlin", QUESTION)
            await until("the team reads it", read)

            await jira.move(title, START)
            await jira.move(title, FINISH)
            await until("it is done", partial(sees.shows, problem, problem.support, "Fixed"))
