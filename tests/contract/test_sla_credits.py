"""`csopsbot sla credits` on a database."""

import asyncio
import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from csopsbot import cli
from csopsbot.app.agreeing import adopt
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Work
from csopsbot.app.record import record
from csopsbot.bootstrap.clock import now
from csopsbot.desk import load
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.people import Actor, Person
from csopsbot.reports import reading
from csopsbot.reports.credits import TITLES
from csopsbot.storage.database import open_database

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MIA = Person("U_MIA", "Mia")
ADA = Actor("U_ADA", "Ada")
FORMS = count(1)
RULES = """
credits:
  currency: EUR
  tz: Europe/Madrid
  per_breach:
    - {metric: resolution, percent: 10}
  attainment:
    - {below: 99%, percent: 1%}
  cap: 15%
  excluded_reasons: [Outside our control]
"""
DESK = """
teams:
  - {key: core, name: Core, channel: C0, tracker: {name: local, project: PAY}}
customers:
  - {name: Acme, monthly_fee: 1000}
  - {name: Quiet, monthly_fee: 5}
policies:
  - key: standard
    audience: sla
    calendar: always
    targets:
      - {metric: resolution, within: 4h}
  - key: ours
    audience: ola
    calendar: always
    targets:
      - {metric: resolution, within: 1h}
"""


@pytest.fixture
def desk_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "csopsbot.yaml"
    path.write_text(DESK + RULES)
    monkeypatch.setenv("CSOPSBOT_DESK", str(path))
    return path


@pytest.fixture
def told(database_url: str, desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Keep four late ones, of which one was nobody's fault, one in time and one of April."""
    monkeypatch.setenv("CSOPSBOT_DATABASE_URL", database_url)
    monkeypatch.setattr(reading, "BATCH", 2)

    def tell(work: Work, desk: Desk) -> None:
        for hours in (3, 5, 6):
            resolved(work, desk, "Acme", hours)
        resolved(work, desk, "=Globex", 5)
        explain(work, desk, resolved(work, desk, "Acme", 9), "Outside our control")
        resolved(work, desk, "Acme", 30 * 24 - 10)

    run(database_url, desk_file, tell)
    return database_url


def run(url: str, desk_file: Path, tell: object) -> None:
    async def told() -> None:
        database = open_database(url)
        file = load(desk_file, MONDAY.date())
        desk = await database.run(lambda work: adopt(work, file, MONDAY - timedelta(days=1)))
        assert callable(tell)
        await database.run(lambda work: tell(work, desk))
        await database.close()

    asyncio.run(told())


def resolved(work: Work, desk: Desk, customer: str, hours: int) -> str:
    """Open an escalation on Monday at nine and resolve it so many hours later."""
    form = next(FORMS)
    command = OpenEscalation(
        id=f"E{form}",
        submission=f"V{form}",
        person=MIA,
        intake=e.Intake(customer, "Cannot pay", "Nothing", "S1"),
        support=e.Place("C1"),
    )
    opened = open_escalation(work, command, desk, MONDAY)
    assert opened is not None
    record(work, opened, [e.Resolved(by=ADA)], desk, MONDAY + timedelta(hours=hours))
    return opened.id


def explain(work: Work, desk: Desk, id: str, reason: str) -> None:
    why = e.BreachExplained(by=ADA, clock="sla/resolution", cycle=1, reason=reason, note="+1 storm")
    state = work.escalations.get(id)
    record(work, state, [why], desk, MONDAY + timedelta(hours=40))


def credits(*arguments: str) -> Result:
    return CliRunner().invoke(cli.program(), ["sla", "credits", *arguments])


def rows(*arguments: str) -> list[dict[str, str]]:
    result = credits("--csv", *arguments)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(StringIO(result.stdout)))


@pytest.mark.usefixtures("told")
def test_a_month_is_listed_by_customer_with_the_evidence() -> None:
    result = credits("--month", "2026-03")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 100
    said = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "Acme, 2026-03: 150.00 EUR of 150.00 at most, to be claimed by 2026-04-30" in said
    assert "ESC-2 Resolution S1 4 h 1 h standard v1 2026-03-02 not said 100.00" in said
    assert "Capped; it would be 100.00." in said
    assert said[-4:-1] == ["All 0.00", "1 of 3 promises were kept.", "Capped; it would be 10.00."]
    assert "Excluded by its reason." in said
    assert "=Globex, 2026-03: 0.00 EUR, to be claimed by 2026-04-30" in said
    assert "The desk file has no monthly_fee of this customer." in said
    assert not any(line.startswith(("ESC-1 ", "ESC-6 ")) for line in said)


@pytest.mark.usefixtures("told")
def test_a_month_goes_into_a_spreadsheet_as_it_is() -> None:
    globex, _, *acme = rows("--month", "2026-03")
    assert (globex["customer"], globex["credit"], globex["why_not"]) == (
        "'=Globex",
        "0.00",
        "no_fee",
    )
    assert [one["credit"] for one in acme] == ["100.00", "50.00", "0.00", "0.00"]
    excluded, share = acme[2:]
    assert (share["escalation"], share["met"], share["counted"]) == ("", "1", "3")
    assert (excluded["reason"], excluded["note"]) == ("Outside our control", "'+1 storm")
    first = acme[0]
    assert (first["escalation"], first["metric"], first["cycle"]) == ("ESC-2", "resolution", "1")
    assert (first["target_s"], first["spent_s"], first["late_by_s"]) == ("14400", "18000", "3600")
    assert (first["breached_at"], first["policy"]) == ("2026-03-02T13:00:01Z", "standard v1")
    assert list(first) == list(TITLES)


