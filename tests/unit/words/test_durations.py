"""How long something takes, in words."""

import pytest

from csopsbot.words.durations import duration, open_time

MINUTE, HOUR, DAY = 60, 3_600, 86_400


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (10 * MINUTE, "10 m"),
        (4 * MINUTE + 30, "4 m 30 s"),
        (3 * HOUR + 10 * MINUTE + 59, "3 h 10 m"),
        (3 * DAY + 4 * HOUR, "3 d 4 h"),
        (2 * DAY + 5 * MINUTE, "2 d"),
    ],
)
def test_a_duration_has_its_two_greatest_units(seconds: int, said: str) -> None:
    assert duration(seconds, "en") == said


def test_a_duration_is_told_in_the_readers_language() -> None:
    assert duration(3 * HOUR + 10 * MINUTE, "es") == "3 h 10 min"


def test_a_duration_is_as_long_backwards() -> None:
    assert duration(-90, "en") == duration(90, "en")


def test_open_time_is_not_told_in_days() -> None:
    assert open_time(40 * HOUR, "en") == "40 h"
