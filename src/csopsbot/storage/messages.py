"""Messages: which event of the history a message became."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.storage import tables as t
from csopsbot.storage.upsert import insert_or_update

_m = t.message.c
_FIND = sa.select(_m.escalation_id, _m.seq).where(
    _m.channel == bindparam("channel"), _m.ts == bindparam("ts")
)
_PUT = insert_or_update(t.message, "escalation_id", "seq")


class SqlMessages:
    """The messages in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, channel: str, ts: str, escalation_id: str, seq: int) -> None:
        """Remember it; what was said last of a message holds."""
        row = {"channel": channel, "ts": ts, "escalation_id": escalation_id, "seq": seq}
        _PUT.run(self._connection, row)

    def find(self, channel: str, ts: str) -> tuple[str, int] | None:
        """Return the escalation and the event's number."""
        row = self._connection.execute(_FIND, {"channel": channel, "ts": ts}).first()
        return (row.escalation_id, row.seq) if row else None
