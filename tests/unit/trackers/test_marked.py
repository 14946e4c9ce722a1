"""Texts that bear our marks, and what issues are found again by."""

import pytest

from csopsbot.app.failures import Invalid
from csopsbot.domain.document import Doc, plain
from csopsbot.trackers.markdown import key_of, sections
from csopsbot.trackers.marked import OP, REF, is_marked, is_marked_with, linked, marked
from csopsbot.trackers.reference import proper


def test_a_long_text_is_cut_before_its_mark() -> None:
    text = marked(plain("It fails. " * 100), REF, "01ABC", 200)
    assert len(text) <= 200
    assert is_marked_with("01ABC", text)


def test_a_text_of_nothing_is_its_mark_alone() -> None:
    assert key_of(marked(Doc(), OP, "op-1", 200), OP) == "op-1"


def test_a_comment_s_mark_makes_no_issue_ours() -> None:
    assert not is_marked(marked(plain("Hello"), OP, "op-1", 200))


def test_a_link_replaces_the_one_of_the_same_key_and_no_other() -> None:
    text = linked("Read me.", "https://chat.test/1", "One", "card")
    text = linked(text, "https://chat.test/2", "Two", "thread")
    text = linked(text, "https://chat.test/3", "Three", "card")
    assert text.startswith("Read me.")
    assert "chat.test/1" not in text
    assert list(sections(text)) == ["link:card", "link:thread"]


@pytest.mark.parametrize("ref", ["", "a b", "é", "a/b", "--x:y", "a" * 201])
def test_a_reference_that_a_tracker_could_misread_is_refused(ref: str) -> None:
    with pytest.raises(Invalid):
        proper(ref)
