"""When something happens: partway through a target (50%, 15m left), too late, or on a date."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from csopsbot.desk.durations import OPEN_PATTERN, is_length, refused, seconds
from csopsbot.domain.sla.instants import seconds as second_of
from csopsbot.domain.sla.policy import Warn
from csopsbot.domain.sla.thresholds import BREACH
from csopsbot.domain.sla.wall import reached
from csopsbot.domain.sla.zones import zone

_PERCENT = re.compile("([0-9]{1,6}) ?%")
_LEFT = re.compile("(.+?) left")
WARNING_PATTERN = f"^([0-9]+ ?%|{OPEN_PATTERN.strip('^$')}left)$"
AT_PATTERN = f"^({WARNING_PATTERN.strip('^$')}|{BREACH})$"
_A_WARNING = "a part of the target, such as 50%, or what is left of it, such as 15m left"
DATE_PATTERN = (
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$"
)
_YEARS = range(1970, 2200)
_A_DATE = "a date such as 2026-12-01, or an instant such as 2026-12-01T09:00+01:00"


def warn(text: str) -> Warn | None:
    """Return the warning that TEXT says, None where it says none."""
    if found := _PERCENT.fullmatch(text):
        return Warn(int(found[1]))
    found = _LEFT.fullmatch(text)
    if found and is_length(found[1]) and not re.search("[0-9] ?d", found[1]):
        return Warn(seconds(found[1]), "left")
    return None


def threshold(text: str) -> str:
    """Return what the rules call the moment that TEXT says."""
    said = warn(text)
    return said.name if said else text


def instant(text: str, tz: str) -> int:
    """Return the UTC second that TEXT says, which without an offset is meant on the wall in TZ."""
    moment = datetime.fromisoformat(text)
    return reached(moment, zone(tz)) if moment.tzinfo is None else second_of(moment)


def midnight(day: date) -> int:
    """Return the UTC second that DAY begins with in UTC."""
    return second_of(datetime.combine(day, time.min, UTC))


def _warning(text: object) -> str:
    if not isinstance(text, str) or warn(text) is None:
        raise refused(_A_WARNING)
    return text


def _at(text: object) -> str:
    if not isinstance(text, str) or not (text == BREACH or warn(text)):
        raise refused(f"{BREACH}, {_A_WARNING}")
    return text


def _date(text: object) -> str:
    if isinstance(text, str) and re.match(DATE_PATTERN, text) and _is_date(text):
        return text
    raise refused(_A_DATE)


def _is_date(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


def _kind(check: Callable[[object], str], pattern: str) -> tuple[object, ...]:
    return BeforeValidator(check), WithJsonSchema({"type": "string", "pattern": pattern})


WarningText = Annotated[str, *_kind(_warning, WARNING_PATTERN)]
"""When to warn."""

At = Annotated[str, *_kind(_at, AT_PATTERN)]
"""A warning, or the breach."""

DateText = Annotated[str, *_kind(_date, DATE_PATTERN)]
"""From when on something counts."""
