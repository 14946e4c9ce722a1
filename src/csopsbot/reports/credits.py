"""What customers are credited, as people and spreadsheets read it."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TextIO

from csopsbot.domain.sla.credits import Line, Statement
from csopsbot.domain.sla.instants import moment
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.wall import local
from csopsbot.domain.sla.zones import zone
from csopsbot.reports.spreadsheet import Spreadsheet
from csopsbot.reports.table import Column, Table, counted, printable
from csopsbot.words.clocks import metric_name

TITLES = (
    "month",
    "customer",
    "metric",
    "escalation",
    "cycle",
    "credit",
    "currency",
    "correction",
    "uncapped",
    "why_not",
    "severity",
    "target_s",
    "spent_s",
    "late_by_s",
    "policy",
    "breached_at",
    "ended_at",
    "reason",
    "note",
    "met",
    "counted",
    "fee",
    "cap",
    "claim_by",
)
_TABLE = Table(
    Column("", 8, words=True),
    Column("Metric", 14, words=True),
    Column("Sev", 3, words=True),
    Column("Target", 8),
    Column("Late by", 9),
    Column("Policy", 12, words=True),
    Column("Broken", 10, words=True),
    Column("Reason", 11, words=True),
)
_WIDTH = 89
_LANGUAGE = "en"  # as all of the command line
_WHY_NOT = {
    "excluded": "Excluded by its reason.",
    "no_rule": "No rule gives anything for it alone.",
    "no_fee": "The desk file has no monthly_fee of this customer.",
}
_NOTHING_TO_SHOW = ("",) * 6


def lines(statement: Statement, tz: str) -> Iterator[str]:
    """Yield a statement as a table, with the days that the time zone TZ had."""
    yield printable(f"{statement.customer}, {statement.month}: {_sum(statement)}")
    yield _with_credit(_TABLE.heading, "Credit")
    for line in statement.lines:
        yield _with_credit(_TABLE.line(*_cells(line, tz)), str(line.amount))
        yield from (f"          {remark}" for remark in _remarks(line))
    yield ""


def _with_credit(line: str, amount: str) -> str:
    """Return LINE with an amount behind it, which is never cut."""
    return f"{line:<{_WIDTH}}  {amount:>9}"


def _sum(statement: Statement) -> str:
    parts = [f"{statement.total} {statement.currency}"]
    if statement.cap is not None:
        parts.append(f"of {statement.cap} at most")
    return f"{' '.join(parts)}, to be claimed by {statement.claim_by}"


def _cells(line: Line, tz: str) -> tuple[str, ...]:
    return (line.cause.escalation, _what(line), *_grounds(line, tz))


def _what(line: Line) -> str:
    """Return the metric, with the cycle's number where it is not the first."""
    metric, cycle = line.cause.metric, line.cause.cycle
    named = metric_name(metric, _LANGUAGE) if metric in METRICS else metric or "All"
    return f"{named} #{cycle}" if cycle > 1 else named


def _grounds(line: Line, tz: str) -> tuple[str, ...]:
    """Return the cells that say what a line is for."""
    broken = line.broken
    if broken is None:
        return _NOTHING_TO_SHOW
    return (
        broken.severity,
        counted(broken.target),
        counted(broken.late_by),
        broken.policy,
        f"{local(broken.breached_at, zone(tz)):%Y-%m-%d}",
        broken.reason or "not said",
    )


def _remarks(line: Line) -> Iterator[str]:
    """Yield why the amount is what it is, where that is not plain."""
    if line.share:
        yield f"{line.share.met} of {line.share.counted} promises were kept."
    if line.correction:
        yield "Corrects what was stated before."
    elif line.why_not:
        yield _WHY_NOT[line.why_not]
    elif line.amount < line.uncapped:
        yield f"Capped; it would be {line.uncapped}."


class CreditsSheet:
    """Credits as comma-separated values, a row for each line; they can be read back."""

    def __init__(self, file: TextIO) -> None:
        self._sheet = Spreadsheet(file, TITLES)

    def write(self, statement: Statement) -> None:
        """Write the lines of one statement."""
        for line in statement.lines:
            self._sheet.write(*_head(statement, line), *_evidence(line), *_foot(statement, line))


def _head(statement: Statement, line: Line) -> tuple[str | int | Decimal | None, ...]:
    return (
        str(statement.month),
        line.cause.customer,
        line.cause.metric,
        line.cause.escalation,
        line.cause.cycle or None,
        line.amount,
        statement.currency,
        "yes" if line.correction else "no",
        line.uncapped,
        line.why_not,
    )


def _evidence(line: Line) -> tuple[str | int | None, ...]:
    broken = line.broken
    if broken is None:
        return (None,) * 9
    return (
        broken.severity,
        broken.target,
        broken.spent,
        broken.late_by,
        broken.policy,
        _instant(moment(broken.breached_at)),
        _instant(moment(broken.ended_at)),
        broken.reason,
        broken.note,
    )


def _foot(statement: Statement, line: Line) -> tuple[str | int | Decimal | None, ...]:
    return (
        line.share.met if line.share else None,
        line.share.counted if line.share else None,
        statement.fee,
        statement.cap,
        statement.claim_by.isoformat(),
    )


def _instant(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"
