"""The story with Jira as the tracker: the bot and a server that speaks Jira Cloud, settings alone."""

import re
from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest
import pytest_asyncio

from tests.acceptance.house import House
from tests.acceptance.jira import DANA, Jira, jira_running
from tests.acceptance.office import ADA, MIA, Problem
from tests.acceptance.vendors import escalated, house_with
from tests.acceptance.waiting import until
from tests.databases import Files

pytestmark = pytest.mark.asyncio(loop_scope="module")

START, FINISH = "11", "31"
QUESTION, ANSWER = "Which card network is it?", "Only Visa, since 09:40."


@pytest.fixture(scope="module")
def jira() -> Iterator[Jira]:
    with jira_running() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    jira: Jira, sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    async with house_with("jira", jira, sqlite_files, tmp_path_factory) as opened:
        yield opened


async def test_an_escalation_becomes_an_issue_that_names_it_by_label_and_property(
    house: House, jira: Jira
) -> None:
    problem = await escalated(house, "Card payments fail", 0)

    issue = jira.issue(problem.title)
    (label,) = (one for one in issue.labels if one.startswith("csops-"))
    assert label == f"csops-{issue.properties['csops.ref']['ref']}"
    assert house.sight.shows(problem, problem.team, issue.key, "To Do")


async def test_what_is_done_in_jira_is_seen_in_slack(house: House, jira: Jira) -> None:
    problem = await escalated(house, "Invoices have no numbers", 1)
    support = problem.support

    await jira.ask("PUT", f"issue/{jira.issue(problem.title).key}/assignee", as_dana(jira))
    await until(
        "support sees who has it", partial(house.sight.shows, problem, support, "Dana Devlin")
    )
    await jira.move(problem.title, START)
    await until(
        "support sees the work", partial(house.sight.shows, problem, support, "In progress")
    )
    await until(
        "the team sees it", partial(house.sight.shows, problem, problem.team, "In Progress")
    )
    await jira.move(problem.title, FINISH)
    await until(
        "support sees that it is done", partial(house.sight.shows, problem, support, "Fixed")
    )
    assert house.sight.said(problem, support, "Words for the customer") == 1


async def test_a_comment_in_jira_reaches_the_team_once_and_goes_no_further(
    house: House, jira: Jira
) -> None:
    problem = await escalated(house, "Refunds are late", 2)

    await jira.comment(problem.title, QUESTION)
    await until(
        "the team reads it",
        partial(house.sight.said, problem, problem.team, "Dana Devlin", QUESTION),
    )
    await house.delivered()

    assert house.sight.said(problem, problem.team, QUESTION) == 1
    assert house.sight.said(problem, problem.support, QUESTION) == 0
    assert len(jira.comments(problem.title)) == 1


async def test_what_we_comment_in_jira_does_not_come_back(house: House, jira: Jira) -> None:
    problem = await escalated(house, "Receipts are empty", 0)

    await house.reply(problem, problem.support, MIA, ANSWER)
    await house.reply(problem, problem.team, ADA, QUESTION)
    await until("both are in Jira", lambda: len(jira.comments(problem.title)) == 2)
    told = len(jira.cloud.server.deliveries.record)
    await jira.comment(problem.title, "Nothing but a sign that all before it has come in.")
    await until(
        "the sign came", partial(house.sight.said, problem, problem.team, "Nothing but a sign")
    )
    await house.delivered()

    assert told > 0
    assert house.sight.said(problem, problem.team, ANSWER) == 1
    assert house.sight.said(problem, problem.team, QUESTION) == 1
    assert house.sight.said(problem, problem.support, QUESTION) == 0
    assert len(jira.comments(problem.title)) == 3


async def test_a_reaction_in_slack_moves_the_issue(house: House, jira: Jira) -> None:
    problem = await escalated(house, "Payouts fail", 1)

    await house.react(problem, "hammer_and_wrench")
    await until("Jira shows the work", lambda: status(jira, problem) == "In Progress")
    await house.react(problem, "white_check_mark")
    await until("Jira shows that it is done", lambda: status(jira, problem) == "Done")

    assert jira.issue(problem.title).assignee is jira.cloud.server.site.user(DANA[0])


async def test_who_takes_back_having_it_is_taken_off_the_issue(house: House, jira: Jira) -> None:
    problem = await escalated(house, "Reports are late", 2)
    dana = jira.cloud.server.site.user(DANA[0])
    await house.react(problem, "eyes")
    await until("Jira shows who has it", lambda: jira.issue(problem.title).assignee is dana)
    card = house.sight.card(problem, problem.team)
    await house.person(ADA).unreact(problem.team, card["ts"], "eyes")
    await until("nobody has it", lambda: jira.issue(problem.title).assignee is None)


async def test_what_is_fixed_before_it_was_started_is_done_in_jira_and_stays_fixed(
    house: House, jira: Jira
) -> None:
    problem = await escalated(house, "Exports are empty", 2)
    await house.react(problem, "white_check_mark")
    await until("Jira shows that it is done", lambda: status(jira, problem) == "Done")
    await house.delivered()
    assert house.sight.shows(problem, problem.support, "Fixed")
    assert status(jira, problem) == "Done"


async def test_what_is_open_again_was_started_by_nobody_where_jira_reopens_into_work(
    house: House, jira: Jira
) -> None:
    problem = await escalated(house, "Cards are declined again", 0)
    await house.react(problem, "white_check_mark")
    await until("Jira shows that it is done", lambda: status(jira, problem) == "Done")
    await house.delivered()
    (number,) = re.findall(r"ESC-\d+", house.sight.words(house.sight.card(problem, problem.team)))
    await house.person(MIA).command(problem.support, "/csops", f"wrote {number}")
    await until("Jira shows it open again", lambda: status(jira, problem) == "In Progress")
    await until(
        "the team sees it", partial(house.sight.shows, problem, problem.team, "In Progress")
    )
    await house.delivered()
    assert house.sight.said(problem, problem.support, "started") == 0
    assert house.sight.said(problem, problem.team, "cannot be moved") == 0


async def test_what_jira_lets_us_bring_but_part_of_the_way_stays_fixed_in_slack(
    house: House, jira: Jira
) -> None:
    problem = await escalated(house, "Refunds go nowhere", 1)
    workflow = jira.cloud.server.site.projects[0].workflow
    finish = [one for one in workflow.transitions if one.to.name == "Done"]
    workflow.transitions = [one for one in workflow.transitions if one not in finish]
    await house.react(problem, "white_check_mark")
    await until(
        "the team is told",
        partial(house.sight.said, problem, problem.team, "cannot be moved"),
    )
    await until("all else is delivered", lambda: house.records.owed() == 0)
    workflow.transitions += finish
    assert house.sight.shows(problem, problem.support, "Fixed")
    assert house.sight.said(problem, problem.support, "started") == 0


def as_dana(jira: Jira) -> dict[str, str]:
    """Return the order that gives an issue to Dana."""
    dana = jira.cloud.server.site.user(DANA[0])
    assert dana is not None
    return {"accountId": dana.account_id}


def status(jira: Jira, problem: Problem) -> str:
    """Return where Jira says the issue stands."""
    return jira.issue(problem.title).status.name
