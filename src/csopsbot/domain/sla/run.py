"""One cycle of a clock: what it has counted, under which terms, and when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from csopsbot.domain.sla.arithmetic import Arithmetic, Side
from csopsbot.domain.sla.choice import Terms

Calendars = Mapping[str, Arithmetic]


class Status(StrEnum):
    """What a clock is doing; whether it was breached is another matter."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"

    @property
    def live(self) -> bool:
        """Whether it can still be met or missed."""
        return self in (Status.RUNNING, Status.PAUSED)


@dataclass(frozen=True, slots=True)
class Span:
    """Time that counts, [START, END), under a calendar; None where nothing was promised yet."""

    start: int
    end: int
    calendar: str | None


@dataclass(frozen=True, slots=True)
class Breach:
    """That more was used than was allowed; AT is the first second of it, and it stays a fact."""

    at: int
    epoch: int
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One cycle; it counts since ANCHOR while it runs.

    ALLOWANCE is the target, or more where a change of target left a grace. EPOCH is the instant
    of the last change of target, 0 before any: an instant stays the same when an older event
    comes in late, a count would not. ARMED says that a breach would be news.
    """

    cycle: int = 0
    status: Status = Status.IDLE
    terms: Terms | None = None
    started_at: int = 0
    spans: tuple[Span, ...] = ()
    anchor: int | None = None
    allowance: int = 0
    epoch: int = 0
    breaches: tuple[Breach, ...] = ()
    armed: bool = True
    reasons: frozenset[str] = frozenset()
    stopped_at: int | None = None

    @property
    def calendar(self) -> str | None:
        """The calendar it goes by now."""
        return self.terms.target.calendar if self.terms else None


def spent(run: Run, at: int, calendars: Calendars) -> int:
    """Return the open seconds that RUN has counted by AT."""
    counted = sum(counts(one, calendars) for one in run.spans)
    if run.anchor is None or at <= run.anchor:
        return counted
    return counted + counts(Span(run.anchor, at, run.calendar), calendars)


def counts(one: Span, calendars: Calendars) -> int:
    """Return the open seconds of a span."""
    return calendars[one.calendar].elapsed(one.start, one.end) if one.calendar else 0


def reach(run: Run, level: int, side: Side, calendars: Calendars) -> int | None:
    """Return when RUN has counted LEVEL seconds, None if it never does as things stand."""
    for one in run.spans:
        counted = counts(one, calendars)
        if one.calendar and counted > level:
            return calendars[one.calendar].add(one.start, level, side)
        level -= counted
    if run.anchor is None or run.calendar is None:
        return None
    return calendars[run.calendar].add(run.anchor, level, side)


def breaks_at(run: Run, calendars: Calendars) -> int | None:
    """Return the first second at which RUN has used more than allowed, None while paused.

    Never before it last began to count: what was within its terms until then stays so.
    """
    if run.status is not Status.RUNNING or run.anchor is None:
        return None
    last_good = reach(run, run.allowance, "right", calendars)
    return None if last_good is None else max(last_good + 1, run.anchor)


def settle(run: Run, at: int, calendars: Calendars) -> Run:
    """Return RUN with the breach that has become a fact by AT, whenever anyone looks."""
    if not run.armed or run.terms is None or spent(run, at, calendars) <= run.allowance:
        return run
    broke = breaks_at(run, calendars)
    if broke is None:
        return run
    breach = Breach(broke, run.epoch, run.terms)
    return replace(run, breaches=(*run.breaches, breach), armed=False)