@pytest.mark.usefixtures("told")
def test_a_month_ends_as_the_place_has_it() -> None:
    april, _ = rows("--month", "2026-04")
    assert (april["escalation"], april["ended_at"]) == ("ESC-6", "2026-03-31T23:00:00Z")


@pytest.mark.usefixtures("told")
def test_one_customer_is_listed_alone_however_the_name_is_spelt() -> None:
    assert {one["customer"] for one in rows("--month", "2026-03", "--customer", "ACME")} == {"Acme"}


@pytest.mark.usefixtures("told")
def test_a_customer_with_nothing_to_credit_is_told_so() -> None:
    result = credits("--month", "2026-03", "--customer", "quiet")
    assert (result.exit_code, result.output) == (0, "There is nothing to credit for 2026-03.\n")


@pytest.mark.usefixtures("told")
def test_what_was_stated_before_is_not_stated_again(tmp_path: Path) -> None:
    march = ("--month", "2026-03")
    kept = tmp_path / "march.csv"
    kept.write_text(credits(*march, "--csv").stdout, encoding="utf-8-sig")
    assert rows(*march, "--issued", str(kept)) == []


def test_a_reason_given_late_is_a_line_of_its_own(
    told: str, desk_file: Path, tmp_path: Path
) -> None:
    march = ("--month", "2026-03", "--customer", "acme")
    kept, more = tmp_path / "march.csv", tmp_path / "more.csv"
    kept.write_text(credits("--month", "2026-03", "--csv").stdout)
    run(told, desk_file, lambda work, desk: _waive(work, desk))
    added = rows(*march, "--issued", str(kept))
    assert [(one["escalation"], one["credit"], one["correction"]) for one in added] == [
        ("ESC-2", "-100.00", "yes"),
        ("ESC-3", "50.00", "yes"),
        ("", "10.00", "yes"),
    ]
    more.write_text(credits(*march, "--csv", "--issued", str(kept)).stdout)
    assert rows(*march, "--issued", str(kept), "--issued", str(more)) == []
    listed = [row for path in (kept, more) for row in csv.DictReader(StringIO(path.read_text()))]
    acme = [Decimal(one["credit"]) for one in listed if one["customer"] == "Acme"]
    assert sum(acme) == sum(Decimal(one["credit"]) for one in rows(*march))


def _waive(work: Work, desk: Desk) -> None:
    explain(work, desk, work.escalations.numbered(2).id, "Outside our control")


@pytest.mark.usefixtures("told")
def test_without_a_month_it_is_the_last_whole_one() -> None:
    last = now().date().replace(day=1) - timedelta(days=1)
    assert credits().output == f"There is nothing to credit for {last:%Y-%m}.\n"


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--customer", "Acmee"], "No escalation is of a customer called Acmee. Is acme meant?"),
        (["--month", "2199-01"], "2199-01 has not begun yet."),
    ],
)
def test_what_cannot_be_answered_is_told(arguments: list[str], said: str) -> None:
    result = credits(*arguments)
    assert (result.exit_code, result.output.strip()) == (1, said)


@pytest.mark.usefixtures("told")
def test_a_month_that_is_not_over_is_said_to_be_so() -> None:
    result = credits("--month", f"{now():%Y-%m}")
    assert (result.exit_code, result.stderr) == (
        0,
        f"{now():%Y-%m} is not over yet; what follows can still change.\n",
    )


def test_without_rules_it_says_where_they_are_told_of(told: str, desk_file: Path) -> None:
    desk_file.write_text(DESK)
    result = credits("--month", "2026-03")
    assert (result.exit_code, "docs/sla-credits.md" in result.output) == (1, True)


@pytest.mark.parametrize("text", ["2026-13", "march", "2026-3"])
def test_what_is_no_month_is_refused(text: str) -> None:
    result = credits("--month", text)
    assert result.exit_code == 2
    assert "A month is written like 2026-10." in " ".join(result.output.split())


HEADING = "month,customer,metric,escalation,cycle,credit,currency\n"


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,age\nMia,30\n", "line 1: there is no column 'month'"),
        (f"{HEADING}2026-03,Acme,resolution,ESC-2,1,a lot,EUR\n", "line 2: cycle and credit"),
        (f"{HEADING}2026-03,Acme,resolution,ESC-2,1,NaN,EUR\n", "line 2: cycle and credit"),
        (f"{HEADING}2026-03,Acme,resolution,ESC-2,1,5,USD\n", "line 2: 'USD' is not EUR"),
    ],
)
def test_a_list_that_is_none_is_refused_with_its_line(
    content: str, said: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(content)
    result = credits("--month", "2026-03", "--issued", str(wrong))
    assert (result.exit_code, f"{wrong}: {said}" in result.output) == (1, True)
