"""The story with GitHub as the tracker: the bot and a server that speaks GitHub, settings alone."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from csopsbot.testing.github_site import Fault
from tests.acceptance.github import WORKING, GitHub, github_running
from tests.acceptance.house import House, open_house
from tests.acceptance.office import MIA, Problem
from tests.acceptance.waiting import until
from tests.databases import Files

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION, ANSWER = "Which card network is it?", "Only Visa, @dana, since #1."


@pytest.fixture(scope="module")
def github() -> Iterator[GitHub]:
    with github_running() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    github: GitHub, sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    """Yield a house in which the bot runs, and GitHub delivers what happens."""
    folder = tmp_path_factory.mktemp("github")
    with sqlite_files.empty() as url:
        async with open_house(folder, url, trackers=("github",), changes=github.settings) as opened:
            name_the_repository(opened)
            async with opened.bot():
                github.deliver_to(f"{opened.bot_url}/in/github")
                yield opened


def name_the_repository(house: House) -> None:
    """Let the desk file name a project as GitHub does."""
    desk = Path(house.settings["CSOPSBOT_DESK"])
    desk.write_text(desk.read_text().replace('"PAY"', '"acme/shop"'))


async def escalated(house: House, title: str, room: int) -> Problem:
    """Escalate something, and return it once both sides see its issue."""
    problem = Problem(title, room)
    await house.escalate(problem)
    for channel in (problem.support, problem.team):
        await until(
            "the issue is shown", partial(house.sight.shows, problem, channel, "acme/shop#")
        )
    return problem


async def test_what_is_done_in_github_is_seen_in_slack(house: House, github: GitHub) -> None:
    problem = await escalated(house, "Invoices have no numbers", 0)
    shown = partial(house.sight.shows, problem, problem.support)

    await github.ask("POST", problem.title, "/labels", labels=[WORKING])
    await until("support sees the work", partial(shown, "In progress"))
    await github.ask("PATCH", problem.title, state="closed", state_reason="completed")
    await until("support sees that it is done", partial(shown, "Fixed"))
    await house.delivered()
    assert house.sight.said(problem, problem.support, "Words for the customer") == 1


async def test_a_reaction_in_slack_moves_the_issue(house: House, github: GitHub) -> None:
    problem = await escalated(house, "Payouts fail", 1)

    await house.react(problem, "hammer_and_wrench")
    await until("GitHub shows the work", lambda: WORKING in github.issue(problem.title).labels)
    await house.react(problem, "white_check_mark")
    await until("GitHub shows the end", lambda: github.issue(problem.title).state == "closed")
    await house.delivered()

    issue = github.issue(problem.title)
    assert (issue.reason, WORKING in issue.labels) == ("completed", False)
    assert "slack" in (issue.body or "").lower()


async def test_what_is_said_in_slack_is_said_in_github_once_and_alerts_nobody(
    house: House, github: GitHub
) -> None:
    problem = await escalated(house, "Receipts are empty", 2)

    await house.reply(problem, problem.support, MIA, ANSWER)
    await until("it is in GitHub", lambda: len(github.comments(problem.title)) == 1)
    await github.ask("POST", problem.title, "/comments", body=QUESTION)
    await until(
        "the team reads it", partial(house.sight.said, problem, problem.team, "dana", QUESTION)
    )
    await house.delivered()

    assert house.sight.said(problem, problem.team, "Only Visa") == 1
    assert house.sight.said(problem, problem.team, QUESTION) == 1
    assert house.sight.said(problem, problem.support, QUESTION) == 0
    ours, _ = github.comments(problem.title)
    assert "@dana" not in ours.body
    assert "#1" not in ours.body


async def test_an_issue_and_a_comment_whose_answers_were_lost_are_there_once(
    house: House, github: GitHub
) -> None:
    lost = [Fault("lose", method="POST", path="/issues$")]
    lost += [Fault("lose", method="POST", path="/comments$")]
    github.served.server.faults += lost
    problem = await escalated(house, "Logins time out", 0)

    await house.reply(problem, problem.support, MIA, ANSWER)
    await until("it is in GitHub", lambda: len(github.comments(problem.title)) == 1)
    await house.delivered()

    assert [one.times for one in lost] == [0, 0]
    assert len(github.comments(problem.title)) == 1


async def test_a_transferred_issue_is_followed_and_nothing_is_told_twice(
    house: House, github: GitHub
) -> None:
    problem = await escalated(house, "Refunds are late", 1)
    said = partial(house.sight.said, problem, problem.team)
    await github.ask("POST", problem.title, "/comments", body="Before it moved")
    await until("the team reads it", partial(said, "Before it moved"))

    github.transfer(problem.title)
    await house.react(problem, "hammer_and_wrench")
    await until(
        "its new name is shown",
        partial(house.sight.shows, problem, problem.team, "acme/tills#1"),
    )
    await github.ask("POST", problem.title, "/comments", body="After it moved")
    await until("the team reads that too", partial(said, "After it moved"))
    await house.react(problem, "white_check_mark")
    await until("the new one is closed", lambda: github.issue(problem.title).state == "closed")
    await house.delivered()

    assert (said("Before it moved"), said("After it moved")) == (1, 1)
