"""Every listener and every command is registered, once, and can be told about."""

from pathlib import Path
from pkgutil import iter_modules

import pytest

from csopsbot.slack import commands, listeners
from csopsbot.slack.commands import COMMANDS
from csopsbot.slack.listeners import LISTENERS
from csopsbot.words import LANGUAGES, say

DOCS = Path(__file__).parents[4] / "docs" / "slack.md"


def modules(folder: str) -> set[str]:
    return {module.name for module in iter_modules([folder])}


def test_every_listeners_file_is_registered() -> None:
    registered = {listener.handle.__module__.rpartition(".")[2] for listener in LISTENERS}
    assert registered == modules(str(Path(listeners.__file__).parent))


def test_every_commands_file_is_registered_by_its_name() -> None:
    assert set(COMMANDS) == modules(str(Path(commands.__file__).parent)) - {"command"}


def test_no_two_listeners_listen_for_the_same() -> None:
    assert len({(one.kind, one.name) for one in LISTENERS}) == len(LISTENERS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained_in_every_language(name: str, language: str) -> None:
    assert say(f"command.{name}.about", language)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_documentation_as_help_shows_it(name: str) -> None:
    assert f"| `{COMMANDS[name].shown}` |" in DOCS.read_text("utf-8")
