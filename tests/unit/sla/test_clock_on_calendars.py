"""Clocks on calendars as people write them."""

from datetime import UTC, datetime

from csopsbot.domain.sla import compiled, moment, read, seconds
from csopsbot.domain.sla import entries as entry
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.arithmetic import Arithmetic
from csopsbot.domain.sla.clock import evaluate
from csopsbot.domain.sla.ledger import explain
from tests.unit.sla.clocks import HOUR, OPENED, RESOLUTION, policy, target

WEEK = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
BERLIN = read({"tz": "Europe/Berlin", "hours": WEEK, "holidays": ["2026-04-06"]})
LONGER = read(
    {
        "tz": "Europe/Berlin",
        "hours": {**WEEK, "mon": ["09:00-20:00"]},
        "version": "2",
        "effective_from": "2026-03-02T12:00:00Z",
    }
)


def utc(day: int, hour: int, month: int = 3) -> int:
    return seconds(datetime(2026, month, day, hour, tzinfo=UTC))


def due(start: int, hours: int, calendar: Arithmetic) -> datetime | None:
    promise = policy(target(hours * HOUR, "berlin"))
    opened = (s.Signal(start, OPENED),)
    (state,) = evaluate(RESOLUTION, opened, (promise,), {"berlin": calendar}, start)
    return moment(state.due_at) if state.due_at else None


def test_a_target_over_a_change_of_clocks_is_due_at_the_hour_on_the_wall() -> None:
    assert due(utc(27, 8), 16, compiled(BERLIN)) == datetime(2026, 3, 30, 15, tzinfo=UTC)


def test_each_version_of_a_calendar_counts_from_its_date_on() -> None:
    assert due(utc(2, 8), 10, compiled(BERLIN)) == datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert due(utc(2, 8), 10, compiled(BERLIN, LONGER)) == datetime(2026, 3, 2, 18, tzinfo=UTC)


def test_the_ledger_tells_the_holiday_that_was_skipped() -> None:
    opened = (s.Signal(utc(2, 14, month=4), OPENED),)
    calendars: dict[str, Arithmetic] = {"berlin": compiled(BERLIN)}
    promise = policy(target(24 * HOUR, "berlin"))
    found = explain(RESOLUTION, opened, (promise,), calendars, utc(7, 9, month=4))
    (skipped,) = (one for one in found if isinstance(one, entry.Skipped))
    assert skipped.closed[-1] == (utc(3, 15, month=4), utc(7, 7, month=4))
