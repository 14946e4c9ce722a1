"""When to look at a clock again, and what to say once of what has gone by."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.run import Calendars, Status, reach
from csopsbot.domain.sla.state import ClockState

BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a threshold one and the same, so that it is told of once."""

    clock: str
    cycle: int
    epoch: int
    threshold: str

    def __str__(self) -> str:
        return f"{self.clock}:{self.cycle}:{self.epoch}:{self.threshold}"


@dataclass(frozen=True, slots=True)
class Threshold:
    """An instant at which a clock needs attention; LEVEL is what it has counted by then."""

    key: Key
    at: int
    level: int

    @property
    def is_breach(self) -> bool:
        """Whether the promise is broken at it, rather than in danger."""
        return self.key.threshold == BREACH


@dataclass(frozen=True, slots=True)
class Overdue:
    """The furthest threshold gone by and not told of, with all that it speaks for."""

    threshold: Threshold
    late_by: int
    speaks_for: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is still ahead, in order, and what has to be said now."""

    ahead: tuple[Threshold, ...]
    overdue: Overdue | None


def outlook(state: ClockState, calendars: Calendars, told: Collection[Key] = ()) -> Outlook:
    """Return what to watch for and what to say at the state's NOW, given what was TOLD of.

    Several thresholds that went by unseen are one message, about the furthest of them, and none
    where something further was told of. A clock that does not run has nothing ahead; what it
    broke before is still said.
    """
    thresholds = sorted(_thresholds(state, calendars), key=lambda one: (one.at, one.level))
    ahead = tuple(one for one in thresholds if one.at > state.now)
    behind = [one for one in thresholds if one.at <= state.now]
    return Outlook(ahead, _overdue(behind, frozenset(told), state.now))


def _thresholds(state: ClockState, calendars: Calendars) -> Iterator[Threshold]:
    for breach in state.breaches:
        yield Threshold(_key(state, breach.epoch, BREACH), breach.at, breach.terms.target.seconds)
    if state.status is Status.RUNNING and state.terms and _has_chances(state):
        yield from _warnings(state, state.terms, calendars)
    if state.breach_at is not None and state.run.armed:
        key = _key(state, state.run.epoch, BREACH)
        yield Threshold(key, state.breach_at + 1, state.run.allowance)


def _has_chances(state: ClockState) -> bool:
    """Return whether its present target was ever more than a label on an older breach."""
    return state.run.armed or state.breaches[-1].epoch == state.run.epoch


def _warnings(state: ClockState, terms: Terms, calendars: Calendars) -> Iterator[Threshold]:
    """Yield the warnings; none is older than the target that it belongs to."""
    for warn in terms.target.warnings:
        level = max(0, warn.level(terms.target.seconds, state.run.allowance))
        at = reach(state.run, level, "left", calendars)
        if at is not None:
            key = _key(state, state.run.epoch, warn.name)
            yield Threshold(key, max(at, _since(state)), level)


def _since(state: ClockState) -> int:
    """Return when the clock first counted under its present target."""
    epoch, anchor = state.run.epoch, state.run.anchor or 0
    return next((one.start for one in state.run.spans if one.start >= epoch), anchor)


def _overdue(behind: list[Threshold], told: frozenset[Key], now: int) -> Overdue | None:
    untold = [one for one in behind if one.key not in told]
    if not untold:
        return None
    last = max(untold, key=_extent)
    if any(_extent(one) > _extent(last) for one in behind):
        return None
    return Overdue(last, now - last.at, tuple(one.key for one in untold))


def _extent(threshold: Threshold) -> tuple[int, bool, int]:
    return threshold.key.epoch, threshold.is_breach, threshold.level


def _key(state: ClockState, epoch: int, threshold: str) -> Key:
    return Key(state.clock.name, state.cycle, epoch, threshold)
