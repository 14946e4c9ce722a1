"""Reading back what was credited in statements made before."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from csopsbot.domain.sla.credits import Cause, Issued, Month
from csopsbot.reports.spreadsheet import plain

_NEEDED = ("month", "customer", "metric", "escalation", "cycle", "credit", "currency")


class NotIssued(ValueError):
    """A file is no statement of ours; the message says which line to mend."""


def issued(rows: Iterable[str], month: Month, currency: str) -> Iterator[Issued]:
    """Yield the amounts that ROWS, the lines of a file, have for MONTH; raises `NotIssued`."""
    reader = csv.DictReader(rows)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise NotIssued(f"line 1: there is no column {missing[0]!r}; it is no list of credits")
    for row in reader:
        if row["month"] == str(month):
            yield _one(row, currency, reader.line_num)


def _one(row: Mapping[str, str | None], currency: str, line: int) -> Issued:
    cell = {name: plain(row[name] or "") for name in _NEEDED}
    if cell["currency"] != currency:
        said = f"line {line}: {cell['currency']!r} is not {currency}, in which credits are counted"
        raise NotIssued(said)
    try:
        cycle, amount = int(cell["cycle"] or 0), Decimal(cell["credit"])
    except (ValueError, InvalidOperation):
        raise NotIssued(f"line {line}: cycle and credit are numbers") from None
    if not amount.is_finite():
        raise NotIssued(f"line {line}: cycle and credit are numbers")
    cause = Cause(cell["customer"], cell["metric"], cell["escalation"], cycle)
    return Issued(cause, amount)
