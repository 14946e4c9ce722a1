"""`csopsbot sla simulate`."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from csopsbot.app.failures import Failure
from csopsbot.bootstrap.clock import now
from csopsbot.cli.sla.recorded import Recorded, instant, period, recorded
from csopsbot.desk import load_over
from csopsbot.domain.desk import Desk
from csopsbot.reports import simulation as report
from csopsbot.reports.comparison import (
    Comparison,
    Reckoning,
    compare,
    from_the_beginning,
    in_tier,
)
from csopsbot.reports.outcomes import Case, Outcome, Period, as_it_was, as_replayed
from csopsbot.reports.reading import cases


class NothingPromised(Failure):
    """The file has no policy that would alert anybody; without one there is nothing to compare."""


class NothingInShadow(Failure):
    """No policy is in shadow. Give one `shadow: true` in the desk file, and let the bot run."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to compare what was with; without a FILE it is what is in shadow."""

    file: Path | None
    since: datetime | None
    customer: str


Show = Callable[[Comparison, Wish, Desk], None]


def command(
    *,
    policy: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A desk file, or one with policies and calendars alone."),
    ] = None,
    shadow: Annotated[
        bool, typer.Option("--shadow", help="Compare with the policies in shadow instead.")
    ] = False,
    since: Annotated[
        datetime | None,
        typer.Option(parser=instant, metavar="DATE", help="Leave out what was over before then."),
    ] = None,
    customer: Annotated[str, typer.Option(metavar="NAME", help="Look at one customer.")] = "",
    csv: Annotated[
        bool, typer.Option("--csv", help="Write comma-separated values, for a spreadsheet.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")] = False,
) -> None:
    """Show what another policy would have made of the history, beside what was.

    Nothing is changed, and nobody is alerted. What the figures mean is in docs/sla-reports.md.
    """
    if (policy is None) is not shadow:
        raise typer.BadParameter("give either --policy FILE or --shadow")
    if csv and json:
        raise typer.BadParameter("give either --csv or --json")
    show = _as_sheet if csv else _as_json if json else _as_table
    asyncio.run(_command(Wish(policy, since, customer), show))


async def _command(wish: Wish, show: Show) -> None:
    async with recorded() as kept:
        within = period(wish.since)
        new = _imagined(wish.file, kept, within) if wish.file else _shadow(kept, within)
        found = cases(kept.database, wish.since, wish.customer)
        comparison = await compare(found, _was(kept, within), new)
    show(comparison, wish, kept.desk)


def _was(kept: Recorded, within: Period) -> Reckoning:
    return lambda case: as_it_was(case, kept.desk.agreements, within)


def _shadow(kept: Recorded, within: Period) -> Reckoning:
    agreements = kept.desk.agreements
    if not any(clock.shadow for clock in agreements.clocks):
        raise NothingInShadow
    return lambda case: as_replayed(case, agreements, within, shadow=True)


def _imagined(file: Path, kept: Recorded, within: Period) -> Reckoning:
    """Return the reckoning by the policies, and the tiers, of another file."""
    desk = load_over(file, kept.file, now().date())
    agreements = from_the_beginning(desk.agreements)
    if all(clock.shadow for clock in agreements.clocks):
        raise NothingPromised

    def reckoning(case: Case) -> Iterator[Outcome]:
        return as_replayed(in_tier(case, desk.tier), agreements, within)

    return reckoning


def _as_table(comparison: Comparison, wish: Wish, desk: Desk) -> None:
    if not comparison.escalations:
        print("No escalation was found that this is about.")
        return
    other = "what is in shadow" if wish.file is None else wish.file
    since = f", since {wish.since:%Y-%m-%d %H:%M} UTC" if wish.since else ""
    print(f"Escalations: {comparison.escalations}{since}")
    print(f"Was: as agreed. New: {other}\n")
    for line in report.lines(comparison, _severities(desk)):
        print(line)


def _as_sheet(comparison: Comparison, _wish: Wish, desk: Desk) -> None:
    report.write_sheet(comparison, _severities(desk), sys.stdout)


def _as_json(comparison: Comparison, _wish: Wish, desk: Desk) -> None:
    rows = list(report.rows(comparison, _severities(desk)))
    print(json.dumps({"escalations": comparison.escalations, "rows": rows}, ensure_ascii=False))


def _severities(desk: Desk) -> list[str]:
    return [one.key for one in desk.severities]
