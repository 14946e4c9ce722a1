"""The whole story as a person starts it: `csopsbot demo --once --json`, a process of its own."""

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from csopsbot.app.ports import Database
from csopsbot.demo.bot import bot_running, free_port
from csopsbot.demo.cast import WORKSPACE
from csopsbot.demo.clock import SharedClock
from csopsbot.demo.house import House, bot_settings, manifest
from csopsbot.demo.places import BOARD
from csopsbot.demo.promises import CALL, NOTE, REASON
from csopsbot.demo.stage import stage
from csopsbot.demo.story import ANSWER, NEWS, QUESTION, escalate
from csopsbot.demo.transcript import Transcript
from csopsbot.sandbox import create_app, load_app, running
from csopsbot.settings import environment
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import upgrade
from tests.databases import execute

WITHIN_S = 60.0
NO_ISSUES = """
    CREATE TRIGGER no_issues BEFORE INSERT ON board_issue
    BEGIN SELECT RAISE(ABORT, 'the tracker takes no issues'); END
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What the demo came to."""

    status: int
    outcome: dict[str, Any]

    def sights(self, who: str, where: str) -> Iterator[str]:
        """Yield what somebody saw at a place, in its order."""
        for moment in self.outcome["moments"]:
            if (moment["who"], moment["did"], moment["where"]) == (who, "sees", where):
                yield moment["what"]

    def saw(self, who: str, where: str, *words: str) -> bool:
        """Tell whether somebody saw all WORDS at once at a place."""
        return any(all(word in sight for word in words) for sight in self.sights(who, where))


async def demo(database_url: str, *arguments: str) -> Told:
    """Run the demo once on a database."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "csopsbot", "demo", "--once", "--json", *arguments),
        env=environment.child({"CSOPSBOT_DATABASE_URL": database_url}),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(WITHIN_S):
            said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Told(await process.wait(), json.loads(said))


def expect_all_of_it(told: Told, number: int) -> None:
    """Expect that everybody saw their part of the story, as the escalation of this number."""
    escalation, issue = f"ESC-{number} ", f"PAY-{number}"
    assert (told.status, told.outcome["problem"]) == (0, "")
    assert told.saw("Mia", "#support", escalation, "Fabrikam", issue)
    assert told.saw("Ada", "#payments-eng", escalation, "Fabrikam", issue)
    assert told.saw("Mia", "#support", escalation, "in 15 minutes", "owed by Engineering")
    assert told.saw("Ada", "#payments-eng", escalation, "50 %", "@Ada Novak", CALL)
    assert told.saw("Ada", "#payments-eng", escalation, "15 m allowed are over", "@Ada Novak", CALL)
    assert told.saw("Ada", "#payments-eng", escalation, "@Ada Novak", "call number 2")
    assert told.saw("Leo", "#payments-eng", escalation, "@Leo Marsh", CALL)
    assert told.saw("Leo", "#payments-eng", escalation, "Ada Novak answered")
    assert told.saw("Mia", "#support, thread", "Ada Novak", "looking")
    assert told.saw("Ada", "#payments-eng, thread", "was missed")
    assert told.saw("Mia", "#support", "Before this turn: Support 5 m", "Engineering 35 m")
    assert told.saw("Mia", "#support, thread", QUESTION)
    assert told.saw("Ada", "#payments-eng, thread", ANSWER)
    assert told.saw("Ada", "the board", issue, "Done")
    assert list(told.sights("Mia", "#support"))[-1].count(NEWS) == 1
    assert told.saw("Leo", "#payments-eng, privately", escalation, "Breached", REASON, NOTE)


async def test_everybody_sees_their_part_of_the_story_each_time_it_is_played(
    empty_url: str,
) -> None:
    for number, mode in enumerate(("http", "socket"), 1):
        expect_all_of_it(await demo(empty_url, "--mode", mode), number)


def ready(database: Database) -> asyncio.Future[Database]:
    """Return what whoever needs a database awaits, with nothing to wait for."""
    there = asyncio.get_running_loop().create_future()
    there.set_result(database)
    return there


async def escalate_with_nobody_to_send(database_url: str, folder: Path) -> None:
    """Begin the story in another local Slack, and end it before a card is posted."""
    app, clock = load_app(manifest()), SharedClock(folder / "clock")
    starlette = create_app(WORKSPACE, app, clock)
    async with running(starlette) as slack_url:
        bot_url = f"http://127.0.0.1:{free_port()}"
        starlette.state.sandbox.http.request_url = f"{bot_url}/slack/events"
        settings = bot_settings(app, slack_url, bot_url, "http", folder)
        settings["CSOPSBOT_DATABASE_URL"] = database_url
        async with bot_running(settings, bot_url, "--role", "web"):
            database = open_database(database_url)
            house = House(slack_url, bot_url, BOARD, clock, ready(database))
            async with stage(house, Transcript(lambda: 0.0, lambda _: None), WITHIN_S) as on:
                await escalate(on)
            await database.close()


@pytest.mark.thorough
async def test_what_an_earlier_story_left_unsent_is_not_taken_for_this_one(
    sqlite_url: str, tmp_path: Path
) -> None:
    await escalate_with_nobody_to_send(sqlite_url, tmp_path)

    expect_all_of_it(await demo(sqlite_url), 2)


async def test_the_story_names_the_first_thing_that_did_not_happen(sqlite_url: str) -> None:
    upgrade(sqlite_url)
    execute(sqlite_url, NO_ISSUES)

    told = await demo(sqlite_url, "--patience", "6")

    assert told.status == 1
    assert "Mia did not see" in told.outcome["problem"]
    assert "“PAY-”" in told.outcome["problem"]
    assert told.outcome["moments"][-1]["did"] == "acts"


async def test_the_story_says_so_when_the_bot_does_not_start() -> None:
    told = await demo("sqlite:////dev/null/csopsbot.sqlite3")

    assert told.status == 1
    assert "csopsbot serve ended" in told.outcome["problem"]
    assert told.outcome["moments"] == []
