"""The whole story as a person starts it: `csopsbot demo --once --json`, a process of its own."""

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from csopsbot.demo.story import ANSWER, NEWS, QUESTION
from csopsbot.settings import environment
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


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_everybody_sees_their_part_of_the_story(empty_url: str, mode: str) -> None:
    told = await demo(empty_url, "--mode", mode)

    assert (told.status, told.outcome["problem"]) == (0, "")
    assert told.saw("Mia", "#support", "ESC-1", "Fabrikam", "PAY-1")
    assert told.saw("Ada", "#payments-eng", "ESC-1", "Fabrikam", "PAY-1")
    assert told.saw("Mia", "#support, thread", "Ada Novak", "looking")
    assert told.saw("Mia", "#support, thread", QUESTION)
    assert told.saw("Ada", "#payments-eng, thread", ANSWER)
    assert told.saw("Ada", "the board", "PAY-1", "Done")
    assert list(told.sights("Mia", "#support"))[-1].count(NEWS) == 1


async def test_the_story_names_the_first_thing_that_did_not_happen(sqlite_url: str) -> None:
    upgrade(sqlite_url)
    execute(sqlite_url, NO_ISSUES)

    told = await demo(sqlite_url)

    assert told.status == 1
    assert "Mia did not see" in told.outcome["problem"]
    assert "“PAY-”" in told.outcome["problem"]
    assert told.outcome["moments"][-1]["did"] == "acts"


async def test_the_story_says_so_when_the_bot_does_not_start() -> None:
    told = await demo("sqlite:////dev/null/csopsbot.sqlite3")

    assert told.status == 1
    assert "csopsbot serve ended" in told.outcome["problem"]
    assert told.outcome["moments"] == []
