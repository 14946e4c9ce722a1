"""Time zones by name, and which edition of their rules is in use."""

from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from csopsbot.domain.sla.errors import CalendarError

_NOT_PLACES = ("Factory", "localtime", "posixrules", "posix/", "right/")
"""Files that lie among the zones: this machine's own, and zones that count leap seconds."""


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name; raises `CalendarError`."""
    if not name.startswith(_NOT_PLACES):
        try:
            return ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            pass  # not found, not a name, or a folder of names
    raise CalendarError(("tz",), _unknown(name))


def tzdata_version() -> str:
    """Return the edition of the rules in use, like "2026f": the system's own comes first."""
    for folder in (*map(Path, TZPATH), files("tzdata") / "zoneinfo"):
        if (folder / "UTC").is_file():
            return _version(folder) or f"unknown, in {folder}"
    return "unknown"


def _version(folder: Traversable) -> str | None:
    """Return what the files that lie among the zones say of their edition."""
    for name in ("+VERSION", "tzdata.zi"):
        if (folder / name).is_file():
            with (folder / name).open(encoding="utf-8") as lines:
                return lines.readline().removeprefix("# version ").strip()
    return None


def _unknown(name: str) -> str:
    near = get_close_matches(name[:80], available_timezones(), n=1)
    advice = f"Did you mean {near[0]}?" if near else "Write an IANA name, like Europe/Berlin."
    return f"{name[:80]!r} is not a time zone. {advice}"
