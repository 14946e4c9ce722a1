"""`csopsbot sla simulate` and `csopsbot sla breaches` on a database."""

import asyncio
import csv
import json
from datetime import UTC, datetime, timedelta
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
from csopsbot.desk import load
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.people import Actor, Person
from csopsbot.reports import reading
from csopsbot.storage.database import open_database

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MIA = Person("U_MIA", "Mia")
ADA = Actor("U_ADA", "Ada")
FORMS = count(1)
DESK = """
teams:
  - {key: core, name: Core, channel: C0, tracker: {name: local, project: PAY}}
customers:
  - {name: Acme, tier: gold}
policies:
  - key: standard
    audience: sla
    calendar: always
    targets:
      - {metric: resolution, within: 4h, warn: 50%}
  - key: dream
    audience: sla
    calendar: always
    shadow: true
    targets:
      - {metric: resolution, within: 30m}
"""
STRICT = """
policies:
  - key: strict
    audience: sla
    calendar: always
    scope: {tiers: gold}
    targets:
      - {metric: resolution, within: 1h, warn: 50%}
"""


@pytest.fixture
def desk_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "csopsbot.yaml"
    path.write_text(DESK)
    monkeypatch.setenv("CSOPSBOT_DESK", str(path))
    return path


@pytest.fixture
def strict(tmp_path: Path) -> str:
    path = tmp_path / "strict.yaml"
    path.write_text(STRICT)
    return str(path)


@pytest.fixture
def told(database_url: str, desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep three escalations: one resolved in time, one late and explained, one of Globex's."""
    monkeypatch.setenv("CSOPSBOT_DATABASE_URL", database_url)
    monkeypatch.setattr(reading, "BATCH", 2)

    async def tell() -> None:
        database = open_database(database_url)
        file = load(desk_file, MONDAY.date())
        desk = await database.run(lambda work: adopt(work, file, MONDAY - timedelta(days=1)))
        await database.run(lambda work: resolved(work, desk, "Acme", 2))
        await database.run(lambda work: resolved(work, desk, "=Globex", 5))
        await database.run(lambda work: explained(work, desk, resolved(work, desk, "Acme", 6)))
        await database.close()

    asyncio.run(tell())


def resolved(work: Work, desk: Desk, customer: str, hours: int) -> str:
    """Open an escalation on Monday at nine and resolve it so many hours later."""
    form = next(FORMS)
    command = OpenEscalation(
        id=f"E{form}",
        submission=f"V{form}",
        person=MIA,
        intake=e.Intake(customer, "Cannot pay", "Nothing", "S1", tier=desk.tier(customer)),
        support=e.Place("C1"),
    )
    opened = open_escalation(work, command, desk, MONDAY)
    assert opened is not None
    taken = record(work, opened, [e.Taken(by=ADA)], desk, MONDAY + timedelta(minutes=5))
    record(work, taken, [e.Resolved(by=ADA)], desk, MONDAY + timedelta(hours=hours))
    return opened.id


def explained(work: Work, desk: Desk, id: str) -> None:
    """Say why an escalation's resolution was late."""
    why = e.BreachExplained(
        by=ADA, clock="sla/resolution", cycle=1, reason="Too few people", note="+1 was ill"
    )
    record(work, work.escalations.get(id), [why], desk, MONDAY + timedelta(hours=7))


def sla(*arguments: str) -> Result:
    return CliRunner().invoke(cli.program(), ["sla", *arguments])


def lines(result: Result) -> list[list[str]]:
    """Return the words of each line that is not blank."""
    assert result.exit_code == 0, result.output
    told = [line for line in result.output.splitlines() if not line.startswith("Was:")]
    assert max(map(len, told)) <= 100
    return [line.split() for line in told if line]


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(StringIO(result.output)))


@pytest.mark.usefixtures("told")
def test_another_policy_is_shown_beside_what_was(strict: str) -> None:
    said = lines(sla("simulate", "--policy", strict))
    acme = said.index(["Acme,", "S1"])
    was = ["Resolution,", "SLA", "was", "1", "1", "0", "0", "50.0", "%", "2", "h", "2", "h"]
    new = ["new", "0", "2", "0", "0", "0.0", "%", "3", "h", "5", "h"]
    assert said[acme + 1][: len(was)] == was
    assert said[acme + 2][: len(new)] == new


