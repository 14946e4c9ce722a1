from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.domain.sla import Arithmetic, Calendar, compiled, moment, read, seconds
from csopsbot.domain.sla.compiled import CompiledCalendar

START = seconds(datetime(2024, 1, 1, tzinfo=UTC))
DAY = 86_400


def office() -> CompiledCalendar:
    days = ("mon", "tue", "wed", "thu", "fri")
    hours = {day: ["09:00-12:00", "13:00-17:00"] for day in days}
    return compiled(read({"tz": "America/New_York", "hours": hours}))


def test_a_compiled_calendar_is_what_clocks_ask_for() -> None:
    arithmetic: Arithmetic = office()
    assert arithmetic.elapsed(START, arithmetic.add(START, 60, "right")) == 60


def test_what_is_open_between_two_instants_is_all_that_elapses() -> None:
    desk, end = office(), START + 30 * DAY
    assert sum(b - a for a, b in desk.intervals(START, end)) == desk.elapsed(START, end)


@pytest.mark.parametrize("hours", [10, 20, 34.5])
def test_intervals_are_cut_where_one_asks(hours: float) -> None:
    monday = START + int(hours * 3600)
    for start, end in office().intervals(monday, monday + 3600):
        assert monday <= start < end <= monday + 3600


def test_what_never_closes_is_never_closed() -> None:
    always = compiled(Calendar.always())
    assert always.elapsed(START - 100 * DAY, START + 900 * DAY) == 1000 * DAY
    assert always.due(moment(START), timedelta(days=900)).latest == moment(START + 900 * DAY)


def test_threads_that_widen_a_calendar_at_once_get_the_answers_of_one() -> None:
    shared = office()
    spans = [(START - days * DAY, START + days * DAY) for days in range(1, 2000, 7)]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda span: shared.elapsed(*span), spans))
    alone = office()
    assert together == [alone.elapsed(*span) for span in spans]


def test_far_off_is_counted_as_near_by() -> None:
    desk, fresh = office(), office()
    week = 7 * DAY
    far = seconds(datetime(2190, 1, 4, tzinfo=UTC))
    assert desk.elapsed(START, START + week) == desk.elapsed(far, far + week) == 35 * 3600
    assert fresh.add(far, 36 * 3600, "left") == desk.add(far, 36 * 3600, "left")
