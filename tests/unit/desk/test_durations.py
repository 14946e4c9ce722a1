"""Lengths of time are written as people write them, and editors know the same ones."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from csopsbot.desk.durations import OPEN_PATTERN, PLAIN_PATTERN, OpenTime, PlainTime, seconds
from csopsbot.desk.moments import AT_PATTERN, WARNING_PATTERN, At, WarningText

DAY = 86_400
WRITTEN = {
    "45s": 45,
    "15m": 900,
    "15 min": 900,
    "8h": 8 * 3600,
    "1h 30m": 5400,
    "1h30m": 5400,
    "2 hours 1 minute 5 seconds": 7265,
    "14d": 14 * DAY,
    "1 day 12h": DAY + DAY // 2,
}
PARTS = st.sampled_from(["", " ", "1", "15", "d", "h", "m", "s", "min", "days", "%", "left", "x"])
KINDS = {
    "open": (OpenTime, OPEN_PATTERN),
    "plain": (PlainTime, PLAIN_PATTERN),
    "warning": (WarningText, WARNING_PATTERN),
    "moment": (At, AT_PATTERN),
}


@pytest.mark.parametrize(("text", "length"), WRITTEN.items())
def test_a_length_of_time_is_what_it_says(text: str, length: int) -> None:
    assert seconds(text) == length
    assert TypeAdapter(PlainTime).validate_python(text) == text


@pytest.mark.parametrize(
    "text",
    ["", " ", "h", "-1h", "1.5h", "30m 1h", "1h 2h", "1w", "\N{ARABIC-INDIC DIGIT ONE}h", "1h\n"],
)
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(PlainTime).validate_python(text)


@pytest.mark.parametrize("kind", KINDS)
@given(parts=st.lists(PARTS, max_size=6))
def test_what_is_taken_is_sound_in_an_editor_too(kind: str, parts: list[str]) -> None:
    taken, pattern = KINDS[kind]
    text = "".join(parts)
    try:
        TypeAdapter(taken).validate_python(text)
    except ValidationError:
        return
    assert re.match(pattern, text), text
