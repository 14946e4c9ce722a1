"""What goes straight to the driver is kept, counted and refused as ever."""

import pytest
import sqlalchemy as sa

from csopsbot.app.ports import Database, Work
from csopsbot.storage import tables as t
from csopsbot.storage.upsert import insert_new, insert_or_leave, together
from tests.contract.storage.given import NOW, connection_of

NEW = insert_new(t.counter)
INBOX = insert_or_leave(t.inbox)
LANE = insert_new(t.lane)


def seen(key: str) -> dict[str, object]:
    return {"source": "s", "key": key, "at": NOW}


async def test_rows_that_were_there_are_not_counted(database: Database) -> None:
    def unit(work: Work) -> list[int]:
        connection = connection_of(work)
        first = INBOX.run(connection, [seen("a"), seen("b")])
        second = INBOX.run(connection, [seen("b"), seen("c"), seen("d")])
        return [first.written, second.written]

    assert await database.run(unit) == [2, 2]


async def test_a_statement_takes_other_columns_another_time(database: Database) -> None:
    lane = {"key": "a", "target": "slack", "urgency": 1}

    def unit(work: Work) -> list[object]:
        connection = connection_of(work)
        LANE.run(connection, lane)
        LANE.run(connection, lane | {"key": "b", "run_at": NOW})
        rows = connection.execute(sa.select(t.lane.c.run_at).order_by(t.lane.c.key))
        return list(rows.scalars())

    assert await database.run(unit) == [None, NOW]


async def test_of_what_belongs_together_nothing_is_kept_if_one_is_refused(
    database: Database,
) -> None:
    def unit(work: Work) -> None:
        twice = [{"name": "n", "value": 1}]
        together(connection_of(work), (INBOX, [seen("a")]), (NEW, twice), (NEW, twice))

    with pytest.raises(sa.exc.IntegrityError):
        await database.run(unit)
    assert await database.run(lambda work: work.inbox.first("s", "a", NOW))
