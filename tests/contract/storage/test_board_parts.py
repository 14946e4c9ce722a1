"""What hangs on an issue of a board: words, files, hours, versions, and who changed what."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import pytest

from csopsbot.app.board import BoardComment, BoardIssue, BoardPatch, NewFile, NewIssue, NewWork
from csopsbot.app.failures import NotFound
from csopsbot.app.ports import Database, Work
from csopsbot.app.tracker import Sighting
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Version
from tests.contract.storage.given import NOW, later

FILE = NewFile("log.txt", "text/plain", b"\0\xff\r\n" * 1000)
WORK = NewWork(5400, NOW, "Looked into it", "op-1")
BEGINNING = Sighting("0", NOW)


async def create(database: Database, ref: str, project: str = "PAY") -> BoardIssue:
    new = NewIssue(project, "Cannot pay", plain("Nothing happens"), "To do", ref)
    return await database.run(lambda work: work.board.create(new, NOW))


@pytest.fixture
async def issue(database: Database) -> BoardIssue:
    return await create(database, "ref-1")


async def said(
    database: Database, issue: BoardIssue, text: str, op: str | None = None
) -> BoardComment:
    return await database.run(
        lambda work: work.board.comments.add(issue.id, "dev", plain(text), NOW, op)
    )


async def moved(database: Database, issue: BoardIssue, status: str, at: datetime) -> None:
    await database.run(lambda work: work.board.move(issue.id, status, "dev", at))


async def planned(database: Database, issue: BoardIssue, *names: str) -> None:
    def plan(work: Work) -> None:
        for name in names:
            work.board.versions.make(issue.project, name)
        work.board.update(issue.id, BoardPatch(versions=frozenset(names)), "dev", NOW)

    await database.run(plan)


async def version_of(database: Database, issue: BoardIssue) -> int:
    found = await database.read(lambda work: work.board.get(issue.id))
    assert found is not None
    return found.version


async def test_an_edited_comment_keeps_its_author_its_op_and_when_it_was_made(
    database: Database, issue: BoardIssue
) -> None:
    made = await said(database, issue, "One", "op")
    edited = await database.run(
        lambda work: work.board.comments.edit(issue.id, made.id, plain("Two"), later(5))
    )
    found = await database.read(lambda work: work.board.comments.get(issue.id, made.id))
    assert found == edited
    assert (edited.author, edited.op, edited.created_at) == ("dev", "op", NOW)
    assert (edited.body, edited.updated_at) == (plain("Two"), later(5))


async def test_a_removed_comment_leaves_the_others(database: Database, issue: BoardIssue) -> None:
    one, two = [await said(database, issue, text) for text in ("One", "Two")]
    await database.run(lambda work: work.board.comments.remove(issue.id, one.id, later(5)))
    assert await database.read(lambda work: work.board.comments.on(issue.id)) == [two]


async def test_a_comment_is_found_on_its_own_issue_alone(
    database: Database, issue: BoardIssue
) -> None:
    other = await create(database, "ref-2")
    made = await said(database, issue, "One")
    assert await database.read(lambda work: work.board.comments.get(other.id, made.id)) is None
    with pytest.raises(NotFound):
        await database.run(lambda work: work.board.comments.remove(other.id, made.id, NOW))
    with pytest.raises(NotFound):
        await database.run(
            lambda work: work.board.comments.edit(other.id, made.id, plain("Two"), NOW)
        )


async def test_a_file_is_read_as_it_was_kept(database: Database, issue: BoardIssue) -> None:
    kept = await database.run(lambda work: work.board.files.add(issue.id, "dev", FILE, later(5)))
    assert (kept.name, kept.media_type, kept.size) == ("log.txt", "text/plain", 4000)
    assert await database.read(lambda work: work.board.files.on(issue.id)) == [kept]
    assert await database.read(lambda work: work.board.files.get(kept.id)) == kept
    assert await database.read(lambda work: work.board.files.content(kept.id)) == FILE.content


async def test_a_file_that_is_not_there_has_no_content(database: Database) -> None:
    assert await database.read(lambda work: work.board.files.get("404")) is None
    assert await database.read(lambda work: work.board.files.content("x")) is None


async def test_time_added_twice_by_one_op_is_added_once(
    database: Database, issue: BoardIssue
) -> None:
    first, second = [
        await database.run(lambda work: work.board.hours.add(issue.id, "dev", WORK, later(5)))
        for _ in range(2)
    ]
    assert first == second
    assert await database.read(lambda work: work.board.hours.on(issue.id)) == [first]
    assert await database.read(lambda work: work.board.hours.by_op(issue.id, "op-1")) == first
    assert await database.read(lambda work: work.board.hours.by_op(issue.id, "op-2")) is None


async def test_time_added_by_many_at_once_is_added_once(
    database: Database, another: Database, issue: BoardIssue
) -> None:
    await asyncio.gather(
        *(
            one.run(lambda work: work.board.hours.add(issue.id, "dev", WORK, NOW))
            for one in [database, another] * 8
        )
    )
    assert len(await database.read(lambda work: work.board.hours.on(issue.id))) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda work, id: work.board.files.add(id, "dev", FILE, NOW),
        lambda work, id: work.board.hours.add(id, "dev", WORK, NOW),
        lambda work, id: work.board.comments.add(id, "dev", plain("Hm"), NOW),
    ],
    ids=["file", "time", "comment"],
)
async def test_what_is_hung_on_an_issue_makes_it_a_newer_version(
    database: Database, issue: BoardIssue, change: Callable[[Work, str], object]
) -> None:
    await database.run(lambda work: change(work, issue.id))
    assert await version_of(database, issue) == 2
    with pytest.raises(NotFound):
        await database.run(lambda work: change(work, "404"))


async def test_history_tells_each_field_that_differs_and_by_whom(
    database: Database, issue: BoardIssue
) -> None:
    patch = BoardPatch(priority="High", labels=frozenset({"b", "a"}))
    await database.run(lambda work: work.board.update(issue.id, patch, "ada", later(1)))
    await moved(database, issue, "Done", later(2))
    found = await database.read(lambda work: work.board.history(issue.id, NOW))
    assert [(one.author, one.what, one.before, one.after, one.at) for one in found] == [
        ("ada", "priority", "", "High", later(1)),
        ("ada", "labels", "", "a, b", later(1)),
        ("dev", "status", "To do", "Done", later(2)),
    ]
    assert await database.read(lambda work: work.board.history(issue.id, later(2))) == found[2:]


async def test_what_changed_nothing_is_not_remembered(
    database: Database, issue: BoardIssue
) -> None:
    await moved(database, issue, issue.status, later(1))
    assert await database.read(lambda work: work.board.history(issue.id, NOW)) == []


async def test_a_version_is_made_once_and_released_once(
    database: Database, issue: BoardIssue
) -> None:
    await planned(database, issue, "2.4", "2.5")
    other = await create(database, "ref-2")
    await planned(database, other, "2.5")
    first, second = [
        await database.run(lambda work: work.board.versions.release("PAY", "2.4", later(5)))
        for _ in range(2)
    ]
    assert [(one.id, one.updated_at) for one in first] == [(issue.id, later(5))]
    assert second == []
    await database.run(lambda work: work.board.versions.make("PAY", "2.4"))
    found = await database.read(lambda work: work.board.versions.of("PAY"))
    assert found == [Version("2.4", released=True), Version("2.5")]


async def test_a_version_is_its_own_projects_alone(database: Database, issue: BoardIssue) -> None:
    await planned(database, issue, "2.4")
    assert await database.read(lambda work: work.board.versions.of("OPS")) == []
    with pytest.raises(NotFound):
        await database.run(lambda work: work.board.versions.release("OPS", "2.4", NOW))


async def test_changes_are_read_in_parts_the_oldest_first(
    database: Database, issue: BoardIssue
) -> None:
    others = [await create(database, ref) for ref in ("ref-2", "ref-3")]
    await create(database, "ref-4", "OPS")
    await moved(database, issue, "Done", later(5))
    first = await database.read(lambda work: work.board.changed("PAY", BEGINNING, 2))
    rest = await database.read(lambda work: work.board.changed("PAY", first[-1], 2))
    assert first == [Sighting(one.id, NOW) for one in others]
    assert rest == [Sighting(issue.id, later(5))]
    assert await database.read(lambda work: work.board.changed("PAY", rest[-1], 2)) == []


async def test_only_what_is_there_is_sighted(database: Database, issue: BoardIssue) -> None:
    ids = [issue.id, "404", "PAY-1", ""]
    assert await database.read(lambda work: work.board.sight(ids)) == [Sighting(issue.id, NOW)]


@pytest.mark.usefixtures("issue")
@pytest.mark.parametrize(
    ("key", "made"),
    [("PAY-1", True), ("PAY-2", False), ("PAY-0", False), ("PAY-01", False), ("OPS-1", False)],
)
async def test_what_key_was_ever_given_is_known(database: Database, key: str, made: bool) -> None:
    assert await database.read(lambda work: work.board.was_made(key)) is made
