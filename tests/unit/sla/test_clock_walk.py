"""Clocks around a change of the clocks on the wall, against a walk by the minute.

The walk shares nothing with what it checks: neither the calendars nor the fold.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.domain.sla import compiled, read
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.clock import evaluate
from csopsbot.domain.sla.policy import Retarget
from csopsbot.domain.sla.state import ClockState
from tests.unit.sla.clocks import RESOLUTION, policy, target
from tests.unit.sla.walk import Walk, Written
from tests.unit.sla.written import CHANGES, calendars, seconds_of

DAY = 86_400
ELSEWHERE = ("Europe/Berlin", date(2024, 3, 31))
each_change = pytest.mark.parametrize(("tz", "day"), CHANGES.values(), ids=list(CHANGES))

Acts = list[tuple[int, s.What]]
Piece = tuple[int, int, str]


@st.composite
def acts(draw: st.DrawFn, start: int, end: int) -> Acts:
    """Draw what happens between two instants: waiting, going on, and once another severity."""
    waits, goes_on = s.Paused(s.WAITING_FOR_CUSTOMER), s.Resumed(s.WAITING_FOR_CUSTOMER)
    instants = sorted(draw(st.sets(st.integers(start + 1, end - 1), min_size=1, max_size=6)))
    changed = draw(st.integers(0, len(instants)))
    found: Acts = []
    for place, instant in enumerate(instants):
        waiting = sum(isinstance(what, s.Paused | s.Resumed) for _, what in found) % 2
        what = goes_on if waiting else waits
        found.append((instant, s.SeverityChanged("s1") if place == changed else what))
    return found


def counting(start: int, happened: Acts, now: int) -> Iterator[Piece]:
    """Yield the stretches in which the clock runs, each with the calendar it goes by."""
    runs, calendar = True, "first"
    points = [(start, None), *happened, (now, None)]
    for (begin, what), (end, _) in pairwise(points):
        runs = isinstance(what, s.Resumed) or (runs and not isinstance(what, s.Paused))
        calendar = "second" if isinstance(what, s.SeverityChanged) else calendar
        if runs:
            yield begin, end, calendar


def walked(pieces: Iterable[Piece], walks: Mapping[str, Walk], allowed: int) -> tuple[int, object]:
    """Return the open seconds in PIECES, and the first second beyond those allowed."""
    spent, broke = 0, None
    for start, end, calendar in pieces:
        here = walks[calendar].elapsed(start, end)
        if broke is None and spent + here > allowed:
            last_good = walks[calendar].add(start, allowed - spent, "right")
            broke = None if last_good is None else last_good + 1
        spent += here
    return spent, broke


def clock(
    start: int, happened: Acts, now: int, allowed: int, written: Mapping[str, Written]
) -> ClockState:
    promise = policy(
        target(allowed, "first", severity="s3"),
        target(allowed, "second", severity="s1"),
        retarget=Retarget(rule="keep_no_floor"),
    )
    opened = s.Signal(start, s.Opened(s.Facts(severity="s3")))
    signals = [opened, *(s.Signal(at, what, order=at) for at, what in happened)]
    agreed = {key: compiled(read(one)) for key, one in written.items()}
    (state,) = evaluate(RESOLUTION, signals, (promise,), agreed, now)
    return state


@each_change
@settings(max_examples=7, deadline=None)
@given(data=st.data())
def test_a_clock_with_pauses_and_two_calendars_counts_what_a_walk_by_the_minute_counts(
    tz: str, day: date, data: st.DataObject
) -> None:
    low, high = seconds_of(day) - DAY, seconds_of(day) + 2 * DAY
    written = {
        "first": data.draw(calendars(tz, day)),
        "second": data.draw(calendars(ELSEWHERE[0], day)),
    }
    start = data.draw(st.integers(low, low + DAY))
    happened = data.draw(acts(start, high))
    allowed = data.draw(st.integers(1, DAY))
    state = clock(start, happened, high, allowed, written)
    walks = {key: Walk(one, low, high) for key, one in written.items()}
    expected = walked(counting(start, happened, high), walks, allowed)
    assert (state.spent, state.breached_at) == expected


@each_change
@settings(max_examples=7, deadline=None)
@given(data=st.data())
def test_a_clock_is_due_where_a_walk_by_the_minute_stops(
    tz: str, day: date, data: st.DataObject
) -> None:
    low, high = seconds_of(day) - DAY, seconds_of(day) + 3 * DAY
    written = {name: data.draw(calendars(tz, day)) for name in ("first", "second")}
    start = data.draw(st.integers(low, low + 2 * DAY))
    allowed = data.draw(st.integers(1, DAY))
    state = clock(start, [], start, allowed, written)
    walk = Walk(written["first"], low, high)
    due, last_good = (walk.add(start, allowed, side) for side in ("left", "right"))
    if last_good is not None:
        assert (state.due_at, state.breach_at) == (due, last_good)
