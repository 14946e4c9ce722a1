"""Open time by asking for each minute of the month what the clock on the wall shows there.

Knows nothing of how the bot counts.
"""

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.unit.month.promises import PLACES, Hours

START = datetime(2026, 3, 9, tzinfo=UTC)
DAYS = 62


class Minutes:
    """The minutes of two months that a place is open in."""

    def __init__(self, hours: Hours) -> None:
        self._zero = int(START.timestamp())
        self._open = [_is_open(hours, START + timedelta(minutes=n)) for n in range(DAYS * 1440)]
        self._counted = [0]
        for is_open in self._open:
            self._counted.append(self._counted[-1] + 60 * is_open)

    def until(self, at: int) -> int:
        """Return the open seconds from the beginning until AT."""
        minute, second = divmod(at - self._zero, 60)
        return self._counted[minute] + second * self._open[minute]

    def counted(self, start: int, end: int) -> int:
        """Return the open seconds in between."""
        return self.until(end) - self.until(start)

    def reaches(self, start: int, seconds: int) -> int:
        """Return the first second at which so many open SECONDS, at least one, have passed."""
        wanted = self.until(start) + seconds
        minute = bisect_left(self._counted, wanted) - 1
        return self._zero + minute * 60 + wanted - self._counted[minute]

    def opens(self, at: int) -> int:
        """Return the first second from AT on within which it is open."""
        return self.reaches(at, 1) - 1


def _is_open(hours: Hours, at: datetime) -> bool:
    shown = at.astimezone(ZoneInfo(hours.tz))
    if shown.weekday() not in hours.days or shown.date().isoformat() in hours.holidays:
        return False
    minute = shown.hour * 60 + shown.minute
    return any(start <= minute < end for start, end in hours.open)


PLACES_BY_MINUTE = {key: Minutes(hours) for key, hours in PLACES.items()}
