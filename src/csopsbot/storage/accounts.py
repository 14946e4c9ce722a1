"""Who persons of the chat are in trackers, as they have said themselves."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.storage import tables as t
from csopsbot.storage.upsert import insert_or_update

_a = t.account.c
_OF = sa.select(_a.person, _a.user).where(
    _a.tracker == bindparam("tracker"), _a.person.in_(bindparam("persons", expanding=True))
)
_PUT = insert_or_update(t.account, "user", "at")


class SqlAccounts:
    """The accounts in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, tracker: str, persons: Collection[str]) -> dict[str, str]:
        """Return the accounts by person; empty for who was asked and has not said yet."""
        where = {"tracker": tracker, "persons": list(persons)}
        return {row.person: row.user for row in self._connection.execute(_OF, where)}

    def put(self, tracker: str, person: str, user: str, now: datetime) -> None:
        """Remember which account is the person's; an empty one, that they were asked."""
        row = {"tracker": tracker, "person": person, "user": user, "at": now}
        _PUT.run(self._connection, row)
