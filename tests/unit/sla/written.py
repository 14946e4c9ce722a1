"""Calendars as people could write them, and the moments at which they are put to the test."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.unit.sla.walk import WEEKDAYS

Pairs = list[list[str]]
Drawn = dict[str, Any]

CHANGES = {
    "America/New_York, forward": ("America/New_York", date(2024, 3, 10)),
    "America/New_York, back": ("America/New_York", date(2024, 11, 3)),
    "Australia/Lord_Howe, half an hour forward": ("Australia/Lord_Howe", date(2024, 10, 6)),
    "Australia/Lord_Howe, half an hour back": ("Australia/Lord_Howe", date(2024, 4, 7)),
    "Europe/Dublin, forward from its winter time": ("Europe/Dublin", date(2024, 3, 31)),
    "Europe/Dublin, back to it": ("Europe/Dublin", date(2024, 10, 27)),
    "Asia/Kathmandu, never": ("Asia/Kathmandu", date(2024, 3, 31)),
    "Asia/Kathmandu, a quarter forward at midnight": ("Asia/Kathmandu", date(1986, 1, 1)),
    "Africa/Cairo, forward at midnight": ("Africa/Cairo", date(2024, 4, 26)),
    "Africa/Cairo, back at midnight": ("Africa/Cairo", date(2024, 10, 31)),
    "America/Sao_Paulo, forward at midnight": ("America/Sao_Paulo", date(2018, 11, 4)),
    "America/Sao_Paulo, back at midnight": ("America/Sao_Paulo", date(2018, 2, 17)),
    "Africa/Casablanca, back for Ramadan": ("Africa/Casablanca", date(2024, 3, 10)),
    "Africa/Casablanca, forward after it": ("Africa/Casablanca", date(2024, 4, 14)),
    "Pacific/Apia, over the date line": ("Pacific/Apia", date(2011, 12, 30)),
}
"""Where and when clocks were changed, always long ago: the newest rules differ by machine."""


def seconds_of(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


@st.composite
def calendars(draw: st.DrawFn, tz: str, around: date) -> Drawn:
    """Draw a calendar with everything a calendar can have, and with it most near one date."""
    hours = draw(_weeks())
    near = st.integers(-2, 2).map(lambda days: (around + timedelta(days=days)).isoformat())
    return {
        "tz": tz,
        "hours": hours,
        "special_days": draw(st.dictionaries(near, _days(), max_size=2)),
        "breaks": draw(st.dictionaries(near, _days(), max_size=2)),
        "holidays": draw(st.lists(near, max_size=2, unique=True)),
    }


def _minutes() -> st.SearchStrategy[int]:
    """Draw a minute of the day, most often one near which clocks are changed."""
    small = st.integers(0, 16).map(lambda quarters: quarters * 15)
    return st.one_of(small, st.integers(0, 1440), st.sampled_from((0, 540, 1020, 1380, 1410, 1440)))


@st.composite
def _days(draw: st.DrawFn) -> Pairs:
    points = sorted(draw(st.sets(_minutes(), max_size=6)))
    pairs = zip(points[::2], points[1::2], strict=False)
    return [[_text(start), _text(end)] for start, end in pairs]


@st.composite
def _weeks(draw: st.DrawFn) -> dict[str, Pairs]:
    """Draw a week with nights in it that end before the next day begins, one opening at least."""
    week = [draw(_days()) for _ in WEEKDAYS]
    nights = draw(st.dictionaries(st.integers(0, 6), _minutes()))
    for number, until in nights.items():
        _go_on_overnight(week[number], week[(number + 1) % 7], until)
    if not any(week):
        week[draw(st.integers(0, 6))] = [["00:30", "03:30"]]
    return dict(zip(WEEKDAYS, week, strict=True))


def _go_on_overnight(day: Pairs, following: Sequence[Sequence[str]], until: int) -> None:
    first = min((pair[0] for pair in following), default="24:00")
    if day and _text(until) <= first and _text(until) < day[-1][0]:
        day[-1][1] = _text(until)


def _text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
