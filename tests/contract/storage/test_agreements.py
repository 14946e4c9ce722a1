import asyncio
from dataclasses import replace

import pytest

from csopsbot.app.agreeing import adopt
from csopsbot.app.ports import Database, Stale, Version, Work
from csopsbot.domain.sla import read
from csopsbot.domain.sla.policy import Policy
from tests.contract.storage.given import NOW, later
from tests.unit.app.agreed import OFFICE, desk, faster
from tests.unit.app.clocked import OLA

FIRST = Version(
    key="internal", number=1, effective_from=NOW, kept_at=NOW, changed_by="desk file", what=OLA
)
SECOND = replace(FIRST, number=2, effective_from=later(60), what=faster(OLA))
END: Version[Policy] = replace(FIRST, number=3, effective_from=later(90), what=None)
RICH = read(
    {
        "tz": "Europe/Berlin",
        "hours": {"mon": ["09:00-12:00", "22:00-06:00"]},
        "special_days": {"2026-12-24": ["09:00-12:00"], "2026-12-28": []},
        "breaks": {"2026-05-04": ["10:00-10:30"]},
        "holidays": ["2026-12-25", "12-30/01-02", {"on": "05-01", "name": "May Day"}],
    }
)
CALENDARS = [
    Version(
        key="internal", number=number, effective_from=NOW, kept_at=NOW, changed_by="", what=what
    )
    for number, what in enumerate((OFFICE, RICH), 1)
]


async def test_every_version_comes_back_as_it_was_kept(database: Database) -> None:
    def keep(work: Work) -> None:
        for version in (SECOND, END, FIRST):
            work.agreements.add_policy(version)
        for calendar in CALENDARS:
            work.agreements.add_calendar(calendar)

    await database.run(keep)
    assert await database.read(lambda work: work.agreements.policies()) == [FIRST, SECOND, END]
    assert await database.read(lambda work: work.agreements.calendars()) == CALENDARS
    assert await database.read(lambda work: work.agreements.count()) == 5


async def test_a_number_is_given_once(database: Database) -> None:
    await database.run(lambda work: work.agreements.add_policy(FIRST))
    with pytest.raises(Stale, match="internal"):
        await database.run(lambda work: work.agreements.add_policy(FIRST))


async def test_processes_that_start_at_once_agree_on_one_version(
    database: Database, another: Database
) -> None:
    both = [database, another] * 3
    desks = await asyncio.gather(
        *(one.run(lambda work: adopt(work, desk(OLA), NOW)) for one in both)
    )
    names = [[policy.name for policy in one.agreements.policies] for one in desks]
    assert names == [["internal v1"]] * len(both)
