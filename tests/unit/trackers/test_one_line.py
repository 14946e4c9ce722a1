"""A text in one line."""

import pytest

from csopsbot.trackers.one_line import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" one\r\n two\t", "one two"),
        ("a\x00\ud800\uffffb", "ab"),
        ("abcdefg", "abcdefg"),
        ("abcdefgh", "abcdef…"),
        ("\n", ""),
    ],
)
def test_a_text_becomes_one_line_that_can_be_stored_and_is_not_too_long(
    text: str, line: str
) -> None:
    assert one_line(text, 7) == line
