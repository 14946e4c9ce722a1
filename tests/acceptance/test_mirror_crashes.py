"""`kill -9` before and after the calls that link, correct, show the demand and carry files.

Afterwards all is there exactly once.
"""

from pathlib import Path

import pytest

from tests.acceptance.jira import jira_running
from tests.acceptance.mirror import DEMAND, Mirror, open_mirror
from tests.acceptance.office import LEO, MIA, NOA, Problem
from tests.acceptance.trap import HANGS, Trap
from tests.acceptance.waiting import until

FILE_FROM_US = Problem("Its file goes to Jira", 0, MIA, "S2")
FILE_FROM_THEM = Problem("Its file comes from Jira", 0, NOA, "S2")
LINKED = Problem("It is linked", 2, LEO, "S2", "Contoso")
REWORDED = Problem("Its words are changed", 2, MIA, "S2")
WORSE = Problem("It is worse than was thought", 0, LEO, "S2")
ALL = (FILE_FROM_US, FILE_FROM_THEM, LINKED, REWORDED, WORSE)

CONTENT, WRONG, RIGHT = b"\x00a log\xff", "It is Vsia.", "It is Visa."


COMMITTED = {"replied": 2, "amended": 1, "link_asked": 1, "severity_changed": 1}
"""How often each had happened once the agent had written, changed it, and put a file."""


def happened(mirror: Mirror) -> dict[str, int]:
    """Return how often what matters here has happened."""
    return {kind: mirror.house.records.events(kind) for kind in COMMITTED}


async def begin(mirror: Mirror) -> str:
    """Escalate all, and return the timestamp of the words that will be changed."""
    house = mirror.house
    await mirror.escalate(*ALL)
    card = house.sight.card(REWORDED, REWORDED.support)
    said = await house.person(MIA).say(REWORDED.support, WRONG, card["ts"])
    await mirror.told(REWORDED, REWORDED.team, WRONG)
    await house.delivered()
    return str(said["ts"])


async def link(mirror: Mirror) -> None:
    """Let the one wait on another's issue."""
    await mirror.command(LINKED, f"link {mirror.name(LINKED)} {mirror.issue(REWORDED).key}")


async def reword(mirror: Mirror, ts: str) -> None:
    """Let the agent change their words."""
    await mirror.house.person(MIA).edit(REWORDED.support, ts, RIGHT)


async def worsen(mirror: Mirror) -> None:
    """Let Ada say that it is worse."""
    await mirror.command(WORSE, f"severity {mirror.name(WORSE)} S1")


def assert_all_is_there_once(mirror: Mirror) -> None:
    sight = mirror.house.sight
    former, worse = mirror.issue(LINKED), mirror.issue(WORSE)
    assert sight.said(LINKED, LINKED.team, "linked", mirror.issue(REWORDED).key) == 1
    assert (former.status.name, len(mirror.said(former))) == ("Done", 1)
    assert mirror.demand(mirror.issue(REWORDED)).startswith("2 customers wait")
    assert [one.content for one in mirror.issue(FILE_FROM_US).attachments] == [CONTENT]
    assert mirror.files(FILE_FROM_THEM, FILE_FROM_THEM.team) == [("theirs.log", CONTENT)]
    assert sight.said(REWORDED, REWORDED.team, RIGHT, "edited") == 1
    assert sight.said(REWORDED, REWORDED.team, WRONG) == 0
    assert [RIGHT in one for one in mirror.said(mirror.issue(REWORDED))] == [True]
    assert "severity S1" in mirror.demand(worse)
    assert [one.global_id for one in worse.links].count(DEMAND) == 1
    assert sight.said_twice() == []


async def test_what_was_committed_when_the_bot_died_is_done_once_by_the_next(
    sqlite_url: str, tmp_path: Path
) -> None:
    with jira_running() as jira:
        async with open_mirror(jira, sqlite_url, tmp_path, policies=()) as mirror:
            ts = await begin(mirror)
            await mirror.bot.kill()
            async with mirror.house.bot("web") as web:
                await link(mirror)
                await mirror.put(FILE_FROM_US, "ours.log", CONTENT)
                await mirror.attach(FILE_FROM_THEM, "theirs.log", CONTENT)
                await reword(mirror, ts)
                await worsen(mirror)
                await until("all is committed", lambda: happened(mirror) == COMMITTED)
                await web.kill()
            owed = mirror.house.records.owed()
            await mirror.bot.start()
            await mirror.house.delivered()

            assert owed >= len(ALL)
            assert_all_is_there_once(mirror)


@pytest.mark.thorough
async def test_what_was_done_when_the_bot_died_before_it_heard_so_is_not_done_again(
    sqlite_url: str, tmp_path: Path
) -> None:
    with jira_running() as jira:
        async with open_mirror(jira, sqlite_url, tmp_path, policies=()) as mirror:
            ts = await begin(mirror)
            trap = Trap(mirror.house, jira, HANGS)
            async with trap.in_jira(rf"/issue/{mirror.issue(REWORDED).key}$", "GET"):
                await link(mirror)
            async with trap.in_jira("/attachments$"):
                await mirror.put(FILE_FROM_US, "ours.log", CONTENT)
            async with trap.slack("files.completeUploadExternal"):
                await mirror.attach(FILE_FROM_THEM, "theirs.log", CONTENT)
            async with trap.slack("chat.update", skip=1):  # the first is the agent's own
                await reword(mirror, ts)
            async with trap.in_jira("/remotelink$"):
                await worsen(mirror)
            under_way = mirror.house.records.under_way()
            await mirror.bot.kill()
            await mirror.bot.start()
            await mirror.house.delivered()

            assert under_way == trap.caught == len(ALL)
            assert_all_is_there_once(mirror)
