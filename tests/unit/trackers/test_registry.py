"""Every tracker is registered, and says for itself what it is and what it does."""

from pathlib import Path

import pytest

import csopsbot.trackers
from csopsbot.settings import Settings
from csopsbot.trackers import REGISTRY, UnknownTracker, connect, loaded, project_names
from tests.unit.trackers.connecting import Around, settings

HOME = Path(csopsbot.trackers.__file__).parent
SHARED = {"markdown", "textile"}  # what several trackers write, and no tracker itself
PACKAGES = {path.name for path in HOME.iterdir() if (path / "__init__.py").is_file()}
FOLDERS = sorted(PACKAGES - SHARED)
FILES = (
    "client.py",
    "project.py",
    "translate.py",
    "webhook.py",
    "connect.py",
    "README.md",
    "scale.yaml",
)


def test_every_folder_is_registered() -> None:
    assert sorted(REGISTRY) == FOLDERS


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", FOLDERS)
def test_every_folder_has_the_same_files(name: str, file: str) -> None:
    assert (HOME / name / file).is_file()


@pytest.mark.parametrize("name", FOLDERS)
def test_every_tracker_can_be_loaded(name: str) -> None:
    assert callable(loaded(name))


def test_a_tracker_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownTracker, match=f"trello.*{', '.join(REGISTRY)}"):
        loaded("trello")


async def test_each_connection_goes_by_its_own_name() -> None:
    async with connect(Around(settings()), [*REGISTRY, "local"]) as connections:
        assert {name: one.tracker.name for name, one in connections.items()} == {
            name: name for name in REGISTRY
        }


async def test_the_built_in_tracker_brings_its_board_along() -> None:
    async with connect(Around(settings()), ["local"]) as connections:
        assert list(connections["local"].pages) == ["/board"]


@pytest.mark.parametrize("name", [name for name in REGISTRY if name != "local"])
async def test_no_tracker_is_connected_to_without_its_settings(name: str) -> None:
    with pytest.raises(LookupError, match=f"(?i){name}"):
        async with connect(Around(Settings()), [name]):
            pass


@pytest.mark.parametrize(
    ("tracker", "good", "bad"),
    [
        ("jira", ["PAY", "A_1"], ["pay", "PAY-1", "Payments", "acme/shop", "1"]),
        (
            "github",
            ["acme/shop", "a-b/c.d_e"],
            ["shop", "acme/", "https://github.com/a/b", "a/b/c"],
        ),
        ("gitlab", ["acme/shop", "acme/tools/ops", "70"], ["shop", "/acme/shop", "acme/", "a b/c"]),
        ("linear", ["PAY", "pay2"], ["PAY-1", "Pay Team", "acme/shop", ""]),
        ("redmine", ["payments", "pay-2_x", "7"], ["Payments", "pay ments", "acme/shop", "-x"]),
        ("local", ["PAY", "pay-2"], ["2pay", "a/b", "x" * 33]),
    ],
)
def test_a_project_is_called_as_its_tracker_calls_it(
    tracker: str, good: list[str], bad: list[str]
) -> None:
    names = project_names()[tracker]
    assert [one for one in good if not names.allow(one)] == []
    assert [one for one in bad if names.allow(one)] == []


def test_every_tracker_says_how_its_projects_are_called() -> None:
    assert set(project_names()) == set(REGISTRY)
