"""Where the house promised itself more time than its customers, in words and with the place."""

from collections.abc import Iterator
from datetime import date

from csopsbot.desk.moments import midnight
from csopsbot.desk.tree import Path
from csopsbot.domain.desk import Desk
from csopsbot.domain.sla import NoAnswer, moment
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.slower import Slower, slower

YEAR_S = 366 * 86_400
LOOKS = 200_000
"""How many due instants are worked out at most, which takes a fraction of a second."""

_DENSEST_S = 3_613
"""About an hour, but never the same minute of it."""


def slower_promises(desk: Desk, today: date) -> Iterator[tuple[Path, str]]:
    """Yield the targets of OLAs that fall due after those of SLAs in the year after TODAY."""
    promised, starts = desk.agreements, _starts(desk, today)
    names = [one.key for one in desk.severities]
    alike: dict[tuple[Path, str], list[Slower]] = {}
    try:
        for one in slower(promised.policies, names, promised.calendars, starts):
            alike.setdefault((_place(one), one.sla.key), []).append(one)
    except NoAnswer as error:
        yield ("policies",), f"SLAs and OLAs cannot be compared for the year ahead: {error}"
    for (path, _), found in alike.items():
        yield path, _said(found, len(starts))


def _starts(desk: Desk, today: date) -> range:
    """Return starts all over a year, fewer of them the more there is to compare."""
    audiences = [policy.audience for policy in desk.agreements.policies]
    pairs = audiences.count("sla") * audiences.count("ola") * len(METRICS) * len(desk.severities)
    first = midnight(today)
    return range(first, first + YEAR_S, max(_DENSEST_S, 2 * pairs * YEAR_S // LOOKS))


def _place(found: Slower) -> Path:
    """Return where the target stands; policies are ranked by their places in the file."""
    target = found.ola.target(found.metric, found.severity)
    places = (place for place, one in enumerate(found.ola.targets) if one is target)
    return ("policies", found.ola.rank, "targets", next(places))


def _said(found: list[Slower], starts: int) -> str:
    """Return one sentence about what is the same for several severities."""
    one = found[0]
    severities = ", ".join(each.severity for each in found)
    return (
        f"{one.metric} at {severities} is due later by {one.ola.key} than by {one.sla.key}, which "
        f"customers were promised: what begins {_written(one.first)} is due {_written(one.ola_due)} "
        f"and was promised for {_written(one.sla_due)}, and so are {one.count} of {starts} starts "
        "over the year."
    )


def _written(instant: int) -> str:
    return f"{moment(instant):%a %Y-%m-%d %H:%M} UTC"
