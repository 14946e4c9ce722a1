"""`csopsbot sla credits`."""

import asyncio
import sys
from collections.abc import Iterator
from csv import Error as BrokenTable
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from csopsbot.app.failures import Failure
from csopsbot.bootstrap.clock import now
from csopsbot.cli.sla.recorded import Recorded, recorded
from csopsbot.domain.credited import cycles_of
from csopsbot.domain.sla.credits import (
    CreditRules,
    Cycle,
    Issued,
    Month,
    NoMonth,
    Statement,
    month,
    restatements,
    statements,
)
from csopsbot.domain.sla.instants import moment, seconds
from csopsbot.domain.sla.wall import local
from csopsbot.domain.sla.zones import zone
from csopsbot.reports import credits as report
from csopsbot.reports.issued import NotIssued, issued
from csopsbot.reports.reading import cases


class NoRules(Failure):
    """The desk file has no rules for credits; docs/sla-credits.md tells how they are written."""


class NotBegun(Failure):
    """The month is still to come."""

    def __init__(self, when: Month) -> None:
        super().__init__(f"{when} has not begun yet.")


class UnknownCustomer(Failure):
    """Neither an escalation nor the desk file names this customer."""

    def __init__(self, customer: str, known: set[str]) -> None:
        near = get_close_matches(customer.casefold(), known, n=1)
        advice = f" Is {near[0]} meant?" if near else ""
        super().__init__(f"No escalation is of a customer called {customer}.{advice}")


class Unreadable(Failure):
    """A list that was given is none that was written with --csv."""


def _month(text: str) -> Month:
    try:
        return month(text)
    except NoMonth as error:
        raise typer.BadParameter(str(error)) from None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for; an empty customer is all of them."""

    month: Month
    customer: str
    issued: tuple[Path, ...]


def command(
    *,
    when: Annotated[
        Month | None,
        typer.Option(
            "--month", parser=_month, metavar="MONTH", help="Which month; else the last whole one."
        ),
    ] = None,
    customer: Annotated[str, typer.Option(help="Leave out all other customers.")] = "",
    csv: Annotated[
        bool, typer.Option("--csv", help="Write comma-separated values, for a spreadsheet.")
    ] = False,
    lists: Annotated[
        list[Path] | None,
        typer.Option(
            "--issued",
            exists=True,
            dir_okay=False,
            help="A list that was written with --csv before: only what is to be added is written.",
        ),
    ] = None,
) -> None:
    """List what customers are credited for promises that were broken.

    Each line brings its evidence. What counts are the promises to customers that ended in the
    month. The rules are in the desk file; docs/sla-credits.md tells what they mean.
    """
    asyncio.run(_command(when, customer.strip(), tuple(lists or ()), csv=csv))


async def _command(
    when: Month | None, customer: str, lists: tuple[Path, ...], *, csv: bool
) -> None:
    async with recorded() as kept:
        rules = kept.desk.credits
        if not rules.promises_anything:
            raise NoRules
        asked = _Asked(_begun(when or _last(rules.tz), rules.tz), customer, lists)
        given = list(_given(asked, rules))
        found = statements(await _cycles(kept, asked), rules, asked.month)
        if customer and not found:
            await _require_known(kept, customer)
    shown = restatements(given, found, rules, asked.month) if lists else found
    _show(shown, asked.month, rules.tz, csv=csv)


def _last(tz: str) -> Month:
    """Return the last month that is over in the time zone TZ."""
    today = local(seconds(now()), zone(tz)).date()
    before = today.replace(day=1) - timedelta(days=1)
    return Month(before.year, before.month)


def _begun(when: Month, tz: str) -> Month:
    """Return the month, and say so if it is not over yet; raises `NotBegun`."""
    start, end = when.bounds(tz)
    if start > seconds(now()):
        raise NotBegun(when)
    if end > seconds(now()):
        print(f"{when} is not over yet; what follows can still change.", file=sys.stderr)
    return when


async def _cycles(kept: Recorded, asked: _Asked) -> list[Cycle]:
    """Return the cycles that were over in the month; nothing else is kept in memory."""
    start, end = asked.month.bounds(kept.desk.credits.tz)
    agreements, at = kept.desk.agreements, seconds(now())
    return [
        cycle
        async for case in cases(kept.database, moment(start), asked.customer)
        for cycle in cycles_of(case.escalation, case.history, agreements, at)
        if cycle.ended_in(start, end)
    ]


async def _require_known(kept: Recorded, customer: str) -> None:
    """Raise `UnknownCustomer` if nobody has ever heard of CUSTOMER."""
    known = {*kept.desk.credits.fees, *kept.desk.tiers}
    if customer.casefold() in known:
        return
    async for case in cases(kept.database, None):
        known.add(case.escalation.intake.customer.strip().casefold())
    if customer.casefold() not in known:
        raise UnknownCustomer(customer, known)


def _given(asked: _Asked, rules: CreditRules) -> Iterator[Issued]:
    """Yield what the lists have for the month, of the customer who is asked for."""
    for path in asked.issued:
        with path.open(encoding="utf-8-sig", newline="") as rows:  # spreadsheets write a mark
            try:
                found = list(issued(rows, asked.month, rules.currency))
            except (NotIssued, UnicodeDecodeError, BrokenTable) as error:
                raise Unreadable(f"{path}: {error}.") from None
        wanted = asked.customer.casefold()
        yield from (one for one in found if wanted in ("", one.cause.customer.casefold()))


def _show(found: tuple[Statement, ...], when: Month, tz: str, *, csv: bool) -> None:
    if csv:
        sheet = report.CreditsSheet(sys.stdout)
        for statement in found:
            sheet.write(statement)
        return
    for statement in found:
        print("\n".join(report.lines(statement, tz)))
    if not found:
        print(f"There is nothing to credit for {when}.")
