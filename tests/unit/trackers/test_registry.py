"""Every tracker is registered, and says for itself what it is and what it does."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from ruamel.yaml import YAML

import csopsbot.trackers
from csopsbot.app.ports import Database, Surface
from csopsbot.domain.desk import Desk
from csopsbot.settings import GitHub, GitLab, Jira, Linear, Redmine, Settings, Trackers
from csopsbot.trackers import REGISTRY, UnknownTracker, connect, loaded

HOME = Path(csopsbot.trackers.__file__).parent
SHARED = {"markdown", "textile"}  # what several trackers write, and no tracker itself
PACKAGES = {path.name for path in HOME.iterdir() if (path / "__init__.py").is_file()}
FOLDERS = sorted(PACKAGES - SHARED)
FILES = ("client.py", "translate.py", "webhook.py", "connect.py", "README.md", "scale.yaml")
EMPTY = Desk((), (), {}, frozenset())
NOTHING_ASKED = cast("Database", None)


@dataclass
class Around:
    """Fits `Surroundings`, for connections that are never used."""

    settings: Settings
    desk: Desk = EMPTY
    database: Database = NOTHING_ASKED

    def clock(self) -> datetime:
        return datetime(2026, 3, 2, tzinfo=UTC)

    def permalink(self, surface: Surface) -> str | None:
        return None


def settings() -> Settings:
    jira = Jira.model_validate(
        {"url": "https://acme.test", "email": "bot@acme.test", "token": "secret"}
    )
    github = GitHub.model_validate({"token": "secret"})
    gitlab = GitLab.model_validate({"token": "secret"})
    redmine = Redmine.model_validate({"url": "https://redmine.acme.test", "api_key": "secret"})
    linear = Linear.model_validate({"token": "secret"})
    return Settings(
        trackers=Trackers(jira=jira, github=github, gitlab=gitlab, linear=linear, redmine=redmine)
    )


def test_every_folder_is_registered() -> None:
    assert sorted(REGISTRY) == FOLDERS


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", FOLDERS)
def test_every_folder_has_the_same_files(name: str, file: str) -> None:
    assert (HOME / name / file).is_file()


@pytest.mark.parametrize("name", FOLDERS)
def test_every_quality_says_how_it_is_shown_or_why_it_is_not_there(name: str) -> None:
    scale = YAML(typ="safe").load(HOME / name / "scale.yaml")
    assert scale
    for quality, entry in scale.items():
        assert entry["shown" if entry["done"] else "why"], quality


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
