"""`csopsbot check`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

import typer

from csopsbot.bootstrap.clock import now
from csopsbot.desk import DeskError, Reading, examine
from csopsbot.desk.schema import schema as desk_schema
from csopsbot.domain.sla import Calendar
from csopsbot.settings import Settings, SettingsError, beyond_the_app, unknown, why_not_serve
from csopsbot.settings import load as load_settings
from csopsbot.trackers import project_names
from csopsbot.trackers.connection import projects_of

_YEAR = 366


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and what the desk file says where it can be read."""

    problems: list[str]
    reading: Reading | None = None


def command(
    *,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the desk file's JSON Schema, for editors.")
    ] = False,
    holidays: Annotated[
        bool,
        typer.Option("--holidays", help="List the holidays of each calendar in the year ahead."),
    ] = False,
) -> None:
    """Say what is wrong with the settings and the desk file.

    Each problem is named with its place and with what to do; then the exit code is 1. What is
    allowed but hardly meant, such as an internal target slower than what customers were promised,
    is worth a look.
    """
    if schema:
        print(desk_schema(), end="")
        return
    today = now().date()
    finding = _found(today)
    print("\n".join(_lines(finding, today if holidays else None)))
    if finding.problems:
        raise typer.Exit(1)


def _found(today: date) -> Finding:
    try:
        settings = load_settings()
    except SettingsError as error:
        named = {problem.variable for problem in error.problems}
        strange = [problem for problem in unknown() if problem.variable not in named]
        later = "The desk file is checked when the settings can be read."
        return Finding([*map(str, error.problems), *map(str, strange), later])
    return _in_desk(settings, today)


def _in_desk(settings: Settings, today: date) -> Finding:
    """Return what is wrong with the desk file, and what it needs of the settings."""
    strange = [str(problem) for problem in unknown()]
    try:
        reading = examine(settings.desk, today, project_names())
    except DeskError as error:
        missing = map(str, why_not_serve(settings))
        return Finding([*strange, *missing, *map(str, error.problems)])
    missing = map(str, why_not_serve(settings, reading.desk.trackers))
    beyond = map(str, beyond_the_app(settings, projects_of(reading.desk, "github")))
    return Finding([*strange, *missing, *beyond], reading)


def _lines(finding: Finding, holidays_from: date | None) -> Iterator[str]:
    """Yield what to print; the holidays only from a day on."""
    yield from finding.problems
    if finding.reading and finding.reading.doubts:
        yield "Worth a look:"
        yield from (f"  {doubt}" for doubt in finding.reading.doubts)
    if finding.reading and holidays_from:
        written = finding.reading.desk.agreements.written_calendars
        for key, calendar in written.items():
            yield from _holidays(key, calendar, holidays_from)
    if not finding.problems:
        yield "The settings and the desk file are fine."


def _holidays(key: str, calendar: Calendar, first: date) -> Iterator[str]:
    """Yield the holidays of one calendar in the year from the FIRST day on."""
    days = (first + timedelta(days=number) for number in range(_YEAR))
    closed = [(day, name) for day in days if (name := calendar.holidays.name(day)) is not None]
    count = f"{len(closed) or 'no'} {'holiday' if len(closed) == 1 else 'holidays'}"
    yield f"{key} ({calendar.tz}) has {count} in the year ahead"
    yield from (f"  {day:%Y-%m-%d %a}  {name}".rstrip() for day, name in closed)
