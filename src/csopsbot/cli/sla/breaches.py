"""`csopsbot sla breaches`."""

import asyncio
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from csopsbot.cli.sla.recorded import Recorded, instant, period, recorded
from csopsbot.reports import breaches as report
from csopsbot.reports.outcomes import Period, as_it_was
from csopsbot.reports.reading import cases
from csopsbot.reports.simulation import by_clock
from csopsbot.reports.tally import Tallies


def command(
    *,
    since: Annotated[
        datetime | None,
        typer.Option(parser=instant, metavar="DATE", help="Leave out what was over before then."),
    ] = None,
    csv: Annotated[
        bool, typer.Option("--csv", help="Write comma-separated values, for a spreadsheet.")
    ] = False,
) -> None:
    """List the promises that were not kept, with the reasons given.

    Below them: how often each reason was given, and what part of its promises each clock kept.
    What this means is in docs/sla-reports.md.
    """
    asyncio.run(_command(since, csv=csv))


async def _command(since: datetime | None, *, csv: bool) -> None:
    async with recorded() as kept:
        show = _sheet if csv else _table
        await show(kept, since, period(since))


async def _sheet(kept: Recorded, since: datetime | None, within: Period) -> None:
    sheet = report.MissesSheet(sys.stdout)
    async for case in cases(kept.database, since):
        for miss in report.misses(case, kept.desk.agreements, within):
            sheet.write(miss)


async def _table(kept: Recorded, since: datetime | None, within: Period) -> None:
    tallies, reasons, agreements = Tallies(), report.Reasons(), kept.desk.agreements
    print(report.heading())
    async for case in cases(kept.database, since):
        for outcome in as_it_was(case, agreements, within):
            tallies.add(outcome)
        for miss in report.misses(case, agreements, within):
            reasons.add(miss)
            print(report.line(miss))
    for line in _sums(reasons, tallies):
        print(line)


def _sums(reasons: report.Reasons, tallies: Tallies) -> Iterator[str]:
    """Yield what stands below the list, which may be empty."""
    if reasons:
        yield from ("", *reasons.lines())
    else:
        yield "No promise was broken."
    yield from ("", *report.kept(by_clock(tallies)))
