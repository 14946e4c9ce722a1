import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from csopsbot.app.ports import EVERYTHING, Database, Kept, Reconciliation, Routine, Work
from csopsbot.domain.issue import IssueRef
from tests.contract.storage.given import NOW, later, open_one
from tests.contract.storage.test_readings import ISSUE

EVERY, UNHEARD = timedelta(minutes=10), timedelta(minutes=2)
OPS, PAY, ALL = (Routine("jira", name, EVERY, UNHEARD) for name in ("OPS", "PAY", EVERYTHING))


async def kept(database: Database) -> list[Reconciliation]:
    return await database.read(lambda work: work.reconciliations.all())


async def arranged(database: Database) -> None:
    await database.run(lambda work: work.reconciliations.arrange([OPS, PAY, ALL], NOW))


async def seen(database: Database, at: datetime) -> None:
    await database.run(lambda work: work.reconciliations.seen("jira", "OPS", at))


async def heard(database: Database, at: datetime) -> None:
    await database.run(lambda work: work.reconciliations.heard("jira", at))


def taken(work: Work) -> list[Routine]:
    """Take what is due, and let it be due later."""
    due = [one.routine for one in work.reconciliations.due(later(1))]
    for one in due:
        work.reconciliations.put_off(one, later(600))
    return due


async def test_what_is_arranged_is_due_at_once_and_by_name(database: Database) -> None:
    await arranged(database)
    assert [one.routine for one in await kept(database)] == [ALL, OPS, PAY]
    assert await database.read(lambda work: work.reconciliations.next_due()) == NOW


async def test_each_look_is_taken_once_however_many_processes_take_them(
    database: Database, another: Database
) -> None:
    await arranged(database)
    both = await asyncio.gather(*(one.run(taken) for one in (database, another)))
    assert sorted((one for taken in both for one in taken), key=str) == sorted(
        [ALL, OPS, PAY], key=str
    )
    assert await database.read(lambda work: work.reconciliations.next_due()) == later(600)


async def test_a_cursor_never_goes_back(database: Database) -> None:
    await arranged(database)
    for seconds in (60, 30):
        await seen(database, later(seconds))
    assert (await kept(database))[1].cursor == later(60)


async def test_a_problem_is_kept_since_it_began_until_all_is_well(database: Database) -> None:
    await arranged(database)
    await database.run(lambda work: work.reconciliations.failed("jira", "OPS", "down", later(1)))
    await database.run(lambda work: work.reconciliations.failed("jira", "OPS", "broken", later(2)))
    failing = (await kept(database))[1]
    assert (failing.failed_since, failing.problem) == (later(1), "broken")
    await database.run(lambda work: work.reconciliations.checked("jira", "OPS", later(3)))
    well = (await kept(database))[1]
    assert (well.failed_since, well.problem, well.checked_at) == (None, "", later(3))


async def test_that_a_tracker_is_heard_from_is_written_once_a_minute(database: Database) -> None:
    await arranged(database)
    for seconds in (0, 59):
        await heard(database, later(seconds))
    assert [one.heard_at for one in await kept(database)] == [NOW, None, None]
    await heard(database, later(61))
    assert (await kept(database))[0].heard_at == later(61)


async def test_what_is_known_of_an_issue_is_told_for_many_at_once(database: Database) -> None:
    await database.run(lambda work: work.issues.put(ISSUE, later(5)))
    await database.run(lambda work: work.issues.lose("jira", "10001", "hidden"))
    found = await database.read(lambda work: work.issues.kept("jira", ["10001", "10002"]))
    assert found == {"10001": Kept(NOW, later(5), "hidden")}
    await database.run(lambda work: work.issues.put(ISSUE, later(9)))
    found = await database.read(lambda work: work.issues.kept("jira", ["10001"]))
    assert found == {"10001": Kept(NOW, later(9))}


async def test_issues_are_followed_page_by_page_while_something_waits_on_them(
    database: Database,
) -> None:
    def keep(work: Work) -> None:
        for number in range(5):
            issue = replace(ISSUE, ref=IssueRef("jira", str(number), f"OPS-{number}", ""))
            work.issues.put(issue, NOW)
            waiting = replace(open_one(work, f"E{number}"), issue=issue.ref)
            work.escalations.save(waiting, [])

    await database.run(keep)
    since = NOW + timedelta(days=1)
    first = await database.read(lambda work: work.issues.followed("jira", "", since, 3))
    rest = await database.read(lambda work: work.issues.followed("jira", first[-1], since, 3))
    assert (first, rest) == (["0", "1", "2"], ["3", "4"])
