"""The public holidays of a country or a region, as dates with their names."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from textwrap import shorten

import holidays
from holidays.registry import EntityLoader

from csopsbot.desk.calendar_form import PublicHolidaysPart
from csopsbot.domain.sla import CalendarError

BACK, AHEAD = 2, 5
"""Years laid out before and after the present one."""

_SHOWN = 250
_PLACE = "public_holidays"


def public_holidays(part: PublicHolidaysPart, today: date) -> dict[date, str]:
    """Return the names by date, from two years before TODAY's to five after it.

    Raises `CalendarError` where there is no such country, region, language or holiday.
    """
    named = _named(part, today)
    for field, wanted in (("only", part.only), ("except", part.except_)):
        _refuse_unmatched(field, wanted, named, part)
    kept = ((day, _kept(part, day, names)) for day, names in sorted(named.items()))
    return {day: "; ".join(names) for day, names in kept if names}


def _named(part: PublicHolidaysPart, today: date) -> dict[date, list[str]]:
    country = part.country.upper()
    if country not in EntityLoader.get_country_codes(include_aliases=True):
        raise CalendarError((_PLACE, "country"), _no_country(part.country))
    place = holidays.country_holidays(country)
    found = holidays.country_holidays(
        country,
        subdiv=_region(part, place),
        years=range(today.year - BACK, today.year + AHEAD + 1),
        language=_language(part, place),
    )
    return {day: found.get_list(day) for day in found}


def _region(part: PublicHolidaysPart, place: holidays.HolidayBase) -> str | None:
    if part.region in (None, *place.subdivisions, *place.subdivisions_aliases):
        return part.region
    known = place.subdivisions
    said = f"{part.country} has no region {part.region!r} here; {_there_are(part.region, known)}"
    raise CalendarError((_PLACE, "region"), said)


def _language(part: PublicHolidaysPart, place: holidays.HolidayBase) -> str | None:
    if part.language is None:
        return place.default_language  # or else it would be the machine's, which may be another
    known = place.supported_languages
    if part.language in known:
        return part.language
    wide = [one for one in sorted(known) if one.startswith(f"{part.language}_")]
    if wide:
        return wide[0]
    said = f"The names are not known in {part.language!r}; {_there_are(part.language, known)}"
    raise CalendarError((_PLACE, "language"), said)


def _kept(part: PublicHolidaysPart, day: date, names: Iterable[str]) -> list[str]:
    return [
        name
        for name in names
        if (not part.only or any(_means(one, day, name) for one in part.only))
        and not any(_means(one, day, name) for one in part.except_)
    ]


def _means(wanted: str, day: date, name: str) -> bool:
    """Return whether somebody who writes WANTED means that holiday, by its date or by its name."""
    if wanted in (day.isoformat(), f"{day:%m-%d}"):
        return True
    written, called = wanted.casefold(), name.casefold()
    return called == written or called.startswith(f"{written} (")  # such as "(observed)"


def _refuse_unmatched(
    field: str, wanted: Sequence[str], named: dict[date, list[str]], part: PublicHolidaysPart
) -> None:
    for place, one in enumerate(wanted):
        if not any(_means(one, day, name) for day, name in _pairs(named)):
            names = list(dict.fromkeys(name for _, name in _pairs(named)))
            said = f"{part.country} has no holiday {one!r}; {_there_are(one, names)}"
            raise CalendarError((_PLACE, field, place), said)


def _pairs(named: dict[date, list[str]]) -> Iterator[tuple[date, str]]:
    return ((day, name) for day, names in named.items() for name in names)


def _no_country(code: str) -> str:
    known = EntityLoader.get_country_codes(include_aliases=False)
    near = get_close_matches(code.upper(), [one for one in known if len(one) == len(code)], n=3)
    advice = f"Did you mean {' or '.join(sorted(near))}? " if near else ""
    return f"No holidays are known of a country {code!r}. {advice}Write its code, such as ES."


def _there_are(wanted: str | None, known: Sequence[str]) -> str:
    near = get_close_matches(wanted or "", known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    shown = shorten(", ".join(known), _SHOWN, placeholder=" ...")
    return f"there are {shown}." if known else "there are none; leave it out."
