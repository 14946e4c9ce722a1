import asyncio
import sys
from pathlib import Path

from csopsbot.app.ports import Work
from csopsbot.storage.database import open_database
from tests.contract.storage.given import NOW

ROOT = Path(__file__).parents[3]


async def acknowledged_before_kill(url: str, enough: int) -> list[int]:
    """Start a process that keeps escalations, and kill it after it has said so ENOUGH times."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.contract.storage.keeper", url),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = [int(await process.stdout.readline()) for _ in range(enough)]
    process.kill()
    rest = await process.stdout.read()
    await process.wait()
    return said + [int(line) for line in rest.decode().splitlines()[:-1]]


def kept(work: Work) -> tuple[list[int], list[int], int]:
    """Return what is kept: numbers, lengths of histories, and how many effects are owed."""
    states = work.escalations.open(100_000)
    histories = [len(work.escalations.history(state.id)) for state in states]
    owed = work.outbox.claim(NOW, NOW, 100_000, ["slack"])
    return [state.number for state in states], histories, len(owed)


async def test_nothing_that_was_acknowledged_is_lost_when_the_process_is_killed(
    database_url: str,
) -> None:
    acknowledged = await acknowledged_before_kill(database_url, enough=60)
    database = open_database(database_url)
    numbers, histories, owed = await database.run(kept)
    await database.close()
    assert len(acknowledged) >= 60
    assert set(acknowledged) <= set(numbers)
    assert len(set(numbers)) == len(numbers)
    assert histories == [1] * len(numbers)
    assert owed == len(numbers)
