"""The vendors' limits, kept across replicas and restarts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.effects import Urgency
from csopsbot.app.ports import Budget
from csopsbot.storage import tables as t
from csopsbot.storage.pacing import Level, opens, used
from csopsbot.storage.upsert import Upsert, insert_or_leave

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_b = t.budget.c


def _close(insert: Any) -> sa.Executable:
    new = insert(t.budget)
    later = sa.case(
        (_b.closed_until >= new.excluded.closed_until, _b.closed_until),
        else_=new.excluded.closed_until,
    )
    statement: sa.Executable = new.on_conflict_do_update(
        index_elements=["key"], set_={"closed_until": later}
    )
    return statement


# In the order of their keys, so that no two wait for each other.
_LOCK = (
    sa.select(_b.key, _b.tat, _b.closed_until)
    .where(_b.key.in_(bindparam("keys", expanding=True)))
    .order_by(_b.key)
    .with_for_update()
)
_BEGIN = insert_or_leave(t.budget)
_USE = sa.update(t.budget).where(_b.key == bindparam("used")).values(tat=bindparam("new_tat"))
_CLOSE = Upsert(_close)
_FORGET = sa.delete(t.budget).where(
    _b.tat < bindparam("before"), _b.closed_until < bindparam("before")
)


class SqlBudgets:
    """The budgets in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def take(self, budgets: Sequence[Budget], now: datetime, urgency: Urgency) -> datetime | None:
        """Use one call of each budget; if one is empty use none and return when to come back."""
        if not budgets:
            return None
        levels = self._locked(sorted({budget.key for budget in budgets}))
        free_at = max(opens(budget, levels[budget.key], urgency) for budget in budgets)
        if free_at > now:
            return free_at
        for budget in budgets:
            levels[budget.key] = used(budget, levels[budget.key], now)
        rows = [{"used": key, "new_tat": level.tat} for key, level in levels.items()]
        self._connection.execute(_USE, rows)
        return None

    def _locked(self, keys: list[str]) -> dict[str, Level]:
        levels = self._levels(keys)
        if len(levels) < len(keys):
            for key in keys:
                _BEGIN.run(
                    self._connection, {"key": key, "tat": _LONG_AGO, "closed_until": _LONG_AGO}
                )
            levels = self._levels(keys)
        return levels

    def _levels(self, keys: list[str]) -> dict[str, Level]:
        rows = self._connection.execute(_LOCK, {"keys": keys})
        return {row.key: Level(row.tat, row.closed_until) for row in rows}

    def close(self, key: str, until: datetime) -> None:
        """Use up the budget KEY until then, as a vendor asked with Retry-After."""
        _CLOSE.run(self._connection, {"key": key, "tat": _LONG_AGO, "closed_until": until})

    def forget(self, before: datetime) -> int:
        """Forget those that nobody has used since then; return how many."""
        return self._connection.execute(_FORGET, {"before": before}).rowcount
