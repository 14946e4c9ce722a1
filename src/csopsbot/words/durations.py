"""How long something takes, in its two greatest units."""

from collections.abc import Iterator
from itertools import dropwhile, islice

from csopsbot.words.catalogue import say

_UNITS = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
_UP_TO_HOURS = {name: size for name, size in _UNITS.items() if name != "days"}


def duration(seconds: int, language: str) -> str:
    """Return so much time of the wall clock: `3 d 4 h`, `10 m`; which way is not told."""
    return _told(seconds, _UNITS, language)


def open_time(seconds: int, language: str) -> str:
    """Return so much counted time, never in days: a day of open hours is no day of 24."""
    return _told(seconds, _UP_TO_HOURS, language)


def _told(seconds: int, units: dict[str, int], language: str) -> str:
    counted = dropwhile(lambda each: not each[1], _counted(abs(seconds), units))
    parts = [(unit, number) for unit, number in islice(counted, 2) if number]
    return " ".join(
        say(f"duration.{unit}", language, number=number)
        for unit, number in parts or [("seconds", 0)]
    )


def _counted(rest: int, units: dict[str, int]) -> Iterator[tuple[str, int]]:
    for unit, size in units.items():
        number, rest = divmod(rest, size)
        yield unit, number
