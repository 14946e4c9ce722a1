"""A process that handles deadlines and says which it is at, until it is stopped or killed."""

import asyncio
import sys
from datetime import UTC, datetime

from csopsbot.app import deadlines
from csopsbot.app.ports import Deadline, Work
from csopsbot.domain.desk import Desk
from csopsbot.storage.database import open_database
from csopsbot.worker.sweep import Sweep
from tests.unit.app.house import DESK

ONCE, TWICE = "once", "twice"


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # the sweep is run in real time here


def note(work: Work, deadline: Deadline, desk: Desk, at: datetime) -> None:
    """Keep that it was handled, in the unit of work that it is handled in."""
    if not work.inbox.first(ONCE, deadline.key, at):
        work.inbox.first(TWICE, deadline.key, at)
    sys.stdout.write(f"{deadline.key}\n")
    sys.stdout.flush()


async def main(url: str) -> None:
    deadlines.HANDLERS["note"] = note
    await Sweep(open_database(url), DESK, now).run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
