"""A process that opens escalations as fast as it can and says which are kept, until it is killed."""

import asyncio
import sys
from functools import partial
from itertools import count

from csopsbot.app.ports import Work
from csopsbot.storage.database import open_database
from tests.contract.storage.given import NOW, notice, open_one

AT_ONCE = 16


def open_and_order(work: Work, id: str) -> int:
    """Open an escalation and owe one effect, in one unit of work."""
    number = open_one(work, id).number
    work.outbox.put(notice(f"key:{id}", lane=f"slack:{id}"), NOW)
    return number


async def main(url: str) -> None:
    database = open_database(url)
    ids = (f"E{number}" for number in count())

    async def keep() -> None:
        for id in ids:
            number = await database.run(partial(open_and_order, id=id))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()

    await asyncio.gather(*(keep() for _ in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
