import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from csopsbot import logs


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def _fail() -> None:
    raise ValueError("card 4111 1111 1111 1111")


def test_an_exception_is_logged_by_its_type_and_place_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("info", "json")
    try:
        _fail()
    except ValueError:
        structlog.get_logger("x").exception("it.failed")
        logging.getLogger("library").exception("it failed")
    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    for line in (ours, theirs):
        assert line["error"] == "ValueError"
        assert line["frames"][-1].endswith("_fail")
    assert "4111" not in json.dumps([ours, theirs])


@pytest.mark.parametrize("name", ["slack_sdk", "httpx", "jira"])
def test_libraries_that_print_secrets_stay_quiet_at_debug(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("debug", "json")
    logging.getLogger(f"{name}.inner").debug("xapp-secret")
    assert capsys.readouterr().err == ""


def test_migrations_are_not_announced_at_every_start(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    logging.getLogger("alembic.runtime.migration").info("Context impl SQLiteImpl.")
    assert capsys.readouterr().err == ""
