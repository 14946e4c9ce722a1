"""The beginnings of a new tracker."""

import inspect
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from csopsbot.app.tracker import Tracker
from csopsbot.app.webhooks import Webhooks
from csopsbot.testing.scaffold import NotAName, Taken, make
from csopsbot.trackers import REGISTRY

ROOT = Path(__file__).parents[3]
NEW = "nobodys"  # a name that no tracker takes
SHARED = ("src/csopsbot/trackers/__init__.py", "pyproject.toml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a place with the files that a new tracker is registered in."""
    for path in SHARED:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def test_the_adapter_has_every_method_of_the_port(project: Path) -> None:
    make(project, NEW)
    client = (project / f"src/csopsbot/trackers/{NEW}/client.py").read_text("utf-8")
    wanted = [name for name, one in vars(Tracker).items() if inspect.isfunction(one)]
    assert [name for name in wanted if f"def {name}(" not in client and name[0] != "_"] == []


def test_the_deliveries_have_every_method_of_theirs(project: Path) -> None:
    make(project, NEW)
    webhook = (project / f"src/csopsbot/trackers/{NEW}/webhook.py").read_text("utf-8")
    wanted = [name for name, one in vars(Webhooks).items() if inspect.isfunction(one)]
    assert [name for name in wanted if f"def {name}(" not in webhook and name[0] != "_"] == []


def test_what_is_to_be_written_says_where(project: Path) -> None:
    made = {path.name: (project / path).read_text("utf-8") for path in make(project, NEW)}
    for file, method in (
        ("client.py", "probe"),
        ("webhook.py", "parse"),
        (f"{NEW}_stand.py", "tracker"),
    ):
        assert f"raise NotImplementedError('{file}: write {method}')" in made[file]


def test_what_is_made_has_no_undefined_name(project: Path) -> None:
    made = [str(path) for path in make(project, NEW) if path.suffix == ".py"]
    ruff = Path(sys.executable).with_name("ruff")
    check = [str(ruff), "check", "--isolated", "--select", "F821,E9,F811", *made]
    found = subprocess.run(check, cwd=project, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("name", ["aaa", NEW, "zzz"])
def test_it_is_registered_once_and_where_the_alphabet_has_it(project: Path, name: str) -> None:
    make(project, name)
    registry = (project / SHARED[0]).read_text("utf-8")
    names = re.findall(r'"(\w+)": "csopsbot.trackers.\1.connect"', registry)
    assert names == sorted([*REGISTRY, name])
    contracts = tomllib.loads((project / SHARED[1]).read_text("utf-8"))["tool"]["importlinter"]
    (apart,) = [one for one in contracts["contracts"] if one["id"] == "trackers"]
    assert apart["modules"] == [f"csopsbot.trackers.{one}" for one in names]


def test_until_there_are_settings_it_is_said_that_there_are_none(project: Path) -> None:
    make(project, NEW)
    folder = project / f"src/csopsbot/trackers/{NEW}"
    assert f'raise NotSet("{NEW.capitalize()}")' in (folder / "connect.py").read_text("utf-8")
    close = (folder / "client.py").read_text("utf-8").partition("def close(")[2]
    assert close
    assert "NotImplementedError" not in close


def test_a_module_beside_the_trackers_is_not_hidden_by_a_new_one(project: Path) -> None:
    beside = project / "src/csopsbot/trackers/outlet.py"
    beside.touch()
    with pytest.raises(Taken):
        make(project, "outlet")
    assert not beside.with_suffix("").exists()


def test_a_tracker_that_is_there_is_left_as_it_is(project: Path) -> None:
    make(project, NEW)
    with pytest.raises(Taken):
        make(project, NEW)


@pytest.mark.parametrize("name", ["", "Acme", "ac-me", "../x", "1acme", "class"])
def test_a_name_that_makes_no_module_is_refused(project: Path, name: str) -> None:
    with pytest.raises(NotAName):
        make(project, name)
