"""A comparison as people, spreadsheets and programs read it."""

from collections.abc import Iterable, Iterator
from typing import TextIO, TypedDict

from csopsbot.domain.sla.metrics import METRICS
from csopsbot.reports.comparison import Comparison
from csopsbot.reports.spreadsheet import Spreadsheet
from csopsbot.reports.table import Column, Table, clock_name, counted, percent, printable
from csopsbot.reports.tally import Group, Tallies, Tally

EVERYBODY = "All customers"

_TABLE = Table(
    Column("", 21, words=True),
    Column("", 3, words=True),
    Column("Met", 5),
    Column("Missed", 6),
    Column("Open", 5),
    Column("Void", 4),
    Column("On time", 7),
    Column("Late by", 9),
    Column("Worst", 9),
    Column("Alerts", 6),
    Column("Calls", 5),
)


class Figures(TypedDict):
    """A tally by the names that spreadsheets and programs know it by."""

    met: int
    missed: int
    overdue: int
    running: int
    cancelled: int
    on_time_percent: float | None
    late_median_s: int | None
    late_worst_s: int | None
    alerts: int
    calls: int


class Row(TypedDict):
    """One group, and its figures as they were and as they would have been."""

    customer: str
    severity: str
    clock: str
    was: Figures
    new: Figures


def groups(comparison: Comparison, severities: Iterable[str]) -> list[Group]:
    """Return the groups of both sides by customer, then from the worst severity down."""
    order = {key: place for place, key in enumerate(severities)}
    both = {_folded(one): one for one in (*comparison.new, *comparison.was)}
    return sorted(
        both.values(),
        key=lambda one: (
            one.customer.casefold(),
            order.get(one.severity, len(order)),
            one.severity,
            _place(one.clock),
        ),
    )


def lines(comparison: Comparison, severities: Iterable[str]) -> Iterator[str]:
    """Yield the comparison as a table, with a sum over all customers at the end."""
    yield _TABLE.heading
    heading = ""
    for group in groups(comparison, severities):
        name = printable(f"{group.customer}, {group.severity}")
        if name != heading:
            heading = name
            yield ""
            yield heading
        yield from _pair(group.clock, comparison.was[group], comparison.new[group])
    yield from _sums(comparison)


def _sums(comparison: Comparison) -> Iterator[str]:
    was, new = by_clock(comparison.was), by_clock(comparison.new)
    yield ""
    yield EVERYBODY
    for clock in sorted({*was, *new}, key=_place):
        yield from _pair(clock, was.get(clock, Tally()), new.get(clock, Tally()))


def _pair(clock: str, was: Tally, new: Tally) -> Iterator[str]:
    yield _TABLE.line(f"  {clock_name(clock)}", "was", *_cells(was))
    yield _TABLE.line("", "new", *_cells(new))


def _cells(tally: Tally) -> tuple[str, ...]:
    return (
        str(tally.met),
        str(tally.missed + tally.overdue),
        str(tally.running),
        str(tally.cancelled),
        percent(tally.attainment),
        counted(tally.late_median),
        counted(tally.late_worst),
        str(tally.alerts),
        str(tally.calls),
    )


def by_clock(tallies: Tallies) -> dict[str, Tally]:
    """Return the sum for each clock."""
    sums: dict[str, Tally] = {}
    for group in tallies:
        sums.setdefault(group.clock, Tally()).join(tallies[group])
    return sums


def rows(comparison: Comparison, severities: Iterable[str]) -> Iterator[Row]:
    """Yield the comparison for programs."""
    for group in groups(comparison, severities):
        was, new = figures(comparison.was[group]), figures(comparison.new[group])
        yield Row(
            customer=group.customer, severity=group.severity, clock=group.clock, was=was, new=new
        )


def figures(tally: Tally) -> Figures:
    """Return what is known of a tally."""
    share = tally.attainment
    return Figures(
        met=tally.met,
        missed=tally.missed,
        overdue=tally.overdue,
        running=tally.running,
        cancelled=tally.cancelled,
        on_time_percent=None if share is None else round(share, 4),
        late_median_s=tally.late_median,
        late_worst_s=tally.late_worst,
        alerts=tally.alerts,
        calls=tally.calls,
    )


def write_sheet(comparison: Comparison, severities: Iterable[str], file: TextIO) -> None:
    """Write the comparison as comma-separated values."""
    names = tuple(Figures.__annotations__)
    titles = [f"{side}_{name}" for side in ("was", "new") for name in names]
    sheet = Spreadsheet(file, ["customer", "severity", "clock", *titles])
    for row in rows(comparison, severities):
        was, new = row["was"].values(), row["new"].values()
        sheet.write(row["customer"], row["severity"], row["clock"], *was, *new)  # type: ignore[arg-type] # figures all


def _place(clock: str) -> tuple[bool, int]:
    audience, metric = clock.split("/")
    return audience != "sla", list(METRICS).index(metric)


def _folded(group: Group) -> Group:
    return group._replace(customer=group.customer.casefold())
