"""Slack's date tokens, written for the reader; `dates.js` keeps them true while time passes."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta
from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import external, tag
from csopsbot.sandbox.face.render.sight import Sight
from csopsbot.sandbox.face.render.wording import word_for

Token: TypeAlias = Callable[[datetime, Sight], str]

_TOKEN = re.compile(r"\{(\w+)\}")
_UNITS = {
    "year": 31_536_000,
    "month": 2_592_000,
    "week": 604_800,
    "day": 86_400,
    "hour": 3_600,
    "minute": 60,
    "second": 1,
}
_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_YEAR_SHOWN_AFTER = timedelta(days=183)


def date(stamp: str, form: str, link: str, fallback: str, sight: Sight) -> Markup:
    """Return the instant STAMP in the tokens of FORM; FALLBACK where it is none."""
    at = _instant(stamp, sight)
    if at is None:
        return Markup("{}").format(fallback)
    shown = tag(
        "time",
        *_live(at, form, sight),
        datetime=at.isoformat().replace("+00:00", "Z"),
        title=written(at, "{date_long} {time}", sight),
        lang=str(_locale(sight)).replace("_", "-"),
        data_format=form,
        data_tz=sight.tz,
    )
    return external(link, shown) if link else shown


def written(at: datetime, form: str, sight: Sight) -> str:
    """Return FORM with its tokens filled in for AT; tokens nobody knows stay."""
    return "".join(text for text, _ in _filled(at, form, sight))


def _filled(at: datetime, form: str, sight: Sight) -> Iterator[tuple[str, str]]:
    """Yield each part of FORM as it reads, and which token it comes of; its first letter is great."""
    for index, part in enumerate(_TOKEN.split(form)):
        if index % 2 == 0:
            yield part, ""
            continue
        token = _TOKENS.get(part)
        text = token(at, sight) if token else f"{{{part}}}"
        # Slack does so in mid-sentence, too; a zero-width space before the token prevents it:
        # https://metacpan.org/pod/Slack::BlockKit::Block::RichText::Date#format
        is_first = index == 1 and form.startswith("{")
        yield (text[:1].upper() + text[1:] if is_first else text), part


def _live(at: datetime, form: str, sight: Sight) -> Iterator[str]:
    """Yield the parts of FORM; what changes while time passes is marked, for `dates.js`."""
    for text, token in _filled(at, form, sight):
        if token == "ago":
            yield tag("span", text, data_token=token)
        elif plain := _PRETTY.get(token):
            yield tag("span", text, data_token="pretty", data_plain=plain(at, sight))
        else:
            yield text


def _instant(stamp: str, sight: Sight) -> datetime | None:
    """Return an instant; None where it is none that the reader's calendar has."""
    try:
        return datetime.fromtimestamp(int(stamp), ZoneInfo(sight.tz)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _ago(at: datetime, sight: Sight) -> str:
    seconds = int((at - sight.now).total_seconds())
    unit, size = next((each for each in _UNITS.items() if abs(seconds) >= each[1]), ("second", 1))
    # What happens now has happened: nobody says that it began in 0 seconds.
    number = seconds // size if seconds > 0 else -max(1, -seconds // size)
    # Babel rounds what it is given, so it is given whole units.
    return format_timedelta(
        timedelta(seconds=number * size),
        granularity=unit,  # type: ignore[arg-type]  # the keys of _UNITS are Babel's own
        threshold=1,
        add_direction=True,
        locale=_locale(sight),
    )


def _locale(sight: Sight) -> Locale:
    try:
        return Locale.parse(sight.locale, sep="-" if "-" in sight.locale else "_")
    except (ValueError, UnknownLocaleError):
        return Locale("en")


def _local(at: datetime, sight: Sight) -> datetime:
    return at.astimezone(ZoneInfo(sight.tz))


def _by(english: str, other: str) -> Token:
    """Return a token that is ENGLISH or, in other languages, OTHER in Babel's patterns."""

    def token(at: datetime, sight: Sight) -> str:
        local = _local(at, sight)
        locale = _locale(sight)
        pattern = english if locale.language == "en" else other
        shown = format_date(local, pattern, locale=locale)
        return shown.replace("#", _ENDINGS.get(local.day, "th"))

    return token


def _yearless(whole: Token, near: Token) -> Token:
    """Return a token that leaves the year out where the date is within half a year."""

    def token(at: datetime, sight: Sight) -> str:
        is_near = abs(at - sight.now) < _YEAR_SHOWN_AFTER
        return near(at, sight) if is_near else whole(at, sight)

    return token


def _pretty(plain: Token) -> Token:
    """Return a token that is yesterday, today, tomorrow, else PLAIN."""

    def token(at: datetime, sight: Sight) -> str:
        days = (_local(at, sight).date() - _local(sight.now, sight).date()).days
        near = _DAYS.get(days)
        return word_for(near, sight) if near else plain(at, sight)

    return token


def _time(pattern: str, other: str) -> Token:
    def token(at: datetime, sight: Sight) -> str:
        locale = _locale(sight)
        chosen = pattern if locale.language == "en" else other
        return format_time(_local(at, sight), chosen, locale=locale)

    return token


_DATE = _yearless(_by("MMMM d'#', y", "d 'de' MMMM 'de' y"), _by("MMMM d'#'", "d 'de' MMMM"))
_SHORT = _yearless(_by("MMM d, y", "d MMM y"), _by("MMM d", "d MMM"))
_LONG = _yearless(
    _by("EEEE, MMMM d'#', y", "EEEE, d 'de' MMMM 'de' y"),
    _by("EEEE, MMMM d'#'", "EEEE, d 'de' MMMM"),
)
_PRETTY = {
    "date_long_pretty": _LONG,
    "date_pretty": _DATE,
    "date_short_pretty": _SHORT,
    "day_divider_pretty": _LONG,
}
_TOKENS: dict[str, Token] = {
    "ago": _ago,
    "date": _DATE,
    "date_long": _LONG,
    "date_long_full": _by("MMMM d, y", "d 'de' MMMM 'de' y"),
    "date_num": _by("yyyy-MM-dd", "yyyy-MM-dd"),
    "date_short": _SHORT,
    "date_slash": _by("MM/dd/yyyy", "dd/MM/yyyy"),
    "time": _time("h:mm a", "H:mm"),
    "time_secs": _time("h:mm:ss a", "H:mm:ss"),
    **{name: _pretty(plain) for name, plain in _PRETTY.items()},
}
