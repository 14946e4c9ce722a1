"""`csopsbot sla explain` on a database."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from csopsbot import cli
from csopsbot.app.agreeing import adopt
from csopsbot.app.ports import Work
from csopsbot.cli.sla import explain
from csopsbot.desk import load
from csopsbot.domain import events as e
from csopsbot.domain.fold import fold
from csopsbot.storage.database import open_database
from tests.unit.words.told import EVERYTHING, at

DAY = at("04-01 09:00").date()
DESK = """
teams:
  - {key: payments, name: Payments, channel: C0, tracker: {name: local, project: PAY}}
  - {key: core, name: Core, channel: C1, tracker: {name: local, project: CORE}}
customers:
  - {name: Globex, tier: gold}
severities:
  - {key: S1, label: "S1: nobody can work"}
  - {key: S3, label: "S3: minor"}
calendars:
  - key: office
    tz: Europe/Madrid
    hours: {mon-fri: 09:00-17:00}
    holidays: [{on: 05-01, name: Labour Day}]
policies:
  - key: gold
    audience: sla
    calendar: office
    scope: {tiers: gold}
    targets:
      - {metric: resolution, within: 4h}
  - key: standard
    audience: sla
    calendar: office
    targets:
      - {metric: resolution, severity: S1, within: 8h}
      - {metric: resolution, within: 24h}
  - key: inside
    audience: ola
    calendar: office
    scope: {teams: core}
    targets:
      - {metric: resolution, within: 6h}
  - key: dream
    audience: sla
    calendar: office
    shadow: true
    targets:
      - {metric: resolution, within: 1h}
"""
TOLD = """\
ESC-12  Payments fail
Times are those of Europe/Madrid.

Resolution, promised to the customer
  Fri 2026-04-24 16:00  Started: the escalation was opened (Mia)
      Promised for S3: 24 h by the calendar “office” · policy standard v1
      The policy is for everybody.
      Passed over: gold v1, which is not for tier silver
  Fri 2026-04-24 16:30  Paused: waiting for the customer (Ben)
      “asked for <logs>”
  Mon 2026-04-27 10:00  Runs again: no longer waiting for the customer (Mia)
  Not counted: closed from Mon 2026-04-27 17:00 to Tue 2026-04-28 09:00 (16 h)
  Tue 2026-04-28 12:00  Severity raised from S3 to S1 (Mia)
      Due moved from Thu 2026-04-30 09:30 to Tue 2026-04-28 12:15
      What was used until then counts on.
      2 h 45 m of grace added, so that 15 m were left from the change on.
      Promised for S1: 8 h by the calendar “office” · policy standard v1
  Not counted: closed from Tue 2026-04-28 17:00 to Wed 2026-04-29 09:00 (16 h)
  Tue 2026-04-28 12:15:01  🔴 Breached: more than was promised for S1, 8 h
  Wed 2026-04-29 11:00  ❌ Missed: 17 h 30 m used, 6 h 45 m more than the 10 h 45 m allowed (Ada)
  Wed 2026-04-29 12:00  Reason given for the miss: Hard to find (Ada)
      “Two suspects.”
  Thu 2026-04-30 15:00  Reopened: counts on. The time since Wed 2026-04-29 11:00 does not count. (Ada)
  Thu 2026-04-30 15:30  Paused: waiting for the customer (Ben)
      Entered only later: Thu 2026-04-30 16:00
      ⚠ The customer had already written (Thu 2026-04-30 15:10) and was waiting for us.
  Thu 2026-04-30 16:15  Runs again: no longer waiting for the customer (Mia)
  Not counted between Thu 2026-04-30 16:15 and Mon 2026-05-04 10:00: nights and weekends: 2 d 16 h; \
Labour Day, May 1: 1 d
  Mon 2026-05-04 10:00  Now: 9 h over, was due Tue 2026-04-28 12:15

Resolution, agreed among ourselves
  Nothing was promised.
      Passed over: inside v1, which is not for team Payments

Whose turn it was: Support 1 d 4 h, Engineering 5 d 19 h, The customer 2 d 18 h
"""


@pytest.fixture
def desk_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "csopsbot.yaml"
    path.write_text(DESK)
    monkeypatch.setenv("CSOPSBOT_DESK", str(path))
    monkeypatch.setattr(explain, "now", lambda: at("05-04 10:00"))
    return path


@pytest.fixture
def kept(database_url: str, desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Keep what the desk file says, and the story that has everything in it as ESC-12."""
    monkeypatch.setenv("CSOPSBOT_DATABASE_URL", database_url)
    keep(database_url, desk_file, EVERYTHING, 12)
    return database_url


def keep(url: str, desk_file: Path, story: list[e.Recorded], number: int) -> None:
    """Keep what the desk file says, and STORY as that of an escalation."""
    escalation = fold(f"E{number}", number, story)
    on(url, lambda work: adopt(work, load(desk_file, DAY), at("04-01 09:00")))
    on(url, lambda work: work.escalations.add(escalation, story))


