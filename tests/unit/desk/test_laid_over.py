"""A file of promises alone, laid over a whole desk file."""

from datetime import date
from pathlib import Path

import pytest

from csopsbot.desk import DeskError, load_over

TODAY = date(2026, 3, 2)
DESK = """
teams:
  - {key: core, name: Core, channel: C0, tracker: {name: local, project: PAY}}
customers:
  - {name: Acme, tier: gold}
policies:
  - key: standard
    audience: sla
    targets:
      - {metric: resolution, within: 8h, calendar: always}
"""
STRICT = """
policies:
  - key: strict
    audience: sla
    targets:
      - {metric: resolution, within: WITHIN, calendar: always}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "csopsbot.yaml"
    path.write_text(DESK)
    return path


def laid(desk: Path, text: str) -> Path:
    path = desk.with_name("strict.yaml")
    path.write_text(text)
    return path


def test_what_a_file_leaves_out_is_as_in_the_one_below(desk: Path) -> None:
    both = load_over(laid(desk, STRICT.replace("WITHIN", "4h")), desk, TODAY)
    assert [one.name for one in both.teams] == ["Core"]
    assert both.tier("Acme") == "gold"
    assert [one.key for one in both.agreements.policies] == ["strict"]


def test_a_mistake_is_placed_in_the_file_on_top(desk: Path) -> None:
    path = laid(desk, STRICT.replace("WITHIN", "soon"))
    with pytest.raises(DeskError) as caught:
        load_over(path, desk, TODAY)
    assert str(caught.value).startswith(f"{path}:6:")


def test_a_whole_desk_file_takes_the_place_of_the_one_below(desk: Path) -> None:
    other = DESK.partition("customers")[0].replace("Core", "Other")
    alone = load_over(laid(desk, other), desk, TODAY)
    assert [one.name for one in alone.teams] == ["Other"]
    assert (alone.tier("Acme"), alone.agreements.policies) == ("", ())
