from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from csopsbot.domain.sla import NoBusinessTime, OutOfReach, compiled, read
from csopsbot.domain.sla.compiled import FIRST, LAST, CompiledCalendar

DAY = 86_400
START = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())


def office(**parts: Any) -> CompiledCalendar:
    hours = {"mon": ["09:00-17:00"], "thu": ["09:00-17:00"]}
    return compiled(read({"tz": "UTC", "hours": hours, **parts}))


def closed(days: int) -> list[str]:
    end = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=days - 1)
    return [f"2024-01-01/{end:%Y-%m-%d}"]


def test_closed_for_more_than_two_years_is_no_answer() -> None:
    with pytest.raises(NoBusinessTime, match="two years from 2024-01-01"):
        office(holidays=closed(735)).add(START, 1, "left")


def test_closed_for_less_than_two_years_is_a_wait() -> None:
    assert office(holidays=closed(725)).add(START, 1, "left") > START + 725 * DAY


def test_what_is_left_of_a_long_closure_is_what_counts() -> None:
    shut = office(holidays=closed(800))
    assert shut.add(START + 100 * DAY, 1, "left") > START + 800 * DAY


def test_a_long_closure_is_no_answer_backwards_either() -> None:
    with pytest.raises(NoBusinessTime):
        office(holidays=closed(735)).add(START + 735 * DAY, -1, "right")


def test_a_long_closure_is_no_answer_even_when_it_is_laid_out_already() -> None:
    shut = office(holidays=closed(735))
    shut.elapsed(START - 900 * DAY, START + 900 * DAY)
    with pytest.raises(NoBusinessTime):
        shut.add(START - 4 * DAY, 9 * 3600, "left")


def test_elapsed_counts_over_a_long_closure() -> None:
    shut = office(holidays=closed(735))
    assert shut.elapsed(START, START + 735 * DAY) == 0
    assert shut.elapsed(START - 7 * DAY, START) == 16 * 3600


def test_hours_that_end_for_good_are_met_for_good() -> None:
    once = office(hours={}, special_days={"2024-01-02": ["09:00-17:00"]})
    assert once.add(START, 8 * 3600, "left") == START + DAY + 17 * 3600
    with pytest.raises(NoBusinessTime):
        once.add(START, 8 * 3600, "right")


@pytest.mark.parametrize("n", [10**10, -(10**10), 10**30])
def test_what_lies_beyond_the_years_is_out_of_reach(n: int) -> None:
    with pytest.raises(OutOfReach):
        office().add(START, n, "left")


@pytest.mark.parametrize("instant", [FIRST - 1, LAST + 1, 10**30])
def test_instants_beyond_the_years_are_out_of_reach(instant: int) -> None:
    with pytest.raises(OutOfReach):
        office().elapsed(START, instant)
    with pytest.raises(OutOfReach):
        office().add(instant, 1, "left")
