"""Points in time written out, for where no reader's own client can show them."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from csopsbot.domain.sla.instants import moment


def clock_time(zone: ZoneInfo, language: str) -> Callable[[int], str]:
    """Return what writes a UTC second as the clocks of ZONE show it: `Fri 2026-04-24 16:00`."""
    # Imported here, for it takes longer than all that a command such as --help does.
    from babel.dates import format_datetime

    def written(second: int) -> str:
        at = moment(second).astimezone(zone)
        shown = "EEE y-MM-dd HH:mm:ss" if at.second else "EEE y-MM-dd HH:mm"
        return str(format_datetime(at, shown, locale=language))

    return written