def on(url: str, unit: Callable[[Work], object]) -> None:
    """Commit a unit of work."""

    async def run() -> None:
        database = open_database(url)
        try:
            await database.run(unit)
        finally:
            await database.close()

    asyncio.run(run())


def ask(*words: str) -> Result:
    return CliRunner().invoke(cli.program(), ["sla", "explain", *words])


def clocks(*words: str) -> list[dict[str, Any]]:
    """Return what machines are told of the clocks."""
    told = ask(*words, "--json")
    assert told.exit_code == 0, told.output
    found: list[dict[str, Any]] = json.loads(told.stdout)["clocks"]
    return found


@pytest.mark.usefixtures("kept")
def test_the_whole_story_is_told_in_the_zone_that_was_asked_for() -> None:
    told = ask("ESC-12", "--tz", "Europe/Madrid")
    assert (told.exit_code, told.stdout) == (0, TOLD)


@pytest.mark.usefixtures("kept")
def test_it_is_told_in_spanish_and_in_utc() -> None:
    told = ask("12", "--lang", "es").stdout
    assert "Las horas son las de UTC." in told
    assert "mar 2026-04-28 10:00  Gravedad subida de S3 a S1 (Mia)" in told


@pytest.mark.usefixtures("kept")
def test_machines_are_told_every_entry() -> None:
    [customer, ours] = clocks("ESC-12")
    began, waits, *_, stands = customer["entries"]
    assert began["kind"] == "began"
    assert (began["at"], began["by"], began["cause"]) == (
        "2026-04-24T14:00:00+00:00",
        "Mia",
        "opened",
    )
    assert began["terms"]["policy"] == "standard v1"
    assert began["terms"]["target_s"] == 24 * 3600
    assert began["terms"]["passed_over"] == [
        {"policy": "gold v1", "field": "tiers", "value": "silver"}
    ]
    assert (waits["reason"], waits["note"]) == ("waiting_for_customer", "asked for <logs>")
    assert (stands["kind"], stands["left_s"]) == ("stands", -9 * 3600)
    assert customer["reasons"][0]["reason"] == "Hard to find"
    assert ours["unpromised"]["passed_over"][0]["policy"] == "inside v1"


@pytest.mark.usefixtures("kept")
def test_machines_are_told_what_was_closed_in_seconds_and_stretches() -> None:
    [customer, _] = clocks("ESC-12")
    skipped = next(one for one in customer["entries"] if one["kind"] == "skipped")
    assert skipped["skipped_s"] == 16 * 3600
    assert skipped["closed"] == [["2026-04-27T15:00:00+00:00", "2026-04-28T07:00:00+00:00"]]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("sla/resolution", "sla/resolution"),
        ("ola", "ola/resolution"),
        ("shadow", "shadow/sla/resolution"),
    ],
)
def test_one_clock_can_be_asked_for(word: str, found: str) -> None:
    [one] = clocks("12", "--clock", word)
    assert one["clock"] == found


def test_a_version_that_came_into_force_meanwhile_is_told(kept: str, desk_file: Path) -> None:
    desk_file.write_text(DESK.replace("within: 24h", "within: 20h"))
    on(kept, lambda work: adopt(work, load(desk_file, DAY), at("04-27 11:00")))
    told = ask("ESC-12", "--tz", "Europe/Madrid").stdout
    assert "Mon 2026-04-27 11:00  The policy standard was changed" in told
    assert "Promised for S3: 20 h by the calendar “office” · policy standard v2" in told


def test_what_people_wrote_cannot_steer_the_terminal(kept: str, desk_file: Path) -> None:
    first = EVERYTHING[0]
    assert isinstance(first.event, e.Opened)
    intake = replace(first.event.intake, title="\x1b[2JBoo\n\x07\u202e!")
    keep(kept, desk_file, [replace(first, event=replace(first.event, intake=intake))], 13)
    assert ask("ESC-13").stdout.startswith("ESC-13  [2JBoo !\n")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ESC-99"], "There is no ESC-99."),
        (["ESC-12", "--clock", "tea"], "No clock is called 'tea'. There are: sla/resolution,"),
    ],
)
def test_what_is_not_there_is_named(words: list[str], said: str) -> None:
    told = ask(*words)
    assert told.exit_code == 1
    assert said in told.output


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["twelve"], "like ESC-12"),
        (["9" * 400], "like ESC-12"),
        (["12", "--tz", "Europe/Madird"], "Did you mean Europe/Madrid?"),
        (["12", "--lang", "fr"], "We speak en, es."),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(words: list[str], said: str) -> None:
    told = ask(*words)
    assert told.exit_code == 2
    assert said in told.output
