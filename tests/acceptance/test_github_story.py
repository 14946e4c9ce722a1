"""The story with GitHub as the tracker: the bot is an App in a server that speaks GitHub."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import chain

import pytest
import pytest_asyncio

from csopsbot.testing.github_site import Fault
from tests.acceptance.github import WORKING, GitHub, github_running
from tests.acceptance.house import House
from tests.acceptance.office import ADA, MIA, TEAM, Problem
from tests.acceptance.vendors import escalated, found_by_looking, house_with
from tests.acceptance.waiting import until
from tests.databases import Files

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEY = "acme/shop#"
QUESTION, ANSWER = "Which card network is it?", "Only Visa, @dana, since #1."


@pytest.fixture(scope="module")
def github() -> Iterator[GitHub]:
    with github_running() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    github: GitHub, sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    async with house_with(
        "github", github, sqlite_files, tmp_path_factory, project="acme/shop"
    ) as opened:
        yield opened


async def test_what_is_done_in_github_is_seen_in_slack(house: House, github: GitHub) -> None:
    problem = await escalated(house, "Invoices have no numbers", 0, KEY)
    shown = partial(house.sight.shows, problem, problem.support)

    await github.ask("POST", problem.title, "/labels", labels=[WORKING])
    await until("support sees the work", partial(shown, "In progress"))
    await github.ask("PATCH", problem.title, state="closed", state_reason="completed")
    await until("support sees that it is done", partial(shown, "Fixed"))
    await house.delivered()
    assert house.sight.said(problem, problem.support, "Words for the customer") == 1


async def test_a_reaction_in_slack_moves_the_issue(house: House, github: GitHub) -> None:
    problem = await escalated(house, "Payouts fail", 1, KEY)

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
    problem = await escalated(house, "Receipts are empty", 2, KEY)

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
    problem = await escalated(house, "Logins time out", 0, KEY)

    await house.reply(problem, problem.support, MIA, ANSWER)
    await until("it is in GitHub", lambda: len(github.comments(problem.title)) == 1)
    await house.delivered()

    assert [one.times for one in lost] == [0, 0]
    assert len(github.comments(problem.title)) == 1


async def test_a_transferred_issue_is_followed_and_nothing_is_told_twice(
    house: House, github: GitHub
) -> None:
    problem = await escalated(house, "Refunds are late", 1, KEY)
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


async def test_who_takes_something_is_asked_once_who_they_are_and_assigned_from_then_on(
    house: House, github: GitHub
) -> None:
    first = await escalated(house, "Cards expire", 2, KEY)
    second = await escalated(house, "Coupons expire", 2, KEY)
    await house.react(first, "hammer_and_wrench")
    await until("she is asked", lambda: len(asked(house)) == 1)

    page = f"account {name_of(house, first)} https://github.com/dana"
    await house.person(ADA).command(first.team, "/csops", page)
    await until("the issue is hers", lambda: assigned(github, first) == ["dana"])
    await house.react(second, "eyes")
    await until("so is the next one", lambda: assigned(github, second) == ["dana"])
    await house.delivered()

    told = house.sight.whispers(first.team, ADA.id)
    assert sum("You are dana in github" in one for one in told) == 1
    assert len(asked(house)) == 1


async def test_what_is_said_after_an_issue_was_deleted_goes_to_the_next_one_once_and_in_order(
    house: House, github: GitHub
) -> None:
    problem = await escalated(house, "Vouchers vanish", 1, KEY)
    said = partial(house.sight.said, problem, problem.team)
    github.served.server.site.delete(github.issue(problem.title))

    meanwhile = ("Anything new?", "Please hurry.", "It is many by now.")
    for text in meanwhile:
        await house.reply(problem, problem.support, MIA, text)
        await until("the team reads it", partial(said, text))
    await until("it is told", partial(said, "was deleted in the tracker"))
    await house.delivered()
    assert said("was deleted in the tracker") == 1

    unlink = f"unlink {name_of(house, problem)}"
    await house.person(ADA).command(problem.team, "/csops", unlink)
    await until("it has a new issue", lambda: problem.title in titles(github))
    await house.reply(problem, problem.support, MIA, "Is it back?")
    await until("words go there", lambda: len(github.comments(problem.title)) == 4)
    await house.delivered()
    told = [one.body for one in github.comments(problem.title)]
    assert all(map(str.__contains__, told, (*meanwhile, "Is it back?")))


async def test_a_transfer_that_no_webhook_tells_of_is_found_and_what_happens_there_after_it(
    house: House, github: GitHub
) -> None:
    problem = await escalated(house, "Exports are empty", 2, KEY)
    await house.delivered()
    server = github.served.server
    server.site.clock = lambda: datetime.fromtimestamp(house.slack.clock.now(), UTC)
    server.deliveries.hooks.clear()
    github.transfer(problem.title)
    shown = partial(house.sight.shows, problem, problem.team, KEY)
    await found_by_looking(house, "its new name is shown", lambda: not shown())

    await github.ask("POST", problem.title, "/comments", body="Root cause found")
    await github.ask("PATCH", problem.title, state="closed", state_reason="completed")
    fixed = partial(house.sight.shows, problem, problem.support, "Fixed")
    await found_by_looking(house, "support sees that it is done", fixed)
    await house.delivered()

    assert house.sight.said(problem, problem.team, "Root cause found") == 1
    assert house.sight.said(problem, problem.support, "Words for the customer") == 1


def asked(house: House) -> list[str]:
    """Return each time that Ada was asked, wherever she took something."""
    told = chain.from_iterable(house.sight.whispers(one.id, ADA.id) for one in TEAM)
    return [one for one in told if "which account is yours in github" in one]


def assigned(github: GitHub, problem: Problem) -> list[str]:
    return [one.login for one in github.issue(problem.title).assignees]


def titles(github: GitHub) -> list[str]:
    return [one.title for one in github.served.server.site.issues()]


def name_of(house: House, problem: Problem) -> str:
    """Return what people call the escalation, such as ESC-12."""
    return str(
        re.findall(r"ESC-\d+", house.sight.words(house.sight.card(problem, problem.team)))[0]
    )
