import asyncio
from dataclasses import replace
from functools import partial

import pytest

from csopsbot.app.board import BoardComment, BoardIssue, BoardLink, BoardPatch, NewIssue
from csopsbot.app.failures import NotFound
from csopsbot.app.ports import Database, Work
from csopsbot.domain.document import plain
from tests.contract.storage.given import NOW, later

NEW = NewIssue("PAY", "Cannot pay", plain("Nothing happens"), "To do", "ref-1", frozenset({"bug"}))


async def create(database: Database, new: NewIssue = NEW) -> BoardIssue:
    return await database.run(lambda work: work.board.create(new, NOW))


def update(work: Work, issue: BoardIssue, patch: BoardPatch) -> BoardIssue:
    return work.board.update(issue.id, patch, "dev", NOW)


def show(work: Work, issue: BoardIssue, link: BoardLink) -> BoardIssue:
    return work.board.link(issue.id, link, NOW)


async def comment(
    database: Database, issue: BoardIssue, text: str, op: str | None = None
) -> BoardComment:
    return await database.run(
        lambda work: work.board.comments.add(issue.id, "dev", plain(text), later(5), op)
    )


async def test_an_issue_is_read_as_it_was_made(database: Database) -> None:
    made = await create(database)
    assert made == BoardIssue(
        id=made.id,
        key="PAY-1",
        project="PAY",
        ref="ref-1",
        title="Cannot pay",
        body=plain("Nothing happens"),
        status="To do",
        assignee=None,
        labels=frozenset({"bug"}),
        updated_at=NOW,
        version=1,
    )
    assert await database.read(lambda work: work.board.get(made.id)) == made
    assert await database.read(lambda work: work.board.by_ref("ref-1")) == made


async def test_keys_count_by_project(database: Database) -> None:
    made = [
        await create(database, replace(NEW, project=project, ref=None))
        for project in ("PAY", "PAY", "OPS", "PAY")
    ]
    assert [issue.key for issue in made] == ["PAY-1", "PAY-2", "OPS-1", "PAY-3"]


async def test_an_issue_made_twice_is_one(database: Database) -> None:
    first, second = await create(database), await create(database)
    assert first == second
    assert (await create(database, replace(NEW, ref="ref-2"))).key == "PAY-2"


async def test_an_issue_made_by_many_at_once_is_one(database: Database, another: Database) -> None:
    made = await asyncio.gather(*(create(one) for one in [database, another] * 8))
    assert len(set(made)) == 1


async def test_a_board_lists_its_newest_issues_first(database: Database) -> None:
    for ref in ("a", "b", "c"):
        await create(database, replace(NEW, ref=ref))
    await create(database, replace(NEW, project="OPS", ref="d"))
    listed = await database.read(lambda work: work.board.issues("PAY", 2))
    assert [issue.ref for issue in listed] == ["c", "b"]
    assert await database.read(lambda work: work.board.projects()) == ["OPS", "PAY"]


async def test_a_move_gives_a_new_version(database: Database) -> None:
    made = await create(database)
    moved = await database.run(lambda work: work.board.move(made.id, "Done", "dev", later(5)))
    assert moved == replace(made, status="Done", updated_at=later(5), version=2)
    assert await database.read(lambda work: work.board.get(made.id)) == moved


@pytest.mark.parametrize(
    ("patch", "changed"),
    [
        (BoardPatch(title="Other"), {"title": "Other"}),
        (BoardPatch(assignee="dev"), {"assignee": "dev"}),
        (BoardPatch(labels=frozenset()), {"labels": frozenset()}),
        (BoardPatch(), {}),
    ],
)
async def test_a_patch_changes_what_it_names(
    database: Database, patch: BoardPatch, changed: dict[str, object]
) -> None:
    made = await create(database)
    after = await database.run(lambda work: work.board.update(made.id, patch, "dev", later(5)))
    assert after == replace(made, updated_at=later(5), version=2, **changed)  # type: ignore[arg-type]


async def test_an_empty_assignee_takes_the_assignee_away(database: Database) -> None:
    made = await create(database)
    for patch in (BoardPatch(assignee="dev"), BoardPatch(assignee="")):
        await database.run(partial(update, issue=made, patch=patch))
    after = await database.read(lambda work: work.board.get(made.id))
    assert after is not None
    assert after.assignee is None


async def test_comments_are_read_oldest_first(database: Database) -> None:
    made = await create(database)
    first = await comment(database, made, "One", op="op-1")
    second = await comment(database, made, "Two")
    assert first == BoardComment(first.id, made.id, "dev", plain("One"), later(5), later(5), "op-1")
    assert await database.read(lambda work: work.board.comments.on(made.id)) == [first, second]


async def test_a_comment_changes_the_issues_version(database: Database) -> None:
    made = await create(database)
    await comment(database, made, "One")
    after = await database.read(lambda work: work.board.get(made.id))
    assert after == replace(made, updated_at=later(5), version=2)


async def test_a_comment_made_twice_is_one(database: Database) -> None:
    made = await create(database)
    first = await comment(database, made, "One", op="op-1")
    assert await comment(database, made, "One", op="op-1") == first
    assert await database.read(lambda work: work.board.comments.by_op(made.id, "op-1")) == first
    assert await database.read(lambda work: work.board.comments.by_op(made.id, "op-2")) is None


async def test_a_link_takes_the_place_of_one_of_its_key(database: Database) -> None:
    made = await create(database)
    links = [
        BoardLink("card", "https://a.test", "A"),
        BoardLink("case", "https://b.test", "B"),
        BoardLink("card", "https://c.test", "C"),
    ]
    for link in links:
        await database.run(partial(show, issue=made, link=link))
    after = await database.read(lambda work: work.board.get(made.id))
    assert after is not None
    assert after.links == (links[1], links[2])


@pytest.mark.parametrize("id", ["404", "PAY-1", "", "-1", "9" * 40, "\u0661"])
async def test_an_issue_that_does_not_exist_is_not_found(database: Database, id: str) -> None:
    assert await database.read(lambda work: work.board.get(id)) is None
    assert await database.read(lambda work: work.board.comments.on(id)) == []
    with pytest.raises(NotFound):
        await database.run(lambda work: work.board.move(id, "Done", "dev", NOW))
    with pytest.raises(NotFound):
        await database.run(lambda work: work.board.comments.add(id, "dev", plain("Hm"), NOW))
