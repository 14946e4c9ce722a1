"""The time that did not count, in words: one stretch with its ends, many as sums, holidays by name."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csopsbot.domain.sla.calendar import Calendar, pieces_of_week
from csopsbot.domain.sla.entries import Skipped
from csopsbot.domain.sla.intervals import Interval
from csopsbot.domain.sla.wall import local, reached
from csopsbot.words.durations import duration
from csopsbot.words.ledger.voice import Voice

_DAY = timedelta(days=1)


def closed(skipped: Skipped, calendar: Calendar | None, voice: Voice) -> str:
    """Return why and for how long time did not count; CALENDAR knows the holidays."""
    holidays = _holidays(skipped, calendar) if calendar else Counter()
    if len(skipped.closed) == 1 and not holidays:
        return _one_stretch(skipped.closed[0], voice)
    named = (_holiday(day, length, calendar, voice) for day, length in sorted(holidays.items()))
    parts = [*_ordinary(skipped.seconds - holidays.total(), calendar, voice), *named]
    start, end = voice.instant(skipped.at), voice.instant(skipped.until)
    return voice.say("ledger.closed", start=start, end=end, parts="; ".join(parts))


def _one_stretch(stretch: Interval, voice: Voice) -> str:
    start, end = stretch
    length = duration(end - start, voice.language)
    start_said, end_said = voice.instant(start), voice.instant(end)
    return voice.say("ledger.closed_once", start=start_said, end=end_said, time=length)


def _ordinary(rest: int, calendar: Calendar | None, voice: Voice) -> Iterator[str]:
    if rest:
        key = "ledger.nights" if calendar and _closes_only_at_night(calendar) else "ledger.outside"
        yield voice.say(key, time=duration(rest, voice.language))


def _closes_only_at_night(calendar: Calendar) -> bool:
    return not calendar.breaks and all(len(day) <= 1 for day in calendar.hours.values())


def _holiday(day: date, length: int, calendar: Calendar | None, voice: Voice) -> str:
    # Imported here, for it takes longer than all that a command such as --help does.
    from babel.dates import format_skeleton

    shown = str(format_skeleton("MMMMd", day, locale=voice.language))
    told = {"day": shown, "time": duration(length, voice.language)}
    name = calendar.holidays.name(day) if calendar else None
    if not name:
        return voice.say("ledger.nameless_holiday", **told)
    return voice.say("ledger.holiday", name=voice.show(name), **told)


def _holidays(skipped: Skipped, calendar: Calendar) -> Counter[date]:
    """Return how long each holiday was skipped that was closed for no other reason."""
    week, zone = pieces_of_week(calendar.hours), ZoneInfo(calendar.tz)
    found: Counter[date] = Counter()
    for start, end in skipped.closed:
        for day in _days(start, end, zone):
            first, last = _bounds(day, zone)
            within = max(first, skipped.at), min(last, skipped.until)
            whole = start <= within[0] < within[1] <= end
            if whole and day in calendar.holidays and week[day.weekday()]:
                found[day] += within[1] - within[0]
    return found


def _days(start: int, end: int, zone: ZoneInfo) -> Iterator[date]:
    day = local(start, zone).date()
    while _bounds(day, zone)[0] < end:
        yield day
        day += _DAY


def _bounds(day: date, zone: ZoneInfo) -> Interval:
    midnight = datetime.combine(day, time())
    return reached(midnight, zone), reached(midnight + _DAY, zone)
