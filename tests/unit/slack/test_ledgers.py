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
    found = fitted(texts, 1_000, [HINT] * len(texts))
    assert len("\n\n".join("\n".join(text) for text in found)) <= 1_000


@given(st.lists(lines, min_size=2, max_size=5))
def test_a_short_one_loses_nothing_to_a_long_one(texts: list[list[str]]) -> None:
    shortest = min(texts, key=size)
    if size(shortest) < 1_000 // len(texts) - 10:
        assert shortest in fitted(texts, 1_000, [HINT] * len(texts))


def test_the_story_fits_whole_in_either_language() -> None:
    found = explain(EVERYTHING, "05-04 10:00")
    for language in ("en", "es"):
        said = ledgers(found, found.stories, DESK, language)
        assert "…" not in said
        assert len(said) <= 4_000


def test_of_several_clocks_each_says_how_to_see_all_of_it() -> None:
    found = explain(EVERYTHING, "05-04 10:00")
    said = ledgers(found, found.stories * 2, DESK, "en", room=1_200)
    asked = f"`/csops why {found.escalation.name} {found.stories[0].clock.name}`"
    assert f"There is more: {asked}" in said


def test_what_is_too_long_for_a_message_of_its_own_is_told_elsewhere() -> None:
    found = explain(EVERYTHING, "05-04 10:00")
    said = ledgers(found, found.stories[:1], DESK, "en", room=300)
    assert f"There is more: `csopsbot sla explain {found.escalation.name}`" in said
