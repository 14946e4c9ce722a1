"""`csopsbot outbox` on a database."""

import pytest
from typer.testing import CliRunner, Result

from csopsbot import cli


@pytest.fixture
def database_in_settings(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPSBOT_DATABASE_URL", database_url)


def outbox(*arguments: str) -> Result:
    return CliRunner().invoke(cli.program(), ["outbox", *arguments])


@pytest.mark.usefixtures("database_in_settings")
def test_it_says_when_nothing_waits_for_an_operator() -> None:
    told = outbox()
    assert (told.exit_code, told.output) == (0, "Nothing stands still, and nothing was given up.\n")


@pytest.mark.usefixtures("database_in_settings")
def test_a_number_that_no_dead_letter_has_is_named() -> None:
    told = outbox("--retry", "999")
    assert told.exit_code == 1
    assert told.output.startswith("No dead letter has the number 999; nothing is sent again.")
