import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from csopsbot import cli

CASE = {
    "id": 1,
    "tz": "UTC",
    "hours": {"mon": [["09:00", "17:00"]]},
    "op": "add",
    "start": "2024-01-08T09:00:00Z",
    "seconds": 3600,
}
LINE = json.dumps(CASE)
DUE = '{"id":1,"due":"2024-01-08T10:00:00Z","due_latest":"2024-01-08T10:00:00Z"}'


def answers(given: str | bytes) -> list[str]:
    result = CliRunner().invoke(cli.program(), ["sla", "batch"], input=given)
    assert result.exit_code == 0
    return result.stdout.splitlines()


@pytest.fixture
def batch() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "csopsbot", "sla", "batch"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as running:
        yield running
        running.kill()


def test_the_run_goes_on_after_a_bad_line() -> None:
    good, bad, last = answers(f"{LINE}\nnonsense\n{LINE}\n")
    assert good == last == DUE
    assert json.loads(bad)["error"].startswith("The line is not JSON")


@pytest.mark.parametrize("given", [f"{LINE}\n", LINE, f"{LINE}\r\n", f"\n\n{LINE}\n \n"])
def test_lines_may_end_and_be_parted_as_they_like(given: str) -> None:
    assert answers(given) == [DUE]


def test_nothing_asked_is_nothing_answered() -> None:
    assert answers("") == []


def test_many_lines_are_answered_in_order() -> None:
    lines = "\n".join(json.dumps({**CASE, "id": number}) for number in range(3000))
    assert [json.loads(one)["id"] for one in answers(lines)] == list(range(3000))


def test_an_answer_comes_while_the_next_question_is_thought_of(
    batch: subprocess.Popen[str],
) -> None:
    assert batch.stdin
    assert batch.stdout
    for _ in range(2):
        batch.stdin.write(f"{LINE}\n")
        batch.stdin.flush()
        assert batch.stdout.readline() == f"{DUE}\n"


def test_it_ends_quietly_when_nobody_reads_on(batch: subprocess.Popen[str]) -> None:
    assert batch.stdin
    assert batch.stdout
    assert batch.stderr
    batch.stdout.close()
    batch.stdin.write(f"{LINE}\n")
    batch.stdin.flush()
    assert batch.stderr.read() == ""
    assert batch.wait() == 0
