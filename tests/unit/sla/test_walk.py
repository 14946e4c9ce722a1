from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.domain.sla import Side, compiled, read
from tests.unit.sla.walk import Walk
from tests.unit.sla.written import CHANGES, calendars, seconds_of

DAY = 86_400
each_change = pytest.mark.parametrize(("tz", "day"), CHANGES.values(), ids=list(CHANGES))


@each_change
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_elapsed_is_what_a_walk_by_the_minute_counts(
    tz: str, day: date, data: st.DataObject
) -> None:
    written = data.draw(calendars(tz, day))
    low, high = seconds_of(day) - 2 * DAY, seconds_of(day) + 3 * DAY
    a, b = sorted(data.draw(st.tuples(*[st.integers(low, high)] * 2)))
    assert compiled(read(written)).elapsed(a, b) == Walk(written, low, high).elapsed(a, b)


@each_change
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_add_stops_where_a_walk_by_the_minute_stops(
    tz: str, day: date, data: st.DataObject
) -> None:
    written = data.draw(calendars(tz, day))
    low, high = seconds_of(day) - DAY, seconds_of(day) + 8 * DAY
    a = data.draw(st.integers(low, low + 3 * DAY))
    n = data.draw(st.integers(1, 2 * DAY))
    side: Side = data.draw(st.sampled_from(("left", "right")))
    found = Walk(written, low, high).add(a, n, side)
    calendar = compiled(read(written))
    assert calendar.add(a, n, side) == found if found else calendar.elapsed(a, high) <= n
