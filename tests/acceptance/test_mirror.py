"""One issue for many, and words and files both ways: a real bot with a strict Jira and its own board.

All escalate at once, and each test has problems of its own; the last one lets the time pass.
"""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from operator import attrgetter

import pytest
import pytest_asyncio

from tests.acceptance.jira import Jira, jira_running
from tests.acceptance.mirror import REOPEN_WITHIN_MIN, Mirror, open_mirror
from tests.acceptance.office import ADA, LEO, MIA, NOA, Problem
from tests.acceptance.waiting import until
from tests.databases import Files

pytestmark = pytest.mark.asyncio(loop_scope="module")

START = "11"
A_MINUTE = 1
"""In each, Slack takes only so many edits from an app."""
A_LOOK_MIN = 11
"""Longer than a project is left alone between two looks for what changed."""
CONTENT, LARGER_THAN_JIRA_TAKES = b"\x00a log\r\n\xff", bytes(25_000_001)

CARDS = Problem("Cards are declined", 0, MIA, "S2")
BOUNCES = Problem("Payments bounce", 2, LEO, "S2", "Contoso")
REFUNDS = Problem("Refunds are late", 0, NOA, "S3")
RECEIPTS = Problem("Receipts are empty", 2, NOA, "S3")
LOGIN = Problem("Nobody can log in", 1, LEO, "S2", "Contoso")
SIGN_UP = Problem("Nobody can sign up", 1, MIA, "S2")


@pytest.fixture(scope="module")
def jira() -> Iterator[Jira]:
    with jira_running() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def mirror(
    jira: Jira, sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mirror]:
    folder = tmp_path_factory.mktemp("mirror")
    with sqlite_files.empty() as url:
        async with open_mirror(jira, url, folder) as opened:
            await opened.escalate(CARDS, BOUNCES, REFUNDS, RECEIPTS, LOGIN, SIGN_UP)
            yield opened


async def test_two_customers_wait_on_one_issue_which_stays_open_while_one_does(
    mirror: Mirror,
) -> None:
    issue, former, sight = mirror.issue(CARDS), mirror.issue(BOUNCES), mirror.house.sight

    await mirror.command(BOUNCES, f"link {mirror.name(BOUNCES)} {issue.key}")
    await mirror.told(BOUNCES, BOUNCES.team, "linked", issue.key)
    await mirror.demanded(issue, "2 customers wait · severity S2 · best tier gold · due ")
    await mirror.command(BOUNCES, f"severity {mirror.name(BOUNCES)} S1")
    await mirror.demanded(issue, "2 customers wait · severity S1 · best tier gold · due ")
    await mirror.jira.move(CARDS.title, START)
    for one in (CARDS, BOUNCES):
        await mirror.told(one, one.support, "Dana Devlin", "started")
    await mirror.house.react(BOUNCES, "x")
    await mirror.demanded(issue, "1 customer waits · severity S2 · best tier gold")
    await mirror.settled()

    assert (former.status.name, mirror.demand(former)) == ("Done", "nobody waits any more")
    assert mirror.said(former) == [f"{mirror.name(BOUNCES)} goes on in {issue.key}."]
    assert issue.status.name == "In Progress"
    assert sight.shows(CARDS, CARDS.support, "In progress")
    assert sight.shows(BOUNCES, BOUNCES.support, "Declined")


async def test_a_pasted_address_links_and_unlinking_makes_an_issue_of_its_own(
    mirror: Mirror,
) -> None:
    other, former, house = mirror.issue(RECEIPTS), mirror.issue(REFUNDS), mirror.house
    away = mirror.jira.fault(
        kind="answer", method="GET", path=f"/issue/{other.key}", status=503, times=2
    )

    address = f"<{mirror.jira.cloud.url}/browse/{other.key}>"
    await house.reply(REFUNDS, REFUNDS.team, ADA, address)
    await mirror.told(REFUNDS, REFUNDS.team, "linked", other.key)
    await house.react(REFUNDS, "hammer_and_wrench")
    await until("Jira shows the work", lambda: other.status.name == "In Progress")
    await mirror.settled()
    await mirror.command(REFUNDS, f"unlink {mirror.name(REFUNDS)}")
    await until("it has a new issue", lambda: len(mirror.jira.issues(REFUNDS.title)) == 2)
    await mirror.settled()
    new = next(one for one in mirror.jira.issues(REFUNDS.title) if one is not former)

    assert away.times == 0
    assert (former.status.name, other.status.name) == ("Done", "In Progress")
    assert (new.status.name, new.assignee) == ("In Progress", other.assignee)
    assert new.assignee is not None
    assert mirror.said(other)[-1].endswith(
        f"{mirror.name(REFUNDS)} does not wait on this issue any more."
    )
    assert house.sight.shows(REFUNDS, REFUNDS.team, new.key)
    assert [mirror.demand(one)[:17] for one in (other, new)] == ["1 customer waits "] * 2


