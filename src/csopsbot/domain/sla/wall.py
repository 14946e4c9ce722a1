"""From a wall clock to an instant, by one rule that has an answer for every wall time.

**A wall time stands for the first instant at which the local clock has reached it.** Where the
clock is put forward, the times that are left out stand for the instant of the change; where it is
put back, a time that comes twice stands for its first coming. So the rule never goes backwards, and
intervals that touch on the wall touch in UTC, on every day of every zone.
"""

from bisect import bisect_left
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from csopsbot.domain.sla.instants import EPOCH, moment

_NAIVE_EPOCH = EPOCH.replace(tzinfo=None)


def reached(wall: datetime, zone: ZoneInfo) -> int:
    """Return the first UTC second at which the clocks of ZONE have reached WALL, which is naive."""
    before, after = _offset(zone, wall), _offset(zone, wall.replace(fold=1))
    if before >= after:
        return _seconds(wall - before)
    return _change(wall, _seconds(wall - after), _seconds(wall - before), zone)


def local(instant: int, zone: ZoneInfo) -> datetime:
    """Return what the clocks of ZONE show at a UTC second, as a naive datetime."""
    return moment(instant).astimezone(zone).replace(tzinfo=None)


def _change(wall: datetime, low: int, high: int, zone: ZoneInfo) -> int:
    """Return when the clock jumped over WALL, between the instants that its two offsets give."""
    span = range(low, high)
    return low + bisect_left(span, True, key=lambda instant: local(instant, zone) >= wall)


def _offset(zone: ZoneInfo, wall: datetime) -> timedelta:
    # A ZoneInfo knows the offset of every datetime; the stub allows for those that do not.
    return cast("timedelta", zone.utcoffset(wall))


def _seconds(wall: datetime) -> int:
    since = wall - _NAIVE_EPOCH
    return since.days * 86_400 + since.seconds
