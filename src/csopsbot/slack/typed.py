"""What people type behind a command, read piece by piece; what cannot be read is shown by example."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csopsbot.domain.events import WaitReason
from csopsbot.domain.people import Person
from csopsbot.domain.sla.errors import CalendarError
from csopsbot.domain.sla.instants import moment
from csopsbot.domain.sla.wall import reached
from csopsbot.domain.sla.zones import zone
from csopsbot.domain.steps import NotPossible
from csopsbot.slack.mrkdwn.entities import unescape

_ESCALATION = re.compile(r"(?:esc[-\s]?)?#?(?P<number>[0-9]{1,9})(?![\w-])[\s,:]*", re.I)
_SINCE = re.compile(r"(?:since|at|desde|a las)(?:\s+|$)", re.I)
_MOMENT = re.compile(
    r"(?:(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[\sT]+)?"
    r"(?P<time>[0-9]{1,2}:[0-9]{2})\s*(?P<half>[ap]m)?(?!\w)[\s,:]*",
    re.I,
)

_LENGTH = re.compile(
    r"(?:(\d{1,3})\s*h(?:ours?|oras?)?)?\s*(?:(\d{1,4})\s*m(?:in(?:utes?|utos?)?)?)?(?=\s|$)", re.I
)
_IN_BRACKETS = re.compile(r"<([^|>]+)(?:\|[^>]*)?>")
_LONGEST_S = 1_000 * 3_600

_REASONS: dict[str, WaitReason] = {
    "customer": "waiting_for_customer",
    "cliente": "waiting_for_customer",
    "third-party": "waiting_for_third_party",
    "tercero": "waiting_for_third_party",
    "hold": "on_hold",
    "aplazado": "on_hold",
}


@dataclass(frozen=True, slots=True)
class Since:
    """A time somebody typed, None where they typed none; IN_UTC where their zone is not known."""

    at: datetime | None = None
    in_utc: bool = False


def read_escalation(words: str, example: str) -> tuple[int, str]:
    """Return the number of the escalation that WORDS begin with, and the rest of them.

    Raises `NotPossible`, which tells the EXAMPLE.
    """
    typed = unescape(words).strip()
    found = _ESCALATION.match(typed)
    if found is None:
        raise unclear(example)
    return int(found["number"]), typed[found.end() :].strip()


def without_brackets(words: str) -> str:
    """Return WORDS with addresses as they were pasted, without what Slack puts around them."""
    return _IN_BRACKETS.sub(r"\1", words)


def read_length(words: str, example: str) -> tuple[int, str]:
    """Return how many seconds WORDS begin with, such as 1h 30m, and the rest of them.

    Raises `NotPossible`, which tells the EXAMPLE.
    """
    found = _LENGTH.match(words)
    seconds = (
        sum(int(number) * unit for number, unit in zip(found.groups("0"), (3_600, 60), strict=True))
        if found
        else 0
    )
    if found is None or not 0 < seconds <= _LONGEST_S:
        raise unclear(example)
    return seconds, words[found.end() :].strip()


def read_reason(words: str, example: str) -> tuple[WaitReason, str]:
    """Return for what to wait, and the rest of WORDS; raises `NotPossible`."""
    first, _, rest = words.partition(" ")
    reason = _REASONS.get(first.casefold())
    if reason is None:
        raise unclear(example)
    return reason, rest.strip()


def read_since(words: str, person: Person, now: datetime) -> tuple[Since, str]:
    """Return the time that WORDS begin with as PERSON's clock shows it, and the rest of them.

    A time without a date is the last such time before NOW. Raises `NotPossible`.
    """
    keyword = _SINCE.match(words)
    if keyword is None:
        return Since(), words
    found = _MOMENT.match(words, keyword.end())
    if found is None:
        raise NotPossible("unclear_time")
    where, is_known = _zone(person)
    at = _instant(found, where, now)
    return Since(at, in_utc=not is_known), words[found.end() :].strip()


def unclear(example: str) -> NotPossible:
    """Return the refusal of words that cannot be read, which shows how to write them."""
    return NotPossible("unclear", example=example)


def _instant(found: re.Match[str], where: ZoneInfo, now: datetime) -> datetime:
    try:
        at_time = _time(found["time"], (found["half"] or "").lower())
        day = date.fromisoformat(found["date"]) if found["date"] else None
        return _on(day, at_time, where) if day else _last(at_time, where, now)
    except (ValueError, OverflowError):
        raise NotPossible("unclear_time") from None


def _time(text: str, half: str) -> time:
    hour, minute = (int(part) for part in text.split(":"))
    if half and not 1 <= hour <= 12:
        raise ValueError(f"There is no {text} {half}.")
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)


def _last(at_time: time, where: ZoneInfo, now: datetime) -> datetime:
    today = now.astimezone(where).date()
    latest = _on(today, at_time, where)
    return latest if latest <= now else _on(today - timedelta(days=1), at_time, where)


def _on(day: date, at_time: time, where: ZoneInfo) -> datetime:
    return moment(reached(datetime.combine(day, at_time), where)).astimezone(UTC)


def _zone(person: Person) -> tuple[ZoneInfo, bool]:
    """Return the person's time zone and whether it is known; UTC where it is not."""
    try:
        return zone(person.tz), True
    except CalendarError:
        return zone("UTC"), False
