"""The two forms of an instant: aware datetimes outside, whole UTC seconds inside."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def seconds(moment: datetime) -> int:
    """Return the UTC second that MOMENT falls in; raises `ValueError` without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone, so it is no instant.")
    return (moment - EPOCH) // SECOND


def moment(seconds: int) -> datetime:
    """Return the instant SECONDS after the epoch, in UTC."""
    return EPOCH + timedelta(seconds=seconds)
