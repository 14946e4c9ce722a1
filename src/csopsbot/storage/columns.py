"""How values are kept in columns that two databases read alike."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that is compared by its bytes, whatever the database's language."""

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A number that the database gives out."""


def microseconds(moment: datetime) -> int:
    """Return MOMENT, which must be aware, as `Instant` keeps it: counted since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """A moment, kept as microseconds since 1970 in UTC, so that both databases compare alike."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 the signature is SQLAlchemy's
        """Return VALUE, which must be aware, as a number."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the signature is SQLAlchemy's
        """Return the moment that the number VALUE stands for."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)
