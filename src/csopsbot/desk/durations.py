"""Lengths of time as people write them: 15m, 1h 30m, and where days are plain days: 14d."""

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST_S = 366 * 86_400
"""The longest that anything is promised for: a year."""

_SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_UNIT = {
    "d": "d|days?",
    "h": "h|hours?",
    "m": "m|min|minutes?",
    "s": "s|sec|seconds?",
}
_PARTS = "".join(rf"(?:(?P<{unit}>[0-9]{{1,8}}) ?(?:{names}))? ?" for unit, names in _UNIT.items())
_WRITTEN = re.compile(_PARTS)
OPEN_PATTERN = "^ *([0-9]+ ?(h|hours?|m|min|minutes?|s|sec|seconds?) *)+$"
PLAIN_PATTERN = "^ *([0-9]+ ?(d|days?|h|hours?|m|min|minutes?|s|sec|seconds?) *)+$"
_OPEN = "a length of time such as 45s, 15m, 8h or 1h 30m"
_PLAIN = "a length of time such as 15m, 8h or 14d"
_NO_DAYS = "in hours, such as 8h or 24h, for how many open hours a day has depends on the calendar"
_TOO_LONG = "at most a year, which is 8784h"


def seconds(text: str) -> int:
    """Return how many seconds TEXT says; it is one that the form has let in."""
    found = _WRITTEN.fullmatch(text)
    parts = found.groupdict() if found else {}
    return sum(int(number) * _SECONDS[unit] for unit, number in parts.items() if number)


def is_length(text: str) -> bool:
    """Return whether TEXT is a length of time, with or without days."""
    found = _WRITTEN.fullmatch(text)
    return found is not None and any(found.groups())


def _checked(text: object, wanted: str) -> str:
    if not isinstance(text, str) or not is_length(text):
        raise refused(wanted)
    if seconds(text) > LONGEST_S:
        raise refused(_TOO_LONG)
    return text


def _plain(text: object) -> str:
    return _checked(text, _PLAIN)


def _open(text: object) -> str:
    checked = _checked(text, _OPEN)
    if "d" in checked.replace("second", ""):
        raise refused(_NO_DAYS)
    return checked


def refused(wanted: str) -> PydanticCustomError:
    """Return the error that says what was WANTED instead."""
    return PydanticCustomError("wanted", "refused", {"wanted": wanted})


OpenTime = Annotated[
    str, BeforeValidator(_open), WithJsonSchema({"type": "string", "pattern": OPEN_PATTERN})
]
"""Time by a calendar, in which days differ."""

PlainTime = Annotated[
    str, BeforeValidator(_plain), WithJsonSchema({"type": "string", "pattern": PLAIN_PATTERN})
]
"""Time by the clock on the wall, in which a day has 24 hours."""
