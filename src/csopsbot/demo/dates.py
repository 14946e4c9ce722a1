"""Slack's date tokens as a client in UTC shows them at some moment."""

import re
from datetime import UTC, datetime, timedelta

_TOKEN = re.compile(r"<!date\^(\d+)\^([^|^>]*)(?:\^[^|>]*)?\|[^>]*>")
_PART = re.compile(r"\{(\w+)\}")
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def with_dates(text: str, now: datetime) -> str:
    """Return TEXT with its date tokens as they read at NOW."""

    def shown(token: re.Match[str]) -> str:
        at = datetime.fromtimestamp(int(token[1]), UTC)
        return _PART.sub(lambda part: _part(part[1], at, now), token[2])

    return _TOKEN.sub(shown, text)


def _part(name: str, at: datetime, now: datetime) -> str:
    if name == "ago":
        return _ago(at - now)
    if name.startswith("time"):
        return at.strftime("%H:%M UTC")
    days = (at.date() - now.astimezone(UTC).date()).days
    if name.endswith("_pretty") and days in _NEAR:
        return _NEAR[days]
    return at.strftime("%Y-%m-%d")


def _ago(distance: timedelta) -> str:
    """Return how far ahead or behind that is, in the largest unit that fits, rounded."""
    seconds = round(abs(distance.total_seconds()))
    size, unit = next((one for one in _UNITS if seconds >= one[0]), _UNITS[-1])
    number = round(seconds / size)
    words = f"{number} {unit}" + ("" if number == 1 else "s")
    return f"in {words}" if distance > timedelta(0) else f"{words} ago"
