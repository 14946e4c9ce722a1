import importlib.resources
from pathlib import Path

import pytest

from csopsbot.domain.sla import CalendarError, tzdata_version, zones
from csopsbot.domain.sla.zones import zone


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that stands for the operating system's zones, with one zone in it."""
    monkeypatch.setattr(zones, "TZPATH", (str(tmp_path / "none"), str(tmp_path)))
    (tmp_path / "UTC").touch()
    return tmp_path


def test_the_systems_rules_are_named_where_it_has_any(system: Path) -> None:
    (system / "tzdata.zi").write_text("# version 2025b\n# This zic input file ...\n")
    assert tzdata_version() == "2025b"


def test_a_version_file_is_believed_first(system: Path) -> None:
    (system / "tzdata.zi").write_text("# version 2025b\n")
    (system / "+VERSION").write_text("2026a\n")
    assert tzdata_version() == "2026a"


def test_rules_without_a_name_are_told_by_their_place(system: Path) -> None:
    assert tzdata_version() == f"unknown, in {system}"


def test_without_a_systems_rules_those_of_the_package_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zones, "TZPATH", ())
    shipped = importlib.resources.files("tzdata") / "zoneinfo" / "tzdata.zi"
    assert shipped.read_text().startswith(f"# version {tzdata_version()}\n")


@pytest.mark.parametrize("name", ["", ".", "Europe", "right/UTC", "localtime", "a\0b", "é" * 300])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(CalendarError, match="is not a time zone"):
        zone(name)
