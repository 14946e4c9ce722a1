import asyncio
from dataclasses import replace

import pytest

from csopsbot.app.ports import Database, NoSuchEscalation, Stale, Surface, Thread, Work
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import DraftDismissed, Place, Recorded, Resolved, Taken
from csopsbot.domain.fold import evolve
from csopsbot.domain.issue import IssueRef
from csopsbot.domain.people import Side
from tests.contract.storage.given import ANN, NOW, later, open_one, opening, said

NEXT = Recorded(2, later(60), Taken(by=ANN))


def append(work: Work, escalation: Escalation, record: Recorded) -> Escalation:
    after = evolve(escalation, record)
    work.escalations.save(after, [record])
    return after


def close(work: Work, escalation: Escalation) -> None:
    append(work, escalation, Recorded(2, NOW, Resolved(by=ANN)))


async def test_what_was_kept_is_read_as_it_was(database: Database) -> None:
    kept = await database.run(open_one)
    saved = await database.run(lambda work: append(work, kept, NEXT))
    assert await database.read(lambda work: work.escalations.get("E1")) == saved
    assert await database.read(lambda work: work.escalations.numbered(1)) == saved


async def test_history_is_read_oldest_first(database: Database) -> None:
    def unit(work: Work) -> None:
        after = append(work, open_one(work), NEXT)
        append(work, after, Recorded(3, later(61), said("Any news?")))

    await database.run(unit)
    history = await database.read(lambda work: work.escalations.history("E1"))
    assert [(record.seq, record.event.kind) for record in history] == [
        (1, "opened"),
        (2, "taken"),
        (3, "replied"),
    ]
    assert history[1] == NEXT
    assert await database.read(lambda work: work.escalations.record("E1", 2)) == NEXT


async def test_fifty_opened_at_once_get_fifty_numbers(
    database: Database, another: Database
) -> None:
    async def one(index: int) -> int:
        through = database if index % 2 else another
        return (await through.run(lambda work: open_one(work, f"E{index}"))).number

    numbers = await asyncio.gather(*(one(index) for index in range(50)))
    assert sorted(numbers) == list(range(1, 51))


async def test_the_second_of_two_who_append_the_same_number_is_told(database: Database) -> None:
    kept = await database.run(open_one)
    await database.run(lambda work: append(work, kept, NEXT))
    with pytest.raises(Stale):
        await database.run(lambda work: append(work, kept, NEXT))
    assert len(await database.read(lambda work: work.escalations.history("E1"))) == 2


async def test_two_who_append_at_once_both_come_through_when_each_reads_first(
    database: Database, another: Database
) -> None:
    await database.run(open_one)

    def add(work: Work) -> None:
        state = work.escalations.get("E1")
        append(work, state, Recorded(state.version + 1, NOW, said("Me too")))

    await asyncio.gather(*(one.run(add) for one in [database, another] * 4))
    history = await database.read(lambda work: work.escalations.history("E1"))
    assert [record.seq for record in history] == list(range(1, 10))


async def test_one_that_does_not_exist_is_said_to_be_none(database: Database) -> None:
    kept = replace(await database.run(open_one), id="E404")
    with pytest.raises(NoSuchEscalation):
        await database.read(lambda work: work.escalations.get("E404"))
    with pytest.raises(NoSuchEscalation):
        await database.read(lambda work: work.escalations.numbered(404))
    with pytest.raises(NoSuchEscalation):
        await database.read(lambda work: work.escalations.record("E1", 404))
    with pytest.raises(NoSuchEscalation):
        await database.run(lambda work: append(work, kept, NEXT))


async def test_the_thread_it_came_from_belongs_to_support(database: Database) -> None:
    await database.run(lambda work: open_one(work, opened=opening(Place("C1", "1.0"))))
    found = await database.read(lambda work: work.escalations.in_thread("C1", "1.0"))
    assert found == Thread("E1", Side.SUPPORT)


@pytest.mark.parametrize(
    ("card", "owner"),
    [
        ("support", Thread("E1", Side.SUPPORT)),
        ("team", Thread("E1", Side.ENGINEERING)),
        ("draft:2", None),
    ],
)
async def test_a_card_begins_its_sides_thread(
    database: Database, card: str, owner: Thread | None
) -> None:
    await database.run(open_one)
    await database.run(lambda work: work.surfaces.put(Surface("E1", card, "C2", "2.0", "x")))
    assert await database.read(lambda work: work.escalations.in_thread("C2", "2.0")) == owner


