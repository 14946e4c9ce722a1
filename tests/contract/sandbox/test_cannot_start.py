"""What `csopsbot sandbox` says when it cannot start as it was told to."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from csopsbot import cli

PERSON = "users: [{name: ana}]\n"
FILES = {
    "no YAML": ("--manifest", "a: [", "line 1"),
    "no text": ("--workspace", "\x00", "cannot be used"),
    "nothing in it": ("--manifest", "", "keys and their values"),
    "a misspelt key": ("--workspace", PERSON + "chanels: []\n", "chanels: "),
    "nobody there": ("--workspace", "users: []\n", "users: "),
    "a member nobody knows": (
        "--workspace",
        PERSON + "channels: [{name: a, members: [bob]}]\n",
        "no user 'bob'",
    ),
}


def said_by(*arguments: str) -> str:
    result = CliRunner().invoke(cli.program(), ["sandbox", "--port", "0", *arguments])
    assert result.exit_code == 1
    assert "unexpected" not in result.output
    return result.output


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", ""])  # noqa: S104 -- on purpose
def test_an_address_others_reach_is_refused_with_what_it_means_and_the_way_out(host: str) -> None:
    said = said_by("--host", host)
    assert "whoever reaches the local Slack can act as anybody in it" in said
    assert "add --off-loopback to listen there all the same" in said


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_that_is_taken_is_named(taken: int) -> None:
    assert f"Port {taken} of 127.0.0.1 is in use." in said_by("--port", str(taken))


@pytest.mark.parametrize(("option", "text", "said"), FILES.values(), ids=list(FILES))
def test_a_file_that_cannot_be_used_is_named_with_what_is_wrong(
    option: str, text: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "given.yaml"
    file.write_text(text, encoding="utf-8")
    assert said in said_by(option, str(file))
