"""The story with Linear as the tracker: the bot and a server that speaks Linear, settings alone."""

from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest
import pytest_asyncio

from csopsbot.testing.linear_workspace import Fault
from tests.acceptance.house import House
from tests.acceptance.linear import Linear, linear_running
from tests.acceptance.office import MIA
from tests.acceptance.vendors import escalated, house_with
from tests.acceptance.waiting import until
from tests.databases import Files

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION, ANSWER = "Which card network is it?", "Only Visa, @dana, since PAY-1."


@pytest.fixture(scope="module")
def linear() -> Iterator[Linear]:
    with linear_running() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    linear: Linear, sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    async with house_with("linear", linear, sqlite_files, tmp_path_factory) as opened:
        yield opened


async def test_what_is_done_in_linear_is_seen_in_slack(house: House, linear: Linear) -> None:
    problem = await escalated(house, "Invoices have no numbers", 0)
    shown = partial(house.sight.shows, problem, problem.support)

    await linear.move(problem.title, "In Review")
    await until("support sees the work", partial(shown, "In progress"))
    await linear.move(problem.title, "Done")
    await until("support sees that it is done", partial(shown, "Fixed"))
    await house.delivered()
    assert house.sight.said(problem, problem.support, "Words for the customer") == 1
    assert linear.refused() == []
    assert {status // 100 for status in linear.answers()} == {2}


async def test_a_reaction_in_slack_moves_the_issue(house: House, linear: Linear) -> None:
    problem = await escalated(house, "Payouts fail", 1)

    await house.react(problem, "hammer_and_wrench")
    await until(
        "Linear shows the work", lambda: linear.issue(problem.title).state.name == "In Progress"
    )
    await house.react(problem, "white_check_mark")
    await until("Linear shows the end", lambda: linear.issue(problem.title).state.name == "Done")
    await house.delivered()

    links = linear.issue(problem.title).attachments
    thread, demand = sorted(link.title for link in links)
    assert (thread[-9:], demand) == (" in Slack", "nobody waits any more")
    assert all("slack" in link.url for link in links)
    assert linear.refused() == []


async def test_what_is_said_in_slack_is_said_in_linear_once_and_alerts_nobody(
    house: House, linear: Linear
) -> None:
    problem = await escalated(house, "Receipts are empty", 2)

    await house.reply(problem, problem.support, MIA, ANSWER)
    await until("it is in Linear", lambda: len(linear.comments(problem.title)) == 1)
    await linear.say(problem.title, QUESTION)
    await until(
        "the team reads it", partial(house.sight.said, problem, problem.team, "Dana", QUESTION)
    )
    await house.delivered()

    assert house.sight.said(problem, problem.team, "Only Visa") == 1
    assert house.sight.said(problem, problem.team, QUESTION) == 1
    assert house.sight.said(problem, problem.support, QUESTION) == 0
    ours, _ = linear.comments(problem.title)
    assert "@dana" not in ours.body


async def test_an_issue_and_a_comment_whose_answers_were_lost_are_there_once(
    house: House, linear: Linear
) -> None:
    lost = [
        Fault("lose", operation=f"^mutation {name}") for name in ("CreateIssue", "CreateComment")
    ]
    linear.served.server.faults += lost
    problem = await escalated(house, "Logins time out", 0)

    await house.reply(problem, problem.support, MIA, ANSWER)
    await until("it is in Linear", lambda: len(linear.comments(problem.title)) == 1)
    await house.delivered()

    assert [one.times for one in lost] == [0, 0]
    assert len(linear.comments(problem.title)) == 1


async def test_an_issue_that_moved_to_another_team_is_followed_and_nothing_is_told_twice(
    house: House, linear: Linear
) -> None:
    problem = await escalated(house, "Refunds are late", 1)
    said = partial(house.sight.said, problem, problem.team)
    await linear.say(problem.title, "Before it moved")
    await until("the team reads it", partial(said, "Before it moved"))

    linear.transfer(problem.title)
    await house.react(problem, "hammer_and_wrench")
    await until("its new name is shown", partial(house.sight.shows, problem, problem.team, "OPS-1"))
    await linear.say(problem.title, "After it moved")
    await until("the team reads that too", partial(said, "After it moved"))
    await house.react(problem, "white_check_mark")
    await until("it is done there", lambda: linear.issue(problem.title).state.name == "Done")
    await house.delivered()

    assert (said("Before it moved"), said("After it moved")) == (1, 1)


async def test_a_comment_that_is_taken_back_at_once_is_taken_back_in_slack(
    house: House, linear: Linear
) -> None:
    problem = await escalated(house, "Exports are slow", 0)
    said = partial(house.sight.said, problem, problem.team)
    await linear.say(problem.title, "The password is hunter2x")
    await until("the team reads it", partial(said, "hunter2x"))
    await house.delivered()

    await linear.take_back(linear.comments(problem.title)[-1])
    await until("it is taken back", lambda: said("hunter2x") == 0)
    assert linear.refused() == []