async def test_a_thread_with_two_escalations_belongs_to_the_newer(database: Database) -> None:
    place = Place("C1", "1.0")
    await database.run(lambda work: open_one(work, "E2", opening(place)))
    await database.run(lambda work: open_one(work, "E1", opening(place)))
    found = await database.read(lambda work: work.escalations.in_thread("C1", "1.0"))
    assert found == Thread("E1", Side.SUPPORT)


async def test_any_other_thread_belongs_to_nobody(database: Database) -> None:
    await database.run(lambda work: open_one(work, opened=opening(Place("C1", "1.0"))))
    assert await database.read(lambda work: work.escalations.in_thread("C1", "9.0")) is None
    assert await database.read(lambda work: work.escalations.in_thread("C9", "1.0")) is None


async def test_all_that_wait_on_an_issue_are_found(database: Database) -> None:
    ref = IssueRef("jira", "10001", "OPS-1", "https://jira.test/browse/OPS-1")

    def unit(work: Work) -> None:
        for id in ("E3", "E1", "E2"):
            state = open_one(work, id)
            if id != "E2":
                work.escalations.save(replace(state, issue=ref), [])

    await database.run(unit)
    found = await database.read(lambda work: work.escalations.on_issue("jira", "10001"))
    assert [state.id for state in found] == ["E1", "E3"]


async def test_open_ones_are_listed_oldest_first(database: Database) -> None:
    def unit(work: Work) -> None:
        for id in ("E4", "E2", "E3", "E1"):
            state = open_one(work, id)
            if id == "E2":
                close(work, state)

    await database.run(unit)
    listed = await database.read(lambda work: work.escalations.open(2))
    assert [state.id for state in listed] == ["E4", "E3"]


async def test_who_opened_one_is_awaiting_it_until_no_words_wait_to_be_told(
    database: Database,
) -> None:
    def unit(work: Work) -> None:
        for id in ("E4", "E3", "E2", "E1"):
            open_one(work, id)
        for id in ("E3", "E2"):
            close(work, work.escalations.get(id))
        dismissed = Recorded(3, NOW, DraftDismissed(by=ANN, draft=2))
        append(work, work.escalations.get("E2"), dismissed)

    await database.run(unit)
    found = await database.read(lambda work: work.escalations.awaited_by("U1", 10))
    assert [state.id for state in found] == ["E4", "E3", "E1"]
    first = await database.read(lambda work: work.escalations.awaited_by("U1", 2))
    assert [state.id for state in first] == ["E4", "E3"]
    assert await database.read(lambda work: work.escalations.awaited_by("U2", 10)) == []


async def test_what_somebody_took_is_theirs_until_it_is_closed(database: Database) -> None:
    def unit(work: Work) -> None:
        for id in ("E4", "E3", "E1"):
            append(work, open_one(work, id), NEXT)
        open_one(work, "E2")
        append(work, work.escalations.get("E3"), Recorded(3, NOW, Resolved(by=ANN)))

    await database.run(unit)
    found = await database.read(lambda work: work.escalations.taken_by("U1", 10))
    assert [state.id for state in found] == ["E4", "E1"]
    first = await database.read(lambda work: work.escalations.taken_by("U1", 1))
    assert [state.id for state in first] == ["E4"]
    assert await database.read(lambda work: work.escalations.taken_by("U2", 10)) == []


async def test_histories_are_read_batch_by_batch_in_the_order_of_their_numbers(
    database: Database,
) -> None:
    def unit(work: Work) -> None:
        for id in ("E3", "E1", "E2"):
            append(work, open_one(work, id), NEXT)

    await database.run(unit)
    first = await database.read(lambda work: work.escalations.histories(0, 2))
    rest = await database.read(lambda work: work.escalations.histories(2, 2))
    assert [state.id for state, _ in first] == ["E3", "E1"]
    assert [state.id for state, _ in rest] == ["E2"]
    for state, history in [*first, *rest]:
        assert history == await database.read(lambda work: work.escalations.history(state.id))  # noqa: B023 awaited here
    assert await database.read(lambda work: work.escalations.histories(3, 2)) == []


async def test_histories_since_then_leave_out_what_was_over_by_then(database: Database) -> None:
    def unit(work: Work) -> None:
        open_one(work, "E1")
        close(work, open_one(work, "E2"))
        append(work, open_one(work, "E3"), Recorded(2, later(60), Resolved(by=ANN)))

    await database.run(unit)
    found = await database.read(lambda work: work.escalations.histories(0, 10, later(60)))
    assert [state.id for state, _ in found] == ["E1", "E3"]
    assert [len(history) for _, history in found] == [1, 2]
