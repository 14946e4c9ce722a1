"""Points in time written out."""

from zoneinfo import ZoneInfo

import pytest

from csopsbot.words.moments import clock_time
from tests.unit.words.told import second

ELEVEN = second("04-28 11:00")


@pytest.mark.parametrize(
    ("zone", "language", "said"),
    [
        ("Europe/Madrid", "en", "Tue 2026-04-28 11:00"),
        ("Europe/Madrid", "es", "mar 2026-04-28 11:00"),
        ("Asia/Kathmandu", "en", "Tue 2026-04-28 14:45"),
        ("Pacific/Kiritimati", "en", "Tue 2026-04-28 23:00"),
    ],
)
def test_an_instant_is_told_by_the_clocks_of_a_place(zone: str, language: str, said: str) -> None:
    assert clock_time(ZoneInfo(zone), language)(ELEVEN) == said


def test_seconds_are_told_where_there_are_any() -> None:
    assert clock_time(ZoneInfo("UTC"), "en")(ELEVEN + 1) == "Tue 2026-04-28 09:00:01"
