"""Persons as last read from the chat."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.domain.people import Person
from csopsbot.storage import tables as t
from csopsbot.storage.bodies import PERSON, read, write
from csopsbot.storage.upsert import insert_or_update

_GET = sa.select(t.person.c.body).where(
    t.person.c.id == bindparam("id"), t.person.c.read_at > bindparam("since")
)
_PUT = insert_or_update(t.person, "body", "read_at")


class SqlPeople:
    """The persons in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, id: str, since: datetime) -> Person | None:
        """Return the person if read after SINCE."""
        body = self._connection.scalar(_GET, {"id": id, "since": since})
        return read(PERSON, body) if body is not None else None

    def put(self, person: Person, now: datetime) -> None:
        """Keep a reading."""
        _PUT.run(self._connection, {"id": person.id, "body": write(PERSON, person), "read_at": now})
