"""A section of ours is replaced in place, and the text around it stays people's."""

from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.trackers.markdown import read, sections, with_section

patient = settings(deadline=None)


def test_a_section_goes_to_the_end() -> None:
    text = with_section("Theirs", "a", "Ours")
    assert text.startswith("Theirs\n\n")
    assert sections(text) == {"a": "Ours"}


def test_a_second_of_the_same_key_replaces_the_first() -> None:
    text = with_section(with_section("Theirs", "a", "One"), "a", "Two")
    assert sections(text) == {"a": "Two"}


def test_sections_of_other_keys_stay() -> None:
    text = with_section(with_section("Theirs", "a", "One"), "b", "Two")
    assert sections(with_section(text, "a", "Three")) == {"a": "Three", "b": "Two"}


def test_what_people_wrote_around_it_stays() -> None:
    text = with_section("Before", "a", "One") + "\n\nAfter"
    assert with_section(text, "a", "Two") == text.replace("One", "Two")


def test_a_copy_of_a_section_goes() -> None:
    once = with_section("Theirs", "a", "One")
    assert sections(with_section(f"{once}\n\n{once}", "a", "Two")) == {"a": "Two"}
    assert with_section(f"{once}\n\n{once}", "a", "Two").count("Two") == 1


def test_a_server_may_part_lines_its_own_way() -> None:
    text = with_section("Theirs", "a", "One").replace("\n", "\r\n")
    assert sections(with_section(text, "a", "Two")) == {"a": "Two"}


def test_a_section_that_lost_its_end_is_left_to_people() -> None:
    torn = with_section("Theirs", "a", "One").rpartition("\n")[0]
    assert sections(with_section(torn, "a", "Two")) == {"a": "Two"}


def test_only_its_words_are_read() -> None:
    assert read(with_section("Theirs", "a", "Ours")) == read("Theirs\n\nOurs")


@patient
@given(st.text(max_size=30), st.text(min_size=1, max_size=10))
def test_setting_it_again_changes_nothing(text: str, key: str) -> None:
    key = key.encode(errors="replace").decode()
    once = with_section(text, key, "Ours")
    assert with_section(once, key, "Ours") == once
