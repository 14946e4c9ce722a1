"""Who hears of a threshold, when, and when again, until somebody answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from csopsbot.domain.sla.arithmetic import Arithmetic
from csopsbot.domain.sla.policy import ON_CALL, OWNER, Rung
from csopsbot.domain.sla.thresholds import Threshold


@dataclass(frozen=True, slots=True)
class Call:
    """One alert to one rung; NTH counts its repeats from 1."""

    at: int
    rung: int
    nth: int


def whole(ladder: tuple[Rung, ...], threshold: str) -> tuple[Rung, ...]:
    """Return LADDER, below it a rung for those who owe it unless one calls them at THRESHOLD.

    Whoever is on call is called for them in their own channel.
    """
    first = (one for one in ladder if one.threshold == threshold and not (one.after or one.channel))
    if any(ON_CALL in one.who for one in first):
        return ladder
    return (Rung(threshold=threshold, who=(OWNER,), always=True), *ladder)


def calls(threshold: Threshold, ladder: tuple[Rung, ...], calendar: Arithmetic) -> tuple[Call, ...]:
    """Return whom to alert about THRESHOLD and when, in order, as long as nobody answers.

    What would fall into closed hours waits until they are over, unless the rung is for always.
    """
    found = (
        call
        for place, rung in enumerate(ladder)
        if rung.threshold == threshold.key.threshold
        for call in _repeats(threshold.at, place, rung, calendar)
    )
    return tuple(sorted(found, key=lambda one: (one.at, one.rung)))


def _repeats(start: int, place: int, rung: Rung, calendar: Arithmetic) -> Iterator[Call]:
    for nth in range(rung.times):
        wait = rung.after + nth * rung.every
        yield Call(_later(start, wait, rung, calendar), place, nth + 1)


def _later(start: int, wait: int, rung: Rung, calendar: Arithmetic) -> int:
    """Return the instant WAIT after START: of open time, and itself open, unless for always."""
    if rung.always:
        return start + wait
    return calendar.add(start, wait, "right")
