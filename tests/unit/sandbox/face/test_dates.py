"""Slack's date tokens, for readers in different places and languages."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.sandbox.face.render import Sight, text
from csopsbot.sandbox.face.render.dates import written
from tests.unit.sandbox.face.examples import NOON, SIGHT
from tests.unit.sandbox.face.reading import tagged, words

SPANISH = replace(SIGHT, locale="es-ES")


def at(**later: float) -> datetime:
    """Return an instant so much later than noon in London."""
    return NOON + timedelta(**later)


@pytest.mark.parametrize(
    ("later", "english", "spanish"),
    [
        ({"seconds": 0}, "1 second ago", "Hace 1 segundo"),
        ({"seconds": 59.9}, "In 59 seconds", "Dentro de 59 segundos"),
        ({"seconds": -61}, "1 minute ago", "Hace 1 minuto"),
        ({"minutes": 119}, "In 1 hour", "Dentro de 1 hora"),
        ({"hours": -25}, "1 day ago", "Hace 1 día"),
        ({"days": 15}, "In 2 weeks", "Dentro de 2 semanas"),
        ({"days": -45}, "1 month ago", "Hace 1 mes"),
        ({"days": 800}, "In 2 years", "Dentro de 2 años"),
    ],
)
def test_how_far_it_is(later: dict[str, float], english: str, spanish: str) -> None:
    assert written(at(**later), "{ago}", SIGHT) == english
    assert written(at(**later), "{ago}", SPANISH) == spanish


@pytest.mark.parametrize(
    ("form", "english", "spanish"),
    [
        ("{date_num}", "2026-03-12", "2026-03-12"),
        ("{date_slash}", "03/12/2026", "12/03/2026"),
        ("{date}", "March 12th", "12 de marzo"),
        ("{date_short}", "Mar 12", "12 mar"),
        ("{date_long}", "Thursday, March 12th", "Jueves, 12 de marzo"),
        ("{date_long_full}", "March 12, 2026", "12 de marzo de 2026"),
        ("{date_short_pretty} {time}", "Mar 12 1:00 PM", "12 mar 13:00"),
        ("{time_secs}", "1:00:00 PM", "13:00:00"),
        (
            "on {date_num}, {never_heard}",
            "on 2026-03-12, {never_heard}",
            "on 2026-03-12, {never_heard}",
        ),
    ],
)
def test_tokens(form: str, english: str, spanish: str) -> None:
    assert written(at(days=10), form, SIGHT) == english
    assert written(at(days=10), form, SPANISH) == spanish


@pytest.mark.parametrize(
    ("days", "shown"), [(-1, "yesterday"), (0, "today"), (1, "tomorrow"), (2, "Mar 4")]
)
def test_days_nearby_have_names(days: int, shown: str) -> None:
    assert written(at(days=days), "on {date_short_pretty}", SIGHT) == f"on {shown}"


def test_a_day_begins_at_the_readers_midnight() -> None:
    late = at(hours=11.5)
    assert written(late, "on {date_pretty}", SIGHT) == "on tomorrow"
    assert written(late, "on {date_pretty}", replace(SIGHT, tz="UTC")) == "on today"


def test_a_date_far_off_has_its_year() -> None:
    assert written(at(days=400), "{date}", SIGHT) == "April 6th, 2027"


def test_only_the_first_letter_is_made_great() -> None:
    assert written(at(), "{ago} ({date_pretty})", SIGHT) == "1 second ago (today)"


def test_a_zero_width_space_before_the_first_token_keeps_it_small() -> None:
    assert written(at(), "\u200b{date_pretty}", SIGHT) == "\u200btoday"


def test_a_locale_nobody_knows_reads_as_english() -> None:
    assert written(at(), "{date_pretty}", Sight(NOON, locale="xx-XX")) == "Today"


def test_a_date_tells_the_page_what_changes_while_time_passes() -> None:
    drawn = text("<!date^1772456400^{ago} ({date_short_pretty} {time})|x>", SIGHT)
    (shown,) = tagged(drawn, "time")
    assert shown.text == "In 1 hour (today 2:00 PM)"
    assert (shown["datetime"], shown["data-tz"]) == ("2026-03-02T13:00:00Z", "Europe/Madrid")
    assert [each.text for each in tagged(drawn, "span", data_token="ago")] == ["In 1 hour"]
    (day,) = tagged(drawn, "span", data_token="pretty")
    assert (day.text, day["data-plain"]) == ("today", "Mar 2")


def test_a_date_may_be_a_link() -> None:
    drawn = text("<!date^1772456400^{time}^https://web.example/|x>", SIGHT)
    (link,) = tagged(drawn, "a")
    assert (link["href"], link.text) == ("https://web.example/", "2:00 PM")


def test_what_is_no_instant_shows_the_words_for_that_case() -> None:
    assert words(text("<!date^soon^{date}|before long>", SIGHT)) == "before long"


@pytest.mark.parametrize(
    ("stamp", "zone"),
    [
        ("x", "UTC"),
        ("99999999999999", "UTC"),
        ("253402300799", "Europe/Madrid"),
        ("-62135596800", "America/New_York"),
    ],
)
def test_an_instant_that_the_readers_calendar_has_not_is_its_fallback(
    stamp: str, zone: str
) -> None:
    there = replace(SIGHT, tz=zone)
    assert words(text(f"<!date^{stamp}^{{date_long}} {{ago}}|some day>", there)) == "some day"
