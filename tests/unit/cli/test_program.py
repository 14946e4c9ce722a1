import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner, Result

from csopsbot import __version__, cli
from csopsbot.app.failures import StorageUnavailable
from csopsbot.bootstrap.clock import now
from csopsbot.bootstrap.serving import untapped
from csopsbot.cli import group, registry
from csopsbot.cli.sla import registry as sla

HEAVY = {
    "alembic",
    "csopsbot.desk",
    "csopsbot.settings",
    "csopsbot.storage",
    "jira",
    "pydantic",
    "rich",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "starlette",
    "structlog",
    "uvicorn",
}
BOTS = {
    "aiohttp",
    "alembic",
    "csopsbot.bootstrap.ground",
    "csopsbot.demo.catalogue",
    "csopsbot.slack",
    "csopsbot.storage",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
}
WHAT_HELP_IMPORTS = """
import sys
from csopsbot.cli import main
try:
    sys.argv = ["csopsbot", "--help"]
    main()
except SystemExit:
    print(*sys.modules, sep="\\n")
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.program(), list(arguments))


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Make `migrate` raise the error that the test puts in the list."""
    errors: list[Exception] = []

    def upgrade(url: str) -> list[str]:
        raise errors[0]

    monkeypatch.setattr("csopsbot.cli.migrate.upgrade", upgrade)
    return errors


def test_help_names_every_command_and_imports_none() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WHAT_HELP_IMPORTS], capture_output=True, text=True, check=True
    )
    assert all(name in done.stdout for name in registry.COMMANDS)
    assert HEAVY & set(done.stdout.split()) == set()


@pytest.mark.parametrize("name", ["demo", "sandbox"])
def test_the_local_slack_waits_for_nothing_that_the_bot_alone_needs(name: str) -> None:
    program = f"import sys, csopsbot.cli.{name}; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert BOTS & set(done.stdout.split()) == set()


FAMILIES = {"csopsbot.cli": registry.COMMANDS, "csopsbot.cli.sla": sla.COMMANDS}
EVERY = [(family, name) for family, commands in FAMILIES.items() for name in commands]


@pytest.mark.parametrize(("family", "name"), EVERY)
def test_a_command_says_of_itself_what_the_list_says_of_it(family: str, name: str) -> None:
    assert (group.load(name, family).help or "").startswith(FAMILIES[family][name])


def test_every_command_file_and_every_group_is_registered() -> None:
    here = Path(cli.__file__).parent
    found = {file for file in here.rglob("*.py") if "\ndef command(" in file.read_text()}
    groups = {
        file.parent for file in here.rglob("*/__init__.py") if "\ndef group(" in file.read_text()
    }
    for family, commands in FAMILIES.items():
        folder = here.joinpath(*family.split(".")[2:])
        assert {one.stem for one in found | groups if one.parent == folder} == set(commands)
    assert {one.name for one in groups} | {"cli"} == {family.split(".")[-1] for family in FAMILIES}


def test_a_group_asked_for_nothing_names_its_commands() -> None:
    assert all(name in run("sla").output for name in sla.COMMANDS)


def test_version_is_told() -> None:
    assert run("--version").output == f"csopsbot {__version__}\n"


def test_nothing_asked_is_answered_with_help() -> None:
    assert "Commands:" in run().output


MISTAKES = {
    "a misspelt command": (["chek"], "Did you mean 'check'?"),
    "a misspelt command of a group": (["sla", "simulat"], "Did you mean 'simulate'?"),
    "an unknown command": (["frobnicate"], "No such command 'frobnicate'"),
    "a misspelt option": (["check", "--scema"], "--schema"),
    "an argument too many": (["check", "desk.yaml"], "unexpected extra argument"),
    "an unknown role": (["serve", "--role", "cook"], "'all', 'web', 'worker'"),
    "a role left out": (["serve", "--role"], "requires an argument"),
    "a hostile command": (["\x1b[31m" + "x" * 10_000], "No such command"),
}


@pytest.mark.parametrize(("arguments", "said"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_on_the_command_line_ends_with_2(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output
    assert "\x1b" not in result.output


FAILURES = {
    "in its own words": (StorageUnavailable(), "The database does not answer.\n"),
    "of the machine": (
        FileNotFoundError(2, "No such file or directory", "/x"),
        "csopsbot cannot go on: no such file or directory (/x).\n",
    ),
    "that nobody foresaw": (
        ValueError("a\nb"),
        "csopsbot met something unexpected: ValueError: a\nWith --traceback it shows where.\n",
    ),
}


@pytest.mark.parametrize(("error", "said"), FAILURES.values(), ids=list(FAILURES))
def test_a_failure_is_told_without_a_traceback(
    error: Exception, said: str, failing: list[Exception]
) -> None:
    failing.append(error)
    result = run("migrate")
    assert (result.exit_code, result.output) == (1, said)


def test_a_failure_is_told_with_what_the_database_said(failing: list[Exception]) -> None:
    failing.append(StorageUnavailable())
    failing[0].__cause__ = OSError("connection refused\nmore of it")
    assert run("migrate").output == "The database does not answer. connection refused\n"


def test_what_the_database_said_is_told_once(failing: list[Exception]) -> None:
    failing.append(StorageUnavailable("The database cannot be used: disk I/O error"))
    failing[0].__cause__ = DBAPIError(None, None, sqlite3.OperationalError("disk I/O error"))
    assert run("migrate").output == "The database cannot be used: disk I/O error\n"


def test_a_traceback_is_shown_to_who_asks_for_it(failing: list[Exception]) -> None:
    failing.append(ValueError("x"))
    assert run("--traceback", "migrate").exception is failing[0]


def test_ctrl_c_ends_with_the_usual_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(url: str) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr("csopsbot.cli.migrate.upgrade", interrupted)
    assert run("migrate").exit_code == 130


@pytest.mark.parametrize("role", ["all", "web", "worker"])
def test_serve_runs_the_role_that_is_asked_for(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[object] = []
    monkeypatch.setattr(
        "csopsbot.cli.serve.serve", lambda _, role, clock, tap: served.append((role, clock, tap))
    )
    assert run("serve", "--role", role).exit_code == 0
    assert served == [(role, now, untapped)]


def test_migrate_says_what_it_did_and_does_it_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CSOPSBOT_DATABASE_URL", f"sqlite:///{tmp_path}/bot.sqlite3")
    assert run("migrate").output.startswith("Applied ")
    assert run("migrate").output == "The database is up to date.\n"


def test_a_choice_that_there_is_not_is_told_in_words_of_ours_alone() -> None:
    told = run("demo", "--tracker", "trello").output
    assert "Invalid value for '--tracker': 'trello' is not one of 'local', 'redmine'." in told
