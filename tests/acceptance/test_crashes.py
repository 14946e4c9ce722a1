"""`kill -9` between a call and the record of its answer; afterwards all is there exactly once.

Six escalations are caught at the six calls that matter. Their answers get lost, and the bot dies.
"""

from pathlib import Path

import pytest

from tests.acceptance.house import House, open_house
from tests.acceptance.jira import Jira, jira_running
from tests.acceptance.office import ADA, LEO, MIA, NOA, Problem
from tests.acceptance.trap import BREAKS, HANGS, Loss, Trap

LINE = Problem("A line below its card", 0, MIA)
EDIT = Problem("An edit of its card", 1, LEO)
COMMENT = Problem("A comment on its issue", 2, NOA)
SUPPORT_CARD = Problem("Its support card", 0, MIA)
TEAM_CARD = Problem("Its team card", 1, LEO)
ISSUE = Problem("Its issue", 2, NOA)
BEFORE, NEW = (LINE, EDIT, COMMENT), (SUPPORT_CARD, TEAM_CARD, ISSUE)

ANSWER = "Only Visa, since 09:40."
JIRA_LAGS_S = 2.0


async def lose_answers(trap: Trap) -> None:
    """Let six things happen, and lose the answer to a call that comes of each."""
    house = trap.house
    forms = {problem: await house.open_form(problem) for problem in NEW}
    async with trap.in_jira(r"/comment$"):
        await house.reply(COMMENT, COMMENT.support, NOA, ANSWER)
    async with trap.in_jira(r"/issue$"):
        await house.send_form(ISSUE, forms[ISSUE])
    async with trap.slack("chat.postMessage"):
        await house.react(LINE, "eyes")
    async with trap.slack("chat.update"):
        await house.react(EDIT, "hammer_and_wrench")
    async with trap.slack("chat.postMessage"):
        await house.send_form(SUPPORT_CARD, forms[SUPPORT_CARD])
    async with trap.slack("chat.postMessage", skip=1):
        await house.send_form(TEAM_CARD, forms[TEAM_CARD])


@pytest.mark.thorough
async def test_what_was_done_while_the_bot_hung_on_for_the_answer_is_not_done_again(
    empty_url: str, tmp_path: Path
) -> None:
    await catch_kill_and_start(empty_url, tmp_path, HANGS)


async def test_what_was_done_when_the_line_broke_is_not_done_again(
    sqlite_url: str, tmp_path: Path
) -> None:
    await catch_kill_and_start(sqlite_url, tmp_path, BREAKS)


async def catch_kill_and_start(url: str, folder: Path, loss: Loss) -> None:
    """Catch the bot at six calls, kill it, start it, and see that everything is there once."""
    with jira_running() as jira:
        jira.cloud.server.faults.index_lag = JIRA_LAGS_S
        changes = jira.settings
        async with (
            open_house(folder, url, trackers=("jira",), changes=changes) as house,
            house.bot() as bot,
        ):
            await house.escalate(*BEFORE)
            await house.delivered()
            await lose_answers(Trap(house, jira, loss))
            calls = house.records.under_way()
            await bot.kill()
            await bot.start()
            await house.delivered()

            assert calls == 6
            assert_all_is_there_once(house, jira)


def assert_all_is_there_once(house: House, jira: Jira) -> None:
    sight = house.sight
    assert {one.title: sight.count(one) for one in (*BEFORE, *NEW)} == {
        one.title: (1, 1) for one in (*BEFORE, *NEW)
    }
    assert {one.title: len(jira.issues(one.title)) for one in (*BEFORE, *NEW)} == {
        one.title: 1 for one in (*BEFORE, *NEW)
    }
    assert sight.said(LINE, LINE.support, ADA.real_name, "looking") == 1
    assert sight.shows(EDIT, EDIT.support, "In progress")
    assert sight.shows(EDIT, EDIT.team, "In progress")
    assert sight.said(COMMENT, COMMENT.team, ANSWER) == 1
    assert [ANSWER in text for _, text in jira.comments(COMMENT.title)] == [True]
    assert sight.said_twice() == []
