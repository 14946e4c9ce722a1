"""Slack's date tokens in plain words."""

from datetime import UTC, datetime

import pytest

from csopsbot.demo.dates import with_dates

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def token(at: datetime, form: str) -> str:
    return f"<!date^{int(at.timestamp())}^{form}|somewhen>"


@pytest.mark.parametrize(
    ("hour", "minute", "shown"),
    [
        (10, 12, "in 12 minutes"),
        (9, 59, "1 minute ago"),
        (12, 0, "in 2 hours"),
        (10, 0, "0 seconds ago"),
    ],
)
def test_how_long_it_is_until_then_is_told_from_now(hour: int, minute: int, shown: str) -> None:
    at = NOW.replace(hour=hour, minute=minute)

    assert with_dates(f"Due {token(at, '{ago}')}.", NOW) == f"Due {shown}."


@pytest.mark.parametrize(
    ("day", "shown"),
    [(21, "yesterday"), (22, "today"), (23, "tomorrow"), (24, "2026-11-24")],
)
def test_a_near_day_is_called_by_its_name(day: int, shown: str) -> None:
    at = NOW.replace(day=day, hour=9, minute=40)

    assert with_dates(token(at, "{date_short_pretty} {time}"), NOW) == f"{shown} 09:40 UTC"


def test_a_day_that_is_not_to_be_called_by_its_name_is_not() -> None:
    assert with_dates(token(NOW, "{date_short}"), NOW) == "2026-11-22"
