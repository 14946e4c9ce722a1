from datetime import date

import pytest

from csopsbot.domain.sla.holidays import holidays

CASES = {
    "a date once": ("2026-12-25", ["2026-12-25"], ["2025-12-25", "2027-12-25", "2026-12-24"]),
    "a range with both its ends": (
        "2026-12-30/2027-01-02",
        ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"],
        ["2026-12-29", "2027-01-03", "2027-12-30"],
    ),
    "a day of every year": ("05-01", ["1999-05-01", "2026-05-01"], ["2026-05-02"]),
    "a range of every year": ("08-10/08-12", ["2024-08-10", "2031-08-12"], ["2024-08-13"]),
    "a range across every New Year": (
        "12-30/01-02",
        ["2025-12-30", "2026-12-31", "2027-01-01", "2028-01-02"],
        ["2026-12-29", "2026-01-03", "2026-06-15"],
    ),
    "the 29th of February in leap years": (
        "02-29",
        ["2024-02-29", "2028-02-29"],
        ["2026-02-28", "2026-03-01"],
    ),
    "a range around the end of February": (
        "02-28/03-01",
        ["2024-02-29", "2026-02-28", "2026-03-01"],
        ["2026-02-27", "2026-03-02"],
    ),
    "a range across New Year up to the 29th of February": (
        "12-31/02-29",
        ["2024-02-29", "2025-01-15"],
        ["2025-03-01", "2025-12-30"],
    ),
}


@pytest.mark.parametrize(("days", "closed", "open_"), CASES.values(), ids=list(CASES))
def test_holidays_are_these_days_and_no_others(
    days: str, closed: list[str], open_: list[str]
) -> None:
    found = holidays([(days, "", ())])
    assert [day for day in closed if date.fromisoformat(day) not in found] == []
    assert [day for day in open_ if date.fromisoformat(day) in found] == []


def test_a_holiday_has_the_name_it_was_given() -> None:
    found = holidays([("12-25", "Christmas", ()), ("2026-12-25", "Office closed", ())])
    assert found.name(date(2026, 12, 25)) == "Office closed"
    assert found.name(date(2027, 12, 25)) == "Christmas"
    assert found.name(date(2027, 12, 24)) is None
