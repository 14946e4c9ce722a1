import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from csopsbot import cli, settings

ROOT = Path(__file__).parents[3]
PEM = "-----BEGIN RSA PRIVATE KEY-----\naHVzaA==\n-----END RSA PRIVATE KEY-----"
DESK = """
teams:
  - key: payments
    name: Payments
    channel: C0123456789
    tracker: {name: local, project: PAY}
"""


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Go to a folder where everything is as it should be, and return it."""
    for one in settings.variables():
        monkeypatch.delenv(one.name, raising=False)
    (tmp_path / "csopsbot.yaml").write_text(DESK)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSOPSBOT_SLACK__BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("CSOPSBOT_SLACK__SIGNING_SECRET", "s3cret")
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(cli.program(), ["check", *arguments])


def test_a_good_house_is_fine() -> None:
    result = check()
    assert (result.exit_code, result.output) == (0, "The settings and the desk file are fine.\n")


def test_every_problem_is_told_where_it_is(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (house / "csopsbot.yaml").write_text(DESK.replace("C0123456789", '"#pay"'))
    monkeypatch.delenv("CSOPSBOT_SLACK__SIGNING_SECRET")
    monkeypatch.setenv("CSOPSBOT_LOGLEVEL", "debug")
    result = check()
    assert result.exit_code == 1
    strange, missing, wrong = result.output.splitlines()
    assert strange.endswith("Did you mean CSOPSBOT_LOG_LEVEL?")
    assert missing.startswith("CSOPSBOT_SLACK__SIGNING_SECRET is needed")
    assert wrong.startswith("csopsbot.yaml:5:14: channel is '#pay'")


def test_a_team_in_jira_needs_jira_to_be_set(house: Path) -> None:
    (house / "csopsbot.yaml").write_text(DESK.replace("local", "jira"))
    result = check()
    assert result.exit_code == 1
    assert result.output.startswith("CSOPSBOT_TRACKERS__JIRA__URL is needed because a team")


@pytest.mark.parametrize(("other", "code"), [("globex/site", 1), ("Acme/site", 0)])
def test_a_github_app_is_not_enough_for_two_owners(
    house: Path, monkeypatch: pytest.MonkeyPatch, other: str, code: int
) -> None:
    monkeypatch.setenv("CSOPSBOT_TRACKERS__GITHUB__APP_ID", "4242")
    monkeypatch.setenv("CSOPSBOT_TRACKERS__GITHUB__APP_PRIVATE_KEY", PEM)
    first = DESK.replace("name: local, project: PAY", "name: github, project: acme/shop")
    second = first.replace("payments", "web").replace("C0123456789", "C0123456788")
    second = second.replace("acme/shop", other).replace("teams:\n", "").replace("Payments", "Web")
    (house / "csopsbot.yaml").write_text(first + second.lstrip("\n"))
    result = check()
    assert result.exit_code == code
    told = (
        "CSOPSBOT_TRACKERS__GITHUB__APP_ID is set, and the desk file has repositories of acme and"
    )
    assert result.output.startswith(told) == bool(code)


def test_a_project_is_called_as_its_tracker_calls_it(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSOPSBOT_TRACKERS__GITHUB__TOKEN", "t")
    (house / "csopsbot.yaml").write_text(DESK.replace("local", "github"))
    result = check()
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "csopsbot.yaml:6:38: project is 'PAY', but github expects owner and name of the repository, "
        "such as acme/shop."
    ]


@pytest.mark.parametrize("where", ["labels: ['{}']", "fields: {{labels: ['{}']}}"])
@pytest.mark.parametrize(("label", "code"), [("a,b", 1), ("a-b", 0)])
def test_a_label_that_gitlab_would_take_for_two_is_refused(
    house: Path, monkeypatch: pytest.MonkeyPatch, where: str, label: str, code: int
) -> None:
    monkeypatch.setenv("CSOPSBOT_TRACKERS__GITLAB__TOKEN", "t")
    project = "name: gitlab, project: acme/shop, " + where.format(label)
    (house / "csopsbot.yaml").write_text(DESK.replace("name: local, project: PAY", project))
    result = check()
    assert result.exit_code == code
    assert ("'a,b' would be two labels: leave the ',' out." in result.output) == bool(code)


def test_unreadable_settings_are_told_once_and_the_desk_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CSOPSBOT_SLACK", "{}")
    result = check()
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.output.splitlines()] == ["CSOPSBOT_SLACK", "The"]


def test_no_secret_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_SLACK__BOT_TOKEN", "xapp-very-secret")
    monkeypatch.setenv("CSOPSBOT_DATABASE_URL", "mysql://me:pa55@host/db")
    result = check()
    assert "secret" not in result.output
    assert "pa55" not in result.output


def test_the_schema_is_printed_whatever_else_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_PORT", "x")
    result = check("--schema")
    assert result.exit_code == 0
    assert json.loads(result.output) == json.loads(
        (ROOT / "docs" / "csopsbot.schema.json").read_text()
    )


PROMISES = """
calendars:
  - {key: office, tz: Europe/Madrid, hours: {mon-fri: 09:00-17:00}, holidays: [%s]}
policies:
  - key: gold
    audience: sla
    calendar: always
    targets: [{metric: first_response, within: 1h}]
  - key: inside
    audience: ola
    calendar: office
    targets: [{metric: first_response, within: 30m}]
"""


def test_what_is_hardly_meant_is_worth_a_look_and_no_mistake(house: Path) -> None:
    (house / "csopsbot.yaml").write_text(DESK + PROMISES % "")
    result = check()
    assert result.exit_code == 0
    head, doubt, fine = result.output.splitlines()
    assert head == "Worth a look:"
    assert doubt.startswith("  csopsbot.yaml:18:15: first_response at S1, S2, S3, S4 is due later")
    assert fine == "The settings and the desk file are fine."


def test_the_holidays_of_the_year_ahead_can_be_looked_at_before_they_come(house: Path) -> None:
    (house / "csopsbot.yaml").write_text(DESK + PROMISES % "{on: 12-25, name: Christmas}")
    listed = check("--holidays").output.splitlines()
    assert "always (UTC) has no holidays in the year ahead" in listed
    assert any(re.fullmatch("  [0-9]{4}-12-25 ...  Christmas", line) for line in listed)
