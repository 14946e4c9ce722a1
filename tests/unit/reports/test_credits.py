"""Credits as people and spreadsheets read them."""

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from csopsbot.desk import load
from csopsbot.domain.sla.credits import Broken, Cause, Issued, Line, Month, Share, Statement
from csopsbot.reports.credits import TITLES, CreditsSheet, lines
from csopsbot.reports.issued import issued
from csopsbot.reports.spreadsheet import Spreadsheet, plain

PAGE = Path(__file__).parents[3] / "docs" / "sla-credits.md"
OCTOBER = Month(2026, 10)
HUGE = Decimal("123456789012.50")
BROKEN = Broken(
    severity="S1",
    target=3600,
    spent=5400,
    late_by=1800,
    policy="gold v2",
    breached_at=1_790_809_200,
    ended_at=1_790_811_000,
    reason="=cmd()",
)
FOR_ONE = Line(
    cause=Cause("-Acme", "resolution", "ESC-1", 1), amount=HUGE, uncapped=HUGE, broken=BROKEN
)
FOR_ALL = Line(
    cause=Cause("-Acme", ""), amount=Decimal("-2.50"), uncapped=Decimal(0), share=Share(8, 9)
)
STATEMENT = Statement(
    customer="-Acme",
    month=OCTOBER,
    currency="EUR",
    fee=None,
    cap=None,
    claim_by=date(2026, 11, 30),
    lines=(FOR_ONE, FOR_ALL),
)


def sheet() -> str:
    written = StringIO()
    CreditsSheet(written).write(STATEMENT)
    return written.getvalue()


def test_an_amount_is_never_cut() -> None:
    assert any(line.endswith(f" {HUGE}") for line in lines(STATEMENT, "UTC"))


def test_a_day_is_that_of_the_place() -> None:
    there = "\n".join(lines(STATEMENT, "Asia/Tokyo"))
    here = "\n".join(lines(STATEMENT, "UTC"))
    assert ("2026-10-01" in there, "2026-09-30" in here) == (True, True)


def test_a_later_cycle_is_told_by_its_number() -> None:
    third = replace(FOR_ONE, cause=replace(FOR_ONE.cause, metric="next_update", cycle=3))
    told = "\n".join(lines(replace(STATEMENT, lines=(third,)), "UTC"))
    assert "ESC-1     Next update #3" in told


def test_a_share_is_told_in_numbers() -> None:
    assert "          8 of 9 promises were kept." in lines(STATEMENT, "UTC")


def test_what_is_taken_back_is_a_number_and_what_looks_like_a_formula_is_none() -> None:
    one, all_together = csv.DictReader(StringIO(sheet()))
    assert (one["customer"], one["reason"]) == ("'-Acme", "'=cmd()")
    assert (all_together["credit"], all_together["met"]) == ("-2.50", "8")


def test_what_was_written_is_read_back() -> None:
    assert list(issued(StringIO(sheet()), OCTOBER, "EUR")) == [
        Issued(FOR_ONE.cause, HUGE),
        Issued(FOR_ALL.cause, Decimal("-2.50")),
    ]
    assert list(issued(StringIO(sheet()), OCTOBER.following, "EUR")) == []


@pytest.mark.parametrize("text", ["=1", "'quoted", "'=both", "plain", "", "'"])
def test_a_cell_says_what_it_said_before_it_was_written(text: str) -> None:
    written = StringIO()
    Spreadsheet(written, ["text"]).write(text)
    _, (cell,) = csv.reader(StringIO(written.getvalue()))
    assert plain(cell) == text


def test_the_page_explains_each_column() -> None:
    told = PAGE.read_text().partition("## The columns")[2]
    explained = set(re.findall(r"`(\w+)`", told))
    assert set(TITLES) - explained <= {"fee", "cap", "claim_by", "correction"}


def example() -> Statement:
    """Return the statement that the page shows: three late ones, of which one is excluded."""
    late = {2: (1, ""), 3: (2, ""), 5: (5, "Outside our control")}
    amounts = {2: ("100.00", "100.00"), 3: ("50.00", "100.00"), 5: ("0.00", "0.00")}
    first = int(datetime(2026, 10, 2, 13, 0, 1, tzinfo=UTC).timestamp())
    shown = tuple(
        Line(
            cause=Cause("Acme", "resolution", f"ESC-{number}", 1),
            amount=Decimal(amounts[number][0]),
            uncapped=Decimal(amounts[number][1]),
            broken=replace(
                BROKEN,
                target=4 * 3600,
                late_by=hours * 3600,
                policy="standard v1",
                breached_at=first,
                reason=reason,
            ),
            why_not="excluded" if reason else "",
        )
        for number, (hours, reason) in late.items()
    )
    return replace(STATEMENT, customer="Acme", cap=Decimal("150.00"), lines=shown)


def test_the_statement_on_the_page_is_as_it_is_printed() -> None:
    shown = "\n".join(lines(example(), "Europe/Madrid"))
    assert f"```\n{shown}```" in PAGE.read_text()


def test_the_rules_of_the_page_are_those_of_a_desk_file(tmp_path: Path) -> None:
    (rules,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
    team = "{key: core, name: Core, channel: C0, tracker: {name: local, project: PAY}}"
    path = tmp_path / "csopsbot.yaml"
    path.write_text(f"teams: [{team}]\n{rules}")
    found = load(path, date(2026, 11, 1)).credits
    assert (len(found.per_breach), len(found.attainment), found.cap) == (2, 2, Decimal(15))
    assert found.fee("acme") == Decimal(1000)
