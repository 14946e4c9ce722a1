"""Ledgers in a message: what is too long lacks its middle, and says so."""

from hypothesis import given
from hypothesis import strategies as st

from csopsbot.slack.ledgers import fitted, ledgers, shortened
from tests.unit.words.told import DESK, EVERYTHING, explain

HINT = "…"
lines = st.lists(st.text("x", min_size=1, max_size=60), min_size=1, max_size=40)


def size(text: list[str]) -> int:
    return len("\n".join(text))


def test_what_fits_is_left_whole() -> None:
    assert shortened(["a", "b", "c"], 7, HINT) == ["a", "b", "c"]


def test_the_beginning_and_the_end_stay() -> None:
    assert shortened(["a", "b", "c", "d", "e"], 8, HINT) == ["a", "…", "e"]


@given(st.lists(lines, min_size=1, max_size=5))
def test_together_they_keep_within_the_room(texts: list[list[str]]) -> None:
    found = fitted(texts, 1_000, HINT)
    assert len("\n\n".join("\n".join(text) for text in found)) <= 1_000


@given(st.lists(lines, min_size=2, max_size=5))
def test_a_short_one_loses_nothing_to_a_long_one(texts: list[list[str]]) -> None:
    shortest = min(texts, key=size)
    if size(shortest) < 1_000 // len(texts) - 10:
        assert shortest in fitted(texts, 1_000, HINT)


def test_the_story_fits_whole_in_either_language() -> None:
    found = explain(EVERYTHING, "05-04 10:00")
    for language in ("en", "es"):
        said = ledgers(found, found.stories, DESK, language)
        assert "csopsbot sla explain" not in said
        assert len(said) <= 4_000