@pytest.mark.usefixtures("told")
def test_programs_are_given_the_same(strict: str) -> None:
    result = sla("simulate", "--policy", strict, "--customer", "acme", "--json")
    told = json.loads(result.output)
    (row,) = told["rows"]
    assert told["escalations"] == 2
    assert (row["customer"], row["severity"], row["clock"]) == ("Acme", "S1", "sla/resolution")
    assert (row["was"]["met"], row["was"]["missed"], row["new"]["missed"]) == (1, 1, 2)
    assert (row["new"]["alerts"], row["new"]["calls"]) == (4, 4)


@pytest.mark.usefixtures("told")
def test_a_customer_that_the_other_policy_forgets_is_shown_without_promises(strict: str) -> None:
    by_customer = {
        one["customer"]: one for one in rows(sla("simulate", "--policy", strict, "--csv"))
    }
    assert by_customer["'=Globex"]["was_missed"] == "1"
    assert by_customer["'=Globex"]["new_missed"] == "0"


@pytest.mark.usefixtures("told")
def test_what_is_in_shadow_is_compared_without_another_file() -> None:
    kept = rows(sla("simulate", "--shadow", "--csv", "--customer", "Acme"))
    assert [(one["was_met"], one["new_met"], one["new_missed"]) for one in kept] == [
        ("1", "0", "2")
    ]


@pytest.mark.usefixtures("told")
def test_what_was_over_before_the_date_is_left_out(strict: str) -> None:
    since = ("--since", "2026-03-02T13:30:00Z", "--json")
    told = json.loads(sla("simulate", "--policy", strict, *since).output)
    assert told["escalations"] == 2
    assert sla("simulate", "--policy", strict, "--since", "2026-04-01").output == (
        "No escalation was found that this is about.\n"
    )


@pytest.mark.usefixtures("told")
def test_broken_promises_are_listed_with_who_had_them_and_why() -> None:
    said = lines(sla("breaches"))
    acme = "ESC-3 Acme S1 Resolution, SLA 2026-03-02 2 h Ada Too few pe..."
    assert " ".join(next(line for line in said if line[0] == "ESC-3")) == acme
    assert ["Too", "few", "people", "1"] in said
    assert ["not", "said", "1"] in said
    assert ["Resolution,", "SLA", "1", "2", "33.3", "%"] in said


@pytest.mark.usefixtures("told")
def test_it_is_said_that_no_promise_was_broken() -> None:
    assert ["No", "promise", "was", "broken."] in lines(sla("breaches", "--since", "2026-04-01"))


@pytest.mark.usefixtures("told")
def test_broken_promises_go_into_a_spreadsheet_as_they_are() -> None:
    globex, acme = rows(sla("breaches", "--csv"))
    assert (globex["customer"], globex["late_by_s"], globex["reason"]) == ("'=Globex", "3600", "")
    assert (acme["reason"], acme["note"]) == ("Too few people", "'+1 was ill")
    assert acme["breached_at"] == "2026-03-02T13:00:01Z"


MISTAKES = {
    "neither a file nor shadow": (["simulate"], "give either --policy FILE or --shadow"),
    "both": (["simulate", "--shadow", "--policy", "x"], "give either --policy FILE or --shadow"),
    "two forms": (["simulate", "--shadow", "--csv", "--json"], "give either --csv or --json"),
    "no date": (["breaches", "--since", "yesterday"], "write a date like 2026-11-01"),
    "a date to come": (["breaches", "--since", "2999-01-01"], "2999-01-01 is still to come"),
}


@pytest.mark.parametrize(("arguments", "said"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_on_the_command_line_is_told(arguments: list[str], said: str) -> None:
    result = sla(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


@pytest.mark.usefixtures("told")
def test_a_mistake_in_the_file_is_told_with_its_line(strict: str) -> None:
    Path(strict).write_text(STRICT.replace("1h", "soon"))
    result = sla("simulate", "--policy", strict)
    assert result.exit_code == 1
    assert result.output.startswith(f"{strict}:8:")


@pytest.mark.usefixtures("told")
def test_a_file_without_promises_is_refused(strict: str) -> None:
    Path(strict).write_text("policies: []\n")
    result = sla("simulate", "--policy", strict)
    assert (result.exit_code, result.output.partition(";")[0]) == (
        1,
        "The file has no policy that would alert anybody",
    )
