"""Numbers given out one after another."""

from typing import Any

import sqlalchemy as sa

from csopsbot.storage import tables as t
from csopsbot.storage.upsert import Upsert


def _one_more(insert: Any) -> sa.Executable:
    upsert: sa.Executable = (
        insert(t.counter)
        .on_conflict_do_update(index_elements=["name"], set_={"value": t.counter.c.value + 1})
        .returning(t.counter.c.value)
    )
    return upsert


_NEXT = Upsert(_one_more)


def next_of(connection: sa.Connection, name: str) -> int:
    """Return the next number of the series NAME, from 1, without gaps."""
    return int(_NEXT.run(connection, {"name": name, "value": 1}).scalar_one())
