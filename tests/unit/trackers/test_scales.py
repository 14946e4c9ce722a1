"""What each tracker's scale says it does."""

import re
from pathlib import Path

import pytest

from csopsbot.testing.scales import ABLE, ASKED, scales, with_table
from csopsbot.trackers import REGISTRY, connect
from tests.unit.trackers.connecting import Around, settings

TESTS = Path(__file__).parents[2]
TEST = re.compile(r"\btest_\w+")
NAMED = re.compile(r"\btest_\w+|the contract suite")
README = Path(__file__).parents[3] / "README.md"
SCALES = scales()


def test_every_tracker_has_a_scale() -> None:
    assert SCALES.keys() == REGISTRY.keys()


@pytest.mark.parametrize("name", SCALES)
def test_a_scale_answers_for_all_that_is_asked_of_a_tracker(name: str) -> None:
    assert ASKED.keys() <= SCALES[name].keys()


@pytest.mark.parametrize("name", SCALES)
def test_what_is_done_is_shown_and_what_is_not_says_why(name: str) -> None:
    for key, said in SCALES[name].items():
        if key == "tracker":
            assert said["name"]
            assert said["tried_on"]
        else:
            assert said.get("todo") or said["shown" if said["done"] else "why"], key


@pytest.mark.parametrize("name", SCALES)
def test_what_shows_a_thing_is_there(name: str) -> None:
    shown = {key: said["shown"] for key, said in SCALES[name].items() if said.get("done")}
    strange = {key: one for key, one in shown.items() if not NAMED.search(one)}
    assert strange == {}, "name a test, or the contract suite"
    named = {test for one in shown.values() for test in TEST.findall(one)}
    assert named <= {path.stem for path in TESTS.rglob("test_*.py")}


@pytest.mark.parametrize("name", SCALES)
async def test_a_scale_says_what_the_adapter_says_of_itself(name: str) -> None:
    said = {key: SCALES[name][key]["done"] for key in ABLE if "done" in SCALES[name][key]}
    if not said:
        pytest.skip("nothing is done there yet")
    async with connect(Around(settings()), [name]) as connections:
        can = connections[name].tracker.capabilities
    assert {key: ABLE[key](can) for key in said} == said


def test_the_table_in_the_readme_is_that_of_the_scales() -> None:
    text = README.read_text("utf-8")
    assert text == with_table(text), "make scales writes it anew"
