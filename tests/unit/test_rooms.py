"""The rule of who may know whom is kept by import-linter; here it is shown to bite."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from csopsbot.trackers import REGISTRY

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")
PLANTS = {
    "rooms": ("desk/rules.py", "import csopsbot.web.guard"),
    "cycles": ("domain/sla/clock.py", "import csopsbot.domain.heard"),
    "sandbox": ("sandbox/clock.py", "import csopsbot.domain.desk"),
    "sandbox-users": ("worker/relay.py", "import csopsbot.sandbox.clock"),
    "testing": ("web/guard.py", "import csopsbot.testing"),
    "rules": ("domain/desk.py", "import httpx"),
    "sql": ("web/ingress.py", "import sqlalchemy"),
    "slack": ("worker/sweep.py", "from slack_sdk.errors import SlackApiError"),
    "jira": ("trackers/outlet.py", "import jira"),
    "trackers": ("trackers/local/client.py", "import csopsbot.trackers.jira.client"),
}


def contracts() -> dict[str, dict[str, object]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {one["id"]: one for one in project["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project's modules, without their caches."""
    copy = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "pyproject.toml", copy)
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "csopsbot", copy / "csopsbot", ignore=skipped)
    return copy


def broken(copy: Path, contract: str) -> bool:
    """Return whether CONTRACT is broken in the copy."""
    arguments = [str(LINTER), "--no-cache", "--contract", contract]
    environment = {**os.environ, "PYTHONPATH": str(copy)}  # noqa: TID251 - handed on as it is
    done = subprocess.run(
        arguments, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    counted = re.search(r"(\d) kept, (\d) broken", done.stdout)
    assert counted, done.stdout + done.stderr
    return counted.groups() == ("0", "1")


def test_every_contract_is_shown_to_bite() -> None:
    assert set(PLANTS) == set(contracts())


@pytest.mark.parametrize(("contract", "file", "line"), [(k, *v) for k, v in PLANTS.items()])
def test_an_import_that_breaks_the_rule_is_caught(
    contract: str, file: str, line: str, copy: Path
) -> None:
    planted = copy / "csopsbot" / file
    before = planted.read_text()
    planted.write_text(f"{before}\n{line}\n")
    try:
        assert broken(copy, contract)
    finally:
        planted.write_text(before)


def test_a_package_that_stands_in_no_room_is_caught(copy: Path) -> None:
    stray = copy / "csopsbot" / "stray"
    stray.mkdir()
    (stray / "__init__.py").touch()
    try:
        assert broken(copy, "rooms")
    finally:
        shutil.rmtree(stray)


def test_every_tracker_is_kept_apart_from_the_others() -> None:
    assert contracts()["trackers"]["modules"] == sorted(
        f"csopsbot.trackers.{name}" for name in REGISTRY
    )
