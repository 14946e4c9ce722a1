"""Surfaces: where our cards are."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.ports import Surface
from csopsbot.storage import tables as t
from csopsbot.storage.upsert import insert_or_update

_s = t.surface.c
_ALL = sa.select(_s.escalation_id, _s.name, _s.channel, _s.ts, _s.shown)
_AT = _ALL.where(_s.channel == bindparam("channel"), _s.ts == bindparam("ts"))
_OF = _ALL.where(_s.escalation_id == bindparam("id"))
_NAMED = _ALL.where(
    _s.name == bindparam("name"), _s.escalation_id.in_(bindparam("ids", expanding=True))
)
_RENAME = (
    sa.update(t.surface)
    .where(_s.escalation_id == bindparam("id"), _s.name == bindparam("old"))
    .values(name=bindparam("new"))
)
_PUT = insert_or_update(t.surface, "channel", "ts", "shown")


class SqlSurfaces:
    """The surfaces in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def at(self, channel: str, ts: str) -> Surface | None:
        """Return the card that this message is."""
        row = self._connection.execute(_AT, {"channel": channel, "ts": ts}).first()
        return Surface(*row) if row else None

    def of(self, escalation_id: str) -> dict[str, Surface]:
        """Return an escalation's cards by name."""
        rows = self._connection.execute(_OF, {"id": escalation_id})
        return {row.name: Surface(*row) for row in rows}

    def named(self, name: str, escalation_ids: Collection[str]) -> dict[str, Surface]:
        """Return the cards of that name by escalation, where there is one."""
        rows = self._connection.execute(_NAMED, {"name": name, "ids": list(escalation_ids)})
        return {row.escalation_id: Surface(*row) for row in rows}

    def put(self, surface: Surface) -> None:
        """Remember where a card is and what it shows."""
        row = {
            "escalation_id": surface.escalation_id,
            "name": surface.name,
            "channel": surface.channel,
            "ts": surface.ts,
            "shown": surface.shown,
        }
        _PUT.run(self._connection, row)

    def rename(self, escalation_id: str, old: str, new: str) -> None:
        """Let a card go by another name; nothing happens if it is not there."""
        self._connection.execute(_RENAME, {"id": escalation_id, "old": old, "new": new})
