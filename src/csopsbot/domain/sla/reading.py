"""A calendar as it is written, in the shape that JSON and YAML share."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TypeGuard

from csopsbot.domain.sla.calendar import Calendar, Openings
from csopsbot.domain.sla.errors import CalendarError, Path
from csopsbot.domain.sla.holidays import day, holidays
from csopsbot.domain.sla.hours import Opening, opening

FIELDS = ("tz", "hours", "special_days", "breaks", "holidays", "version", "effective_from")


def read(written: Mapping[str, object]) -> Calendar:
    """Return the calendar that is written; raises `CalendarError` at the first thing to mend.

    `{"tz": "Europe/Berlin", "hours": {"mon": [["09:00", "12:00"], ["22:00", "06:00"]]},
    "special_days": {"2026-12-24": [["09:00", "12:00"]]}, "breaks": {"2026-05-04": ["10:00-10:30"]},
    "holidays": ["2026-12-25", "12-30/01-02", {"on": "05-01", "name": "May Day"}]}`
    """
    for name in written:
        if name not in FIELDS:
            raise CalendarError(
                (name,), f"A calendar has no such part; it has {', '.join(FIELDS)}."
            )
    hours = _mapping(written, "hours")
    return Calendar(
        tz=_text(written, "tz", "an IANA name, like Europe/Berlin"),
        hours={name: _openings(hours[name], ("hours", name)) for name in hours},
        special_days=_dated(written, "special_days"),
        breaks=_dated(written, "breaks"),
        holidays=holidays(_holidays(written.get("holidays"))),
        version=_text({"version": "1", **written}, "version", "a text"),
        effective_from=_instant(written.get("effective_from")),
    )


def _dated(written: Mapping[str, object], name: str) -> dict[date, Openings]:
    every = _mapping(written, name)
    return {day(key, (name, key)): _openings(every[key], (name, key)) for key in every}


def _openings(value: object, path: Path) -> Openings:
    if not _is_list(value):
        raise CalendarError(path, 'Give a list of intervals, like [["09:00", "17:00"]].')
    return tuple(_opening(each, (*path, place)) for place, each in enumerate(value))


def _opening(value: object, path: Path) -> Opening:
    match value.split("-") if isinstance(value, str) else value:
        case [str(start), str(end)]:
            return opening(start.strip(), end.strip(), path)
    raise CalendarError(path, 'Write an interval as ["09:00", "17:00"] or "09:00-17:00".')


def _holidays(value: object) -> Iterator[tuple[str, str, Path]]:
    """Yield the days, the name and the place of each holiday."""
    if value is None:
        return
    if not _is_list(value):
        raise CalendarError(("holidays",), 'Give a list of days, like ["2026-12-25", "01-01"].')
    for place, each in enumerate(value):
        path = ("holidays", place)
        match {"on": each} if isinstance(each, str) else each:
            case {"on": str(days), "name": str(name), **more} if not more:
                yield days, name, path
            case {"on": str(days), **more} if not more:
                yield days, "", path
            case _:
                said = (
                    'Write a holiday as "2026-12-25", or as {"on": "12-25", "name": "Christmas"}.'
                )
                raise CalendarError(path, said)


def _instant(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        said = "Write an instant, like 2026-01-01T00:00:00Z."
        raise CalendarError(("effective_from",), said) from None


def _mapping(written: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = written.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise CalendarError((name,), "Give intervals for each day, by the day's name.")
    return {str(key): part for key, part in value.items()}


def _text(written: Mapping[str, object], name: str, wanted: str) -> str:
    value = written.get(name)
    if not isinstance(value, str):
        raise CalendarError((name,), f"Write {wanted}.")
    return value


def _is_list(value: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    return isinstance(value, list | tuple)
