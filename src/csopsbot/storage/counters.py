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
_LAST = sa.select(t.counter.c.value).where(t.counter.c.name == sa.bindparam("name"))
_NEXT_ESCALATION = sa.select(sa.Sequence("escalation_number").next_value())


def next_of(connection: sa.Connection, name: str) -> int:
    """Return the next number of the series NAME, from 1, without gaps; it is waited for."""
    [(value,)] = _NEXT.run(connection, {"name": name, "value": 1}).rows
    return int(value)


def last_of(connection: sa.Connection, name: str) -> int:
    """Return the number that the series NAME gave out last, 0 if it never gave out any."""
    return int(connection.scalar(_LAST, {"name": name}) or 0)


def next_escalation(connection: sa.Connection) -> int:
    """Return the next escalation's number, from 1.

    Where there are sequences nobody waits for it, and what fails leaves a gap.
    """
    if connection.dialect.supports_sequences:
        return int(connection.execute(_NEXT_ESCALATION).scalar_one())
    return next_of(connection, "escalation")
