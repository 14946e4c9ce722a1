from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.domain.sla.instants import moment
from csopsbot.domain.sla.wall import local, reached
from tests.unit.sla.written import CHANGES

WALLS = {
    "a usual time": ("Europe/Berlin", "2026-01-15T09:00", "2026-01-15T08:00"),
    "a time left out is when the clock jumped": (
        "Europe/Berlin",
        "2026-03-29T02:30",
        "2026-03-29T01:00",
    ),
    "the first time left out": ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00"),
    "the first time after those": ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
    "a time that comes twice is its first coming": (
        "Europe/Berlin",
        "2026-10-25T02:30",
        "2026-10-25T00:30",
    ),
    "the end of what comes twice": ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00"),
    "half an hour left out": ("Australia/Lord_Howe", "2024-10-06T02:15", "2024-10-05T15:30"),
    "half an hour twice": ("Australia/Lord_Howe", "2024-04-07T01:45", "2024-04-06T14:45"),
    "a midnight left out": ("Africa/Cairo", "2024-04-26T00:00", "2024-04-25T22:00"),
    "a midnight that the clock falls back from": (
        "Africa/Cairo",
        "2024-11-01T00:00",
        "2024-10-31T22:00",
    ),
    "a whole day left out": ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"),
    "a zone at three quarters": ("Asia/Kathmandu", "2026-06-01T09:00", "2026-06-01T03:15"),
}


@pytest.mark.parametrize(("tz", "wall", "utc"), WALLS.values(), ids=list(WALLS))
def test_a_wall_time_is_when_the_clock_reached_it(tz: str, wall: str, utc: str) -> None:
    found = reached(datetime.fromisoformat(wall), ZoneInfo(tz))
    assert moment(found) == datetime.fromisoformat(utc + "Z")


@pytest.mark.parametrize(("tz", "day"), CHANGES.values(), ids=list(CHANGES))
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_no_clock_has_reached_it_a_second_before(tz: str, day: date, data: st.DataObject) -> None:
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall has no zone
    minutes = data.draw(st.integers(-2 * 1440, 3 * 1440))
    wall, zone = midnight + timedelta(minutes=minutes), ZoneInfo(tz)
    found = reached(wall, zone)
    assert local(found, zone) >= wall
    assert local(found - 1, zone) < wall
