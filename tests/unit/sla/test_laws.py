from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.domain.sla import Side, compiled, read
from csopsbot.domain.sla.compiled import CompiledCalendar
from csopsbot.domain.sla.errors import OutOfReach
from tests.unit.sla.written import CHANGES, calendars, seconds_of

DAY = 86_400
SIDES = st.sampled_from(("left", "right"))
AMOUNTS = st.one_of(st.integers(0, 2 * DAY), st.integers(0, 90 * DAY), st.just(0))


@st.composite
def moments(draw: st.DrawFn) -> tuple[CompiledCalendar, int, int, int]:
    """Draw a calendar, and three instants in order, most often near a change of its clock."""
    tz, day = draw(st.sampled_from(list(CHANGES.values())))
    calendar = compiled(read(draw(calendars(tz, day))))
    near = st.one_of(st.integers(-3 * DAY, 3 * DAY), st.integers(-500 * DAY, 500 * DAY))
    a, b, c = sorted(seconds_of(day) + draw(near) for _ in range(3))
    return calendar, a, b, c


law = settings(max_examples=80, deadline=None)


@law
@given(moments())
def test_open_time_adds_up_over_any_instant_between(
    drawn: tuple[CompiledCalendar, int, int, int],
) -> None:
    calendar, a, b, c = drawn
    assert calendar.elapsed(a, c) == calendar.elapsed(a, b) + calendar.elapsed(b, c)
    assert calendar.elapsed(c, a) == -calendar.elapsed(a, c)


@law
@given(moments())
def test_open_time_is_never_more_than_the_time_that_passes(
    drawn: tuple[CompiledCalendar, int, int, int],
) -> None:
    calendar, a, b, _ = drawn
    assert 0 <= calendar.elapsed(a, b) <= b - a


@law
@given(moments(), AMOUNTS, SIDES)
def test_what_was_added_has_elapsed(
    drawn: tuple[CompiledCalendar, int, int, int], n: int, side: Side
) -> None:
    calendar, a, _, _ = drawn
    assert calendar.elapsed(a, calendar.add(a, n, side)) == n
    assert calendar.elapsed(a, calendar.add(a, -n, side)) == -n


@law
@given(moments(), AMOUNTS.filter(bool))
def test_left_is_the_first_such_instant_and_right_the_last(
    drawn: tuple[CompiledCalendar, int, int, int], n: int
) -> None:
    calendar, a, _, _ = drawn
    left, right = calendar.add(a, n, "left"), calendar.add(a, n, "right")
    assert left <= right
    assert calendar.elapsed(a, left - 1) == n - 1
    assert calendar.elapsed(a, right + 1) == n + 1


@law
@given(moments())
def test_nothing_added_is_at_once_and_until_something_opens(
    drawn: tuple[CompiledCalendar, int, int, int],
) -> None:
    calendar, a, _, _ = drawn
    assert calendar.add(a, 0, "left") == a
    assert calendar.elapsed(a, calendar.add(a, 0, "right") + 1) == 1


@law
@given(moments(), AMOUNTS, AMOUNTS)
def test_adding_twice_is_adding_the_sum(
    drawn: tuple[CompiledCalendar, int, int, int], m: int, n: int
) -> None:
    calendar, a, _, _ = drawn
    assert calendar.add(calendar.add(a, m, "right"), n, "right") == calendar.add(a, m + n, "right")


@law
@given(moments(), AMOUNTS, AMOUNTS, SIDES)
def test_later_and_more_is_never_due_earlier(
    drawn: tuple[CompiledCalendar, int, int, int], m: int, n: int, side: Side
) -> None:
    calendar, a, b, _ = drawn
    fewer, more = sorted((m, n))
    assert calendar.add(a, fewer, side) <= calendar.add(a, more, side)
    assert calendar.add(a, n, side) <= calendar.add(b, n, side)


@law
@given(moments(), AMOUNTS, SIDES)
def test_the_answer_does_not_depend_on_what_was_asked_before(
    drawn: tuple[CompiledCalendar, int, int, int], n: int, side: Side
) -> None:
    calendar, a, b, c = drawn
    with suppress(OutOfReach):  # of a calendar that is hardly ever open
        asked = [calendar.elapsed(b, b), calendar.elapsed(a, b), calendar.add(c, n, side)]
    fresh = CompiledCalendar(calendar._opened)
    with suppress(OutOfReach):
        asked = [calendar.elapsed(a, c), calendar.add(a, n, side)]
        assert asked == [fresh.elapsed(a, c), fresh.add(a, n, side)]


@pytest.mark.parametrize(("tz", "day"), CHANGES.values(), ids=list(CHANGES))
def test_what_never_closes_is_open_all_the_time_that_passes(tz: str, day: date) -> None:
    always = {name: ["00:00-24:00"] for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    a = seconds_of(day) - 3 * DAY
    assert compiled(read({"tz": tz, "hours": always})).elapsed(a, a + 6 * DAY) == 6 * DAY
