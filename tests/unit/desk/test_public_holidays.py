"""Public holidays are asked for by country, and none comes as a surprise."""

import re
from datetime import date

import pytest

from csopsbot.domain.sla import Holidays
from tests.unit.desk.promises import calendar, complaints, desk


def read(asked: str, holidays: str = "[]") -> Holidays:
    text = calendar(holidays=holidays, public_holidays=asked)
    return desk(text).agreements.written_calendars["office"].holidays


def test_a_calendar_that_does_not_ask_has_none() -> None:
    assert desk(calendar()).agreements.written_calendars["office"].holidays == Holidays()


def test_they_are_those_of_the_country_with_their_names() -> None:
    assert read("{country: ES, language: en}").name(date(2026, 12, 8)) == "Immaculate Conception"


def test_their_names_are_in_the_country_s_own_language_whatever_the_machine_s_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")
    assert read("{country: ES}").name(date(2026, 12, 25)) == "Natividad del Señor"


def test_a_region_has_holidays_of_its_own() -> None:
    day = date(2026, 1, 6)
    assert day not in read("{country: DE}")
    assert day in read("{country: DE, region: BY}")


def test_they_reach_from_two_years_back_to_five_ahead() -> None:
    years = {day.year for day in read("{country: ES}").dates}
    assert years == set(range(2024, 2032))


@pytest.mark.parametrize("wanted", ["Boxing Day", "boxing day", "12-26"])
def test_one_that_is_worked_on_is_left_out_in_every_year(wanted: str) -> None:
    found = read(f"{{country: GB, region: ENG, except: {wanted}}}")
    assert not [day for day, name in found.dates.items() if name == "Boxing Day"]
    assert date(2026, 12, 25) in found


def test_one_that_is_left_out_by_its_name_is_not_observed_on_another_day_either() -> None:
    assert date(2026, 12, 28) in read("{country: GB, region: ENG}")
    assert date(2026, 12, 28) not in read("{country: GB, region: ENG, except: Boxing Day}")


def test_one_can_be_left_out_in_one_year() -> None:
    found = read("{country: ES, except: [2026-12-08]}")
    assert date(2026, 12, 8) not in found
    assert date(2027, 12, 8) in found


def test_only_those_that_are_asked_for_may_be_kept() -> None:
    found = read("{country: ES, language: en, only: [Christmas Day, 01-01]}")
    assert {(day.month, day.day) for day in found.dates} == {(12, 25), (1, 1)}


def test_the_house_s_own_names_and_days_stand_beside_them() -> None:
    found = read("{country: ES}", "[{on: 12-25, name: Party}, 2026-12-30]")
    assert found.name(date(2026, 12, 25)) == "Party"
    assert date(2026, 12, 30) in found


WRONG = {
    "a country nobody knows": ("{country: EZ}", "7:32: No holidays are known of a country 'EZ'"),
    "a country's name": ("{country: Spain}", "7:32: .* Write its code, such as ES"),
    "a region nobody knows": (
        "{country: ES, region: Madrid city}",
        "7:44: ES has no region 'Madrid city' here; there are AN, AR,",
    ),
    "a region of a country without any": ("{country: VA, region: X}", "there are none; leave it"),
    "a language nobody knows": (
        "{country: ES, language: qqq}",
        "7:46: The names are not known in 'qqq'; there are ca,",
    ),
    "a holiday nobody has": (
        "{country: ES, language: en, except: [Chrismas Day]}",
        "7:59: ES has no holiday 'Chrismas Day'; did you mean Christmas Day?",
    ),
    "a holiday that is kept and that nobody has": (
        "{country: ES, only: [Diwali]}",
        "7:43: ES has no holiday 'Diwali'; there are Año Nuevo",
    ),
    "no country": ("{region: MD}", "7:22: country is missing"),
    "a number for a country": ("{country: 34}", "7:32: country is 34, but should be text"),
    "a word nobody knows": ("{country: ES, exept: []}", "'exept' .* Did you mean except?"),
    "a country alone": ("ES", "7:22: public_holidays is 'ES', but should be lines of `name: val"),
}


@pytest.mark.parametrize(("asked", "said"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_request_is_refused_where_it_is_wrong(asked: str, said: str) -> None:
    (complaint,) = complaints(calendar(holidays="[]", public_holidays=asked))
    assert re.search(said, complaint), complaint
