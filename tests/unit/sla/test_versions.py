from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from csopsbot.domain.sla import Calendar, CalendarError, Versions, compiled, read

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def version(name: str, hours: str, since: str | None = None, tz: str = "UTC") -> Calendar:
    written: dict[str, Any] = {"tz": tz, "hours": {day: [hours] for day in WEEK}}
    return read({**written, "version": name, "effective_from": since})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


OLD = version("1", "09:00-17:00")
NEW = version("2", "10:00-12:00", "2026-03-03T11:00:00Z")


def test_each_second_counts_by_the_version_in_force() -> None:
    office = compiled(NEW, OLD)
    assert office.between(at("2026-03-02"), at("2026-03-03")) == timedelta(hours=8)
    assert office.between(at("2026-03-03"), at("2026-03-04")) == timedelta(hours=2 + 1)
    assert office.between(at("2026-03-04"), at("2026-03-05")) == timedelta(hours=2)


def test_what_is_due_is_found_over_a_change() -> None:
    due = compiled(OLD, NEW).due(at("2026-03-03T10:00"), timedelta(hours=3))
    assert due.at == at("2026-03-04T11:00")


def test_a_version_may_move_to_another_zone() -> None:
    office = compiled(OLD, version("2", "09:00-17:00", "2026-03-03T00:00:00Z", "Asia/Tokyo"))
    assert office.between(at("2026-03-03"), at("2026-03-03T09:00")) == timedelta(hours=8)


def test_history_stays_when_a_version_is_added() -> None:
    newest = version("3", "00:00-24:00", "2026-06-01T00:00:00Z")
    span = at("2025-01-01"), at("2026-06-01")
    assert compiled(OLD, NEW).between(*span) == compiled(OLD, NEW, newest).between(*span)


def test_the_version_in_force_is_told() -> None:
    versions = Versions([NEW, OLD])
    assert versions.at(at("1990-01-01")) is OLD
    assert versions.at(at("2026-03-03T10:59:59")) is OLD
    assert versions.at(at("2026-03-03T11:00:00")) is NEW


def test_the_earliest_version_is_in_force_before_its_date_too() -> None:
    only = version("1", "09:00-17:00", "2026-03-03T00:00:00Z")
    assert compiled(only).between(at("2026-01-01"), at("2026-01-02")) == timedelta(hours=8)
    assert (
        Versions([only, version("2", "09:00-10:00", "2026-04-01T00:00:00Z")]).at(at("2026-01-01"))
        is only
    )


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([OLD, OLD], "Versions 1 and 1 both take effect"),
        ([OLD, NEW, NEW], "effective_from: Versions 2 and 2 both take effect .2026-03-03 11:00."),
        ([], "at least one version"),
    ],
)
def test_versions_that_contradict_each_other_are_refused(others: list[Calendar], said: str) -> None:
    with pytest.raises(CalendarError, match=said):
        Versions(others)
