"""Open time, counted exactly, and the clocks that count it: SLA arithmetic that can be used alone.

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

A clock is a fold over what happened, under the policies that were in force then. Nothing is stored:
the same question has the same answer whenever it is asked, in whatever order things became known.

>>> from datetime import UTC, datetime
>>> from csopsbot.domain.sla import Clock, Facts, Policy, Signal, Target
>>> from csopsbot.domain.sla import compiled, evaluate, moment, read, seconds, signals
>>> office = compiled(read({"tz": "Europe/Berlin", "hours": {"mon": ["09:00-17:00"]}}))
>>> promise = Target(metric="resolution", seconds=4 * 3600, calendar="office")
>>> gold = Policy(key="gold", audience="sla", targets=(promise,))
>>> nine = seconds(datetime(2026, 3, 2, 8, tzinfo=UTC))
>>> happened = [
...     Signal(nine, signals.Opened(Facts(severity="s2"))),
...     Signal(nine + 3600, signals.Paused(signals.WAITING_FOR_CUSTOMER)),
...     Signal(nine + 7200, signals.CustomerWrote()),
... ]
>>> clock = Clock("resolution", "sla")
>>> (cycle,) = evaluate(clock, happened, [gold], {"office": office}, now=nine + 9000)
>>> print(cycle.status, cycle.spent, moment(cycle.due_at))
running 5400 2026-03-02 13:00:00+00:00

`outlook` says when to look again and what to say, `calls` whom to tell of it, `explain` why a clock
stands where it stands, `totals` whose turn it was for how long. docs/sla-clocks.md tells what they
mean. Who only counts open time does not pay for the clocks: they are imported when asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from csopsbot.domain.sla.agreements import Agreements
    from csopsbot.domain.sla.choice import Match, Terms, choose
    from csopsbot.domain.sla.clock import evaluate
    from csopsbot.domain.sla.ladder import Call, calls
    from csopsbot.domain.sla.ledger import explain
    from csopsbot.domain.sla.policy import Policy, Reopen, Retarget, Rung, Scope, Target, Warn
    from csopsbot.domain.sla.run import Breach, Status
    from csopsbot.domain.sla.signals import Facts, Signal
    from csopsbot.domain.sla.state import Clock, ClockState
    from csopsbot.domain.sla.thresholds import Key, Outlook, Overdue, Threshold, outlook
    from csopsbot.domain.sla.turns import Totals, Turn, totals
    from csopsbot.domain.sla.turns import turns as turns_of

_CLOCKS = {
    "Agreements": "agreements:Agreements",
    "Breach": "run:Breach",
    "Call": "ladder:Call",
    "Clock": "state:Clock",
    "ClockState": "state:ClockState",
    "Facts": "signals:Facts",
    "Key": "thresholds:Key",
    "Match": "choice:Match",
    "Outlook": "thresholds:Outlook",
    "Overdue": "thresholds:Overdue",
    "Policy": "policy:Policy",
    "Reopen": "policy:Reopen",
    "Retarget": "policy:Retarget",
    "Rung": "policy:Rung",
    "Scope": "policy:Scope",
    "Signal": "signals:Signal",
    "Status": "run:Status",
    "Target": "policy:Target",
    "Terms": "choice:Terms",
    "Threshold": "thresholds:Threshold",
    "Totals": "turns:Totals",
    "Turn": "turns:Turn",
    "Warn": "policy:Warn",
    "calls": "ladder:calls",
    "choose": "choice:choose",
    "evaluate": "clock:evaluate",
    "explain": "ledger:explain",
    "outlook": "thresholds:outlook",
    "totals": "turns:totals",
    "turns_of": "turns:turns",
}
"""Where the parts of the clocks are."""

__all__ = [
    "Agreements",
    "Arithmetic",
    "Breach",
    "Calendar",
    "CalendarError",
    "Call",
    "Clock",
    "ClockState",
    "CompiledCalendar",
    "Doubt",
    "Due",
    "Facts",
    "Holidays",
    "Key",
    "Match",
    "NoAnswer",
    "NoBusinessTime",
    "Opening",
    "OutOfReach",
    "Outlook",
    "Overdue",
    "Policy",
    "Reopen",
    "Retarget",
    "Rung",
    "Scope",
    "Side",
    "Signal",
    "Status",
    "Target",
    "Terms",
    "Threshold",
    "Totals",
    "Turn",
    "Versions",
    "Warn",
    "calls",
    "choose",
    "compiled",
    "evaluate",
    "explain",
    "moment",
    "outlook",
    "read",
    "seconds",
    "totals",
    "turns_of",
    "tzdata_version",
]

if not TYPE_CHECKING:  # a type checker reads the imports above, and misses nothing else

    def __getattr__(name: str) -> object:
        """Import the part of the clocks that is asked for."""
        if name not in _CLOCKS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, _, attribute = _CLOCKS[name].partition(":")
        return getattr(import_module(f"{__name__}.{module}"), attribute)