async def test_what_people_change_or_take_back_changes_wherever_it_went(mirror: Mirror) -> None:
    house, issue = mirror.house, mirror.issue(RECEIPTS)
    card, noa = house.sight.card(RECEIPTS, RECEIPTS.support), house.person(NOA)
    house.later(A_MINUTE)

    said = [await noa.say(RECEIPTS.support, text, card["ts"]) for text in ("It is Vsia.", "No.")]
    await mirror.jira.comment(RECEIPTS.title, "Is it v3?")
    for text in ("It is Vsia.", "No.", "Is it v3?"):
        await mirror.told(RECEIPTS, RECEIPTS.team, text)
    await mirror.settled()
    await noa.edit(RECEIPTS.support, said[0]["ts"], "It is Visa.")
    await noa.delete(RECEIPTS.support, said[1]["ts"])
    theirs = [one.author.name for one in issue.comments].index("Dana Devlin")
    await mirror.reword(RECEIPTS, theirs, "Is it v4?")
    for text in ("It is Visa.", "(taken back)", "Is it v4?"):
        await mirror.told(RECEIPTS, RECEIPTS.team, text, "edited")
    await mirror.settled()

    lines = house.sight.lines(RECEIPTS, RECEIPTS.team)
    assert [len([one for one in lines if text in one]) for text in ("Vsia", "No.", "v3")] == [0] * 3
    support = f"Support (Noa Stein, {mirror.name(RECEIPTS)}):"
    assert sorted(mirror.said(issue)[-2:]) == ["Is it v4?", f"{support} It is Visa."]


async def test_files_go_both_ways_byte_for_byte_and_hours_one_way(mirror: Mirror) -> None:
    issue = mirror.issue(CARDS)

    await mirror.put(CARDS, "ours.log", CONTENT)
    await until("the file is on the issue", lambda: issue.attachments)
    await mirror.attach(CARDS, "theirs.log", CONTENT[::-1])
    await mirror.told(CARDS, CARDS.team, "Dana Devlin", "theirs.log")
    await until("the team has the file", lambda: mirror.files(CARDS, CARDS.team))
    await mirror.command(CARDS, f"worked {mirror.name(CARDS)} 30m found the cause")
    await until("the time is on the issue", lambda: issue.work)
    await mirror.put(CARDS, "large.log", LARGER_THAN_JIRA_TAKES)
    await mirror.told(CARDS, CARDS.team, "could not be put on the issue", "large.log has 25.1 MB")
    await mirror.settled()

    assert {one.name: one.content for one in issue.attachments} == {
        "ours.log": CONTENT,
        "theirs.log": CONTENT[::-1],
    }
    assert mirror.files(CARDS, CARDS.team) == [("theirs.log", CONTENT[::-1])]
    assert [one.seconds for one in issue.work] == [1_800]
    assert mirror.house.sight.said(CARDS, CARDS.support, "theirs.log") == 0


@pytest.mark.thorough
async def test_on_the_board_it_is_all_the_same(mirror: Mirror) -> None:
    key = mirror.key(SIGN_UP)

    await mirror.command(LOGIN, f"link {mirror.name(LOGIN)} {mirror.name(SIGN_UP)}")
    await mirror.told(LOGIN, LOGIN.team, "linked", key)
    await mirror.on_board(f"issues/{key}/comments", text="Is it v3?")
    await mirror.on_board(f"issues/{key}/plan", version="4.2")
    await mirror.attach_on_board(SIGN_UP, "theirs.log", CONTENT)
    for one in (LOGIN, SIGN_UP):
        await mirror.told(one, one.team, "Is it v3?")
        await mirror.told(one, one.support, "plans the fix for 4.2")
        await until("the team has the file", partial(mirror.files, one, one.team))
    await mirror.put(LOGIN, "ours.log", CONTENT)
    await mirror.on_board("projects/PAY/release", version="4.2")
    for one in (LOGIN, SIGN_UP):
        await mirror.told(one, one.support, "version 4.2 is out", "not finished")
    await mirror.settled()

    issue = await mirror.read_on_board(key)
    assert sorted(one["name"] for one in issue["files"]) == ["ours.log", "theirs.log"]
    assert mirror.files(LOGIN, LOGIN.team) == [("theirs.log", CONTENT)]


async def test_later_a_release_is_told_and_what_comes_back_gets_a_new_issue(
    mirror: Mirror,
) -> None:
    house, issue = mirror.house, mirror.issue(CARDS)
    await mirror.jira.ask("POST", "version", {"name": "7.1", "projectId": int(issue.project.id)})
    planned = {"fields": {"fixVersions": [{"name": "7.1"}]}}
    await house.react(CARDS, "white_check_mark")
    await mirror.told(CARDS, CARDS.support, "fixed")
    await mirror.jira.ask("PUT", f"issue/{issue.key}", planned)
    await mirror.told(CARDS, CARDS.support, "plans the fix for 7.1")
    await mirror.jira.ask("PUT", f"version/{issue.project.versions[-1].id}", {"released": True})
    await house.react(RECEIPTS, "white_check_mark")
    await mirror.told(RECEIPTS, RECEIPTS.support, "fixed")
    await mirror.settled()

    house.later(A_LOOK_MIN)
    await mirror.told(CARDS, CARDS.support, "version 7.1 is out", "the fix is in it")
    await mirror.settled()
    house.later(REOPEN_WITHIN_MIN)
    await house.person(NOA).command(RECEIPTS.support, "/csops", f"wrote {mirror.name(RECEIPTS)}")
    await until("it has a new issue", lambda: len(mirror.jira.issues(RECEIPTS.title)) == 2)
    await mirror.settled()

    old, new = sorted(mirror.jira.issues(RECEIPTS.title), key=attrgetter("created"))
    assert (old.status.name, new.status.name) == ("Done", "To Do")
    assert old.key in mirror.jira.cloud.server.site.manner.text_of(new.description)
    assert f"{mirror.name(RECEIPTS)} has come back. It goes on in a new issue." in mirror.said(old)
    assert house.sight.shows(RECEIPTS, RECEIPTS.team, new.key)
    assert house.sight.said(CARDS, CARDS.support, "Words for the customer", "released") == 1
