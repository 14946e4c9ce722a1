"""Promises that were not kept: by how much, who had them, and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from csopsbot.domain import events as e
from csopsbot.domain.fold import fold
from csopsbot.domain.people import Side
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.instants import moment
from csopsbot.domain.sla.state import ClockState
from csopsbot.domain.standing import owed_by
from csopsbot.reports.outcomes import Case, Period, last_terms, late_by
from csopsbot.reports.spreadsheet import Spreadsheet
from csopsbot.reports.table import Column, Table, clock_name, counted, percent
from csopsbot.reports.tally import Tally

STILL_OPEN = "still open"
NOT_SAID = "not said"

_TITLES = (
    "escalation",
    "customer",
    "severity",
    "clock",
    "cycle",
    "breached_at",
    "late_by_s",
    "is_over",
    "had_by",
    "reason",
    "note",
)
_TABLE = Table(
    Column("Number", 8, words=True),
    Column("Customer", 14, words=True),
    Column("Sev", 3, words=True),
    Column("Clock", 19, words=True),
    Column("Since", 10, words=True),
    Column("Late by", 9),
    Column("Had it", 10, words=True),
    Column("Reason", 13, words=True),
)
_REASONS = Table(Column("Reason", 40, words=True), Column("Times", 6))
_CLOCKS = Table(
    Column("Clock", 40, words=True), Column("Met", 6), Column("Missed", 6), Column("On time", 7)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A cycle that was missed, or is overdue if it is not OVER; HAD_BY had it when it broke.

    LATE_BY are open seconds.
    """

    escalation: str
    customer: str
    severity: str
    clock: str
    cycle: int
    breached_at: int
    late_by: int
    is_over: bool
    had_by: str
    reason: str = ""
    note: str = ""

    @property
    def told(self) -> str:
        """The reason that was given, or why there is none."""
        return self.reason or (NOT_SAID if self.is_over else STILL_OPEN)


def misses(case: Case, agreements: Agreements, period: Period) -> Iterator[Miss]:
    """Yield the promises of an escalation that were not kept, leaving out those in shadow."""
    for state in agreements.states(case.signals, period.now):
        late, broke, terms = late_by(state), state.breached_at, last_terms(state)
        if late is None or broke is None or terms is None or state.clock.shadow:
            continue
        if not period.has(state):
            continue
        why = _why(case, state)
        yield Miss(
            escalation=case.escalation.name,
            customer=case.escalation.intake.customer,
            severity=(state.breaches[0].terms if state.breaches else terms).severity,
            clock=state.clock.name,
            cycle=state.cycle,
            breached_at=broke,
            late_by=late,
            is_over=not state.status.live,
            had_by=_had_by(case, state.clock.name, broke),
            reason=why.reason if why else "",
            note=why.note if why else "",
        )


def _why(case: Case, state: ClockState) -> e.BreachExplained | None:
    """Return the last word on why the cycle was missed."""
    said = (one.event for one in reversed(case.history))
    mine = (state.clock.name, state.cycle)
    found = (one for one in said if isinstance(one, e.BreachExplained))
    return next((one for one in found if (one.clock, one.cycle) == mine), None)


def _had_by(case: Case, clock: str, at: int) -> str:
    """Return who was to keep the promise at an instant: a person, or the team where nobody was."""
    first, *rest = case.history
    until = [first, *(one for one in rest if one.at <= moment(at))]
    then = fold(case.escalation.id, case.escalation.number, until)
    if owed_by(clock) is Side.SUPPORT:
        return then.requester.name
    return then.assignee.name if then.assignee else then.team


class Reasons:
    """How often each reason was given."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def add(self, miss: Miss) -> None:
        """Count the reason of MISS."""
        self._times[miss.told] += 1

    def __bool__(self) -> bool:
        return bool(self._times)

    def lines(self) -> Iterator[str]:
        """Yield the reasons, the most frequent first."""
        yield _REASONS.heading
        for reason, times in self._times.most_common():
            yield _REASONS.line(reason, str(times))


def heading() -> str:
    """Return the titles of the table of misses."""
    return _TABLE.heading


def line(miss: Miss) -> str:
    """Return a line of the table of misses."""
    return _TABLE.line(
        miss.escalation,
        miss.customer,
        miss.severity,
        clock_name(miss.clock),
        f"{moment(miss.breached_at):%Y-%m-%d}",
        counted(miss.late_by),
        miss.had_by,
        miss.told,
    )


def kept(clocks: dict[str, Tally]) -> Iterator[str]:
    """Yield what part of its promises each clock has kept."""
    yield _CLOCKS.heading
    for clock, tally in clocks.items():
        late = tally.missed + tally.overdue
        cells = (str(tally.met), str(late), percent(tally.attainment))
        yield _CLOCKS.line(clock_name(clock), *cells)


class MissesSheet:
    """The misses as comma-separated values, written as they come."""

    def __init__(self, file: TextIO) -> None:
        self._sheet = Spreadsheet(file, _TITLES)

    def write(self, miss: Miss) -> None:
        """Write one."""
        self._sheet.write(
            miss.escalation,
            miss.customer,
            miss.severity,
            miss.clock,
            miss.cycle,
            f"{moment(miss.breached_at):%Y-%m-%dT%H:%M:%SZ}",
            miss.late_by,
            "yes" if miss.is_over else "no",
            miss.had_by,
            miss.reason,
            miss.note,
        )
