"""Open time, counted exactly: SLA arithmetic that can be used alone.

A `Calendar` says when somebody is there, in the words of the place where they are. It is written in
plain texts, and refused where they contradict themselves, by a `CalendarError` that names the place
and says what to mend::

    from csopsbot.domain.sla import compiled, read

    berlin = read({
        "tz": "Europe/Berlin",
        "hours": {"mon": ["09:00-12:00", "13:00-17:00"], "tue": ["22:00-06:00"]},
        "special_days": {"2026-12-24": ["09:00-12:00"]},    # in place of that date's hours
        "breaks": {"2026-05-04": ["10:00-10:30"]},          # cut out of them
        "holidays": ["2026-12-25", "12-30/01-02"],          # whole dates, once or every year
    })
    office = compiled(berlin)

Two questions can be asked of it, of aware datetimes or of whole UTC seconds. Both cost the same for
a day as for a year::

    office.between(start, end)                  # how much open time: a timedelta
    office.due(start, timedelta(hours=8))       # when it has passed: Due(at, latest)

    office.elapsed(a, b)                        # the same in seconds
    office.add(a, n, "left")                    # the first second at which N have passed: due
    office.add(a, n, "right")                   # the last one at which no more have: still met

`left` and `right` differ where the time runs out as the doors close: eight hours from nine are due
at five, and met until the doors open again. Where nothing is open for two years on end the answer
is `NoBusinessTime`. `compiled(old, new)` counts each second by the version then in force.

What all this means on days with 23 or 25 hours is told in docs/sla-arithmetic.md.
"""

from csopsbot.domain.sla.arithmetic import Arithmetic, Side
from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.compiled import CompiledCalendar, Due, compiled
from csopsbot.domain.sla.errors import (
    CalendarError,
    Doubt,
    NoAnswer,
    NoBusinessTime,
    OutOfReach,
)
from csopsbot.domain.sla.holidays import Holidays
from csopsbot.domain.sla.hours import Opening
from csopsbot.domain.sla.instants import moment, seconds
from csopsbot.domain.sla.reading import read
from csopsbot.domain.sla.versions import Versions
from csopsbot.domain.sla.zones import tzdata_version

__all__ = [
    "Arithmetic",
    "Calendar",
    "CalendarError",
    "CompiledCalendar",
    "Doubt",
    "Due",
    "Holidays",
    "NoAnswer",
    "NoBusinessTime",
    "Opening",
    "OutOfReach",
    "Side",
    "Versions",
    "compiled",
    "moment",
    "read",
    "seconds",
    "tzdata_version",
]
