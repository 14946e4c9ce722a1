"""From the calendars of a desk file to those that the rules count with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from csopsbot.desk.calendar_form import CalendarPart
from csopsbot.desk.moments import instant, midnight
from csopsbot.desk.policy_form import ALWAYS
from csopsbot.desk.problems import Problem
from csopsbot.desk.public_holidays import public_holidays
from csopsbot.desk.tree import Path, Tree
from csopsbot.domain.sla import (
    Calendar,
    CalendarError,
    Holidays,
    NoAnswer,
    compiled,
    moment,
    read,
)
from csopsbot.domain.sla.hours import WEEKDAYS

Written = Mapping[str, Calendar]
"""Calendars by key, as the file has them."""


def calendars(
    tree: Tree, parts: Sequence[CalendarPart], today: date
) -> tuple[Written, list[Problem]]:
    """Return the calendars that PARTS describe and the one that never closes, and what is wrong.

    Public holidays are laid out around TODAY.
    """
    good = {ALWAYS: Calendar.always()}
    problems = []
    for place, part in enumerate(parts):
        try:
            good[part.key] = _calendar(part, today)
        except CalendarError as error:
            mark = tree.mark(("calendars", place, *_written_at(error.path, part)))
            problems.append(tree.problem(mark, error.message))
    return good, problems


def doubts(tree: Tree, parts: Sequence[CalendarPart], written: Written) -> Iterator[Problem]:
    """Yield what is allowed in calendars, but hardly meant."""
    for place, part in enumerate(parts):
        for doubt in written[part.key].doubts():
            mark = tree.mark(("calendars", place, *_written_at(doubt.path, part)))
            yield tree.problem(mark, doubt.message)


def _calendar(part: CalendarPart, today: date) -> Calendar:
    if part.key == ALWAYS:
        raise CalendarError(("key",), f"{ALWAYS} is there by itself and never closes; rename this.")
    calendar = read(
        {
            "tz": part.tz,
            "hours": _by_weekday(part),
            "special_days": part.special_days,
            "breaks": part.breaks,
            "holidays": part.holidays,
        }
    )
    if part.public_holidays:
        calendar = _with_dates(calendar, public_holidays(part.public_holidays, today))
    if part.effective_from:
        since = moment(instant(part.effective_from, part.tz))
        calendar = replace(calendar, effective_from=since)
    _refuse_never_open(calendar, today)
    return calendar


def _with_dates(calendar: Calendar, dates: Mapping[date, str]) -> Calendar:
    """Return CALENDAR with more holidays; what the file calls a day itself comes first."""
    own = calendar.holidays
    more = {day: name for day, name in dates.items() if not own.name(day)}
    return replace(calendar, holidays=Holidays({**own.dates, **more}, own.yearly))


def _by_weekday(part: CalendarPart) -> dict[str, list[str]]:
    """Return the hours by single weekday; raises `CalendarError` where one is there twice."""
    single: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for days, intervals in part.hours.items():
        for day in _weekdays(days):
            if day in single:
                said = f"{day} is in {keys[day]} already; give each weekday its hours once."
                raise CalendarError(("hours", days), said)
            single[day], keys[day] = intervals, days
    return single


def _weekdays(days: str) -> list[str]:
    """Return the single weekdays of `mon-fri`; `sat-mon` goes on into the next week."""
    first, _, last = days.partition("-")
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    length = (end - start) % len(WEEKDAYS) + 1
    return [WEEKDAYS[(start + number) % len(WEEKDAYS)] for number in range(length)]


def _refuse_never_open(calendar: Calendar, today: date) -> None:
    try:
        compiled(calendar).add(midnight(today), 1)
    except NoAnswer as error:
        raise CalendarError(("hours",), f"{error} Are there too many holidays?") from None


def _written_at(path: Path, part: CalendarPart) -> Path:
    """Return the place in the file of what the rules know by its single weekday."""
    match path:
        case ("hours", str(day), *rest):
            return ("hours", _key_of(day, part), *rest)
    return path


def _key_of(day: str, part: CalendarPart) -> str:
    if day in part.hours:
        return day
    return next((days for days in part.hours if day in _weekdays(days)), day)
