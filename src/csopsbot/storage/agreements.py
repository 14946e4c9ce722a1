"""Every version of every policy and calendar."""

from typing import Literal, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam

from csopsbot.app.ports import Stale, Version
from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.policy import Policy
from csopsbot.storage import tables as t
from csopsbot.storage.bodies import CALENDAR, POLICY, read, write
from csopsbot.storage.upsert import insert_or_leave

T = TypeVar("T")
Kind = Literal["policy", "calendar"]

_a = t.agreement.c
_ALL = (
    sa.select(_a.key, _a.version, _a.effective_from, _a.kept_at, _a.changed_by, _a.body)
    .where(_a.kind == bindparam("its_kind"))
    .order_by(_a.key, _a.version)
)
_COUNT = sa.select(sa.func.count()).select_from(t.agreement)
_ADD = insert_or_leave(t.agreement)


class SqlAgreements:
    """The agreements in one connection's transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def policies(self) -> list[Version[Policy]]:
        """Return every version of every policy."""
        return self._all("policy", POLICY)

    def calendars(self) -> list[Version[Calendar]]:
        """Return every version of every calendar."""
        return self._all("calendar", CALENDAR)

    def count(self) -> int:
        """Return how many versions there are of everything."""
        return int(self._connection.execute(_COUNT).scalar_one())

    def add_policy(self, version: Version[Policy]) -> None:
        """Keep a version; raises `Stale` if its number is taken."""
        self._add("policy", version, POLICY)

    def add_calendar(self, version: Version[Calendar]) -> None:
        """Keep a version; raises `Stale` if its number is taken."""
        self._add("calendar", version, CALENDAR)

    def _all(self, kind: Kind, shape: TypeAdapter[T]) -> list[Version[T]]:
        rows = self._connection.execute(_ALL, {"its_kind": kind})
        return [
            Version(
                key=row.key,
                number=row.version,
                effective_from=row.effective_from,
                kept_at=row.kept_at,
                changed_by=row.changed_by,
                what=None if row.body is None else read(shape, row.body),
            )
            for row in rows
        ]

    def _add(self, kind: Kind, version: Version[T], shape: TypeAdapter[T]) -> None:
        row = {
            "kind": kind,
            "key": version.key,
            "version": version.number,
            "effective_from": version.effective_from,
            "kept_at": version.kept_at,
            "changed_by": version.changed_by,
            "body": None if version.what is None else write(shape, version.what),
        }
        if not _ADD.run(self._connection, row).written:
            raise Stale(f"{kind} {version.key} has a version {version.number}")
