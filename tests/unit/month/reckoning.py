"""What should be said of a story, and when: reckoned from its acts, minute by minute.

Shares with the bot what was promised, and nothing of how it counts, keeps or tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.unit.month.acts import Act, Story
from tests.unit.month.minutes import PLACES_BY_MINUTE, Minutes
from tests.unit.month.promises import GOLD, GRACE, LADDER, PROMISES, Promise

_ENGINEERS = frozenset({"taken", "started", "asked", "resolved"})
_SUPPORTS = frozenset({"sla/first_response", "sla/next_update"})
_ANYBODYS = frozenset({"acknowledged", "waits"})
_ANSWERS = {
    "sla/first_response": {"told", "answered"} | _ANYBODYS,
    "sla/next_update": {"told", "answered"} | _ANYBODYS,
    "sla/resolution": _ENGINEERS | _ANYBODYS,
    "ola/first_response": _ENGINEERS | _ANYBODYS,
    "ola/resolution": _ENGINEERS | _ANYBODYS,
}
_STOPS = {
    "sla/first_response": frozenset({"told"}),
    "sla/next_update": frozenset({"told"}),
    "sla/resolution": frozenset({"resolved"}),
    "ola/first_response": _ENGINEERS,
    "ola/resolution": frozenset({"resolved"}),
}
_PAUSES = {
    "sla/first_response": frozenset[str](),
    "sla/next_update": frozenset({"customer"}),
    "sla/resolution": frozenset({"customer"}),
    "ola/first_response": frozenset[str](),
    "ola/resolution": frozenset({"customer", "support"}),
}


class Said(NamedTuple):
    """An alert that is raised, or a call about it on a CHANNEL, at an instant."""

    at: int
    clock: str
    cycle: int
    threshold: str
    channel: str | None = None


class _Reached(NamedTuple):
    """A threshold that was reached, greater the further it is."""

    epoch: int
    is_breach: bool
    level: int
    name: str
    at: int


@dataclass
class _Cycle:
    """One cycle of a clock, on its way through the acts."""

    number: int
    promise: Promise
    allowed: int
    epoch: int = 0
    used: int = 0
    since: int | None = None
    armed: bool = True
    ended: bool = False
    breaches: list[_Reached] = field(default_factory=list)

    @property
    def minutes(self) -> Minutes:
        return PLACES_BY_MINUTE[self.promise.calendar]

    def counted(self, at: int) -> int:
        """Return what it has used by then."""
        return self.used + (self.minutes.counted(self.since, at) if self.since is not None else 0)

    def breaks(self) -> int | None:
        """Return the first second beyond what is allowed, as things stand."""
        if self.since is None or not self.armed:
            return None
        return max(self.minutes.reaches(self.since, self.allowed - self.used + 1), self.since)

    def passes(self, at: int) -> None:
        """Let time pass until then."""
        broke = self.breaks()
        if broke is not None and broke <= at:
            self.breaches.append(_Reached(self.epoch, True, self.promise.seconds, "breach", broke))
            self.armed = False
        if self.since is not None:
            self.used, self.since = self.counted(at), at

    def run(self, at: int, *, runs: bool) -> None:
        """Let it count from then on, or not."""
        if runs and self.since is None:
            self.since = at
        elif not runs:
            self.since = None

    def promised(self, promise: Promise, at: int) -> None:
        """Go by another promise from then on."""
        if (promise.seconds, promise.calendar) == (self.promise.seconds, self.promise.calendar):
            self.promise = promise
            return
        self.promise, self.epoch = promise, at
        floor = 0 if self.breaches else self.used + GRACE
        self.allowed = max(promise.seconds, floor)
        self.armed = not self.breaches or self.used <= promise.seconds

    def warnings(self) -> Iterator[tuple[str, int]]:
        """Yield the names of the warnings, and what has been used when they are due."""
        if self.since is None or not (self.armed or self.breaches[-1].epoch == self.epoch):
            return
        for percent in self.promise.warn:
            yield f"{percent}%", -(-self.promise.seconds * percent // 100)
        for left in self.promise.left:
            yield f"{left}s left", self.allowed - left

    def reached(self, at: int) -> list[_Reached]:
        """Return the thresholds that lie behind at that instant."""
        behind = [
            _Reached(self.epoch, False, level, name, 0)
            for name, level in self.warnings()
            if level <= self.counted(at)
        ]
        return [*self.breaches, *behind]

    def next_instant(self, at: int) -> int | None:
        """Return when the next threshold is reached after that, if nobody does anything."""
        if self.since is None:
            return None
        levels = [level for _, level in self.warnings() if level > self.counted(at)]
        instants = [self.minutes.reaches(self.since, level - self.used) for level in levels]
        broke = self.breaks()
        return min([*instants, *([broke] if broke is not None else [])], default=None)


class _Clock:
    """A clock of one story, made anew from the acts that stand whenever somebody looks."""

    def __init__(self, name: str, story: Story) -> None:
        self.name = name
        self._story = story
        self._policy = _policy(name, story.customer)

    @property
    def is_promised(self) -> bool:
        return self._policy is not None

    def stands(self, acts: list[Act], now: int) -> list[_Cycle]:
        """Return its cycles as they stand then."""
        cycles: list[_Cycle] = []
        severity, waits, is_open, answered = self._story.severity, set[str](), False, False
        for act in acts:
            for cycle in cycles:
                cycle.passes(act.at)
            was_open, was_answered = is_open, answered
            severity = act.what if act.what in ("s1", "s2") else severity
            answered = answered or act.what == "told"
            waits = _waiting(waits, act.what, is_open=is_open)
            is_open = _stays_open(act.what, is_open=is_open)
            promise = self._promise(severity)
            self._moved(cycles, act, promise, was_open=was_open, first=not was_answered)
            if cycles and not cycles[-1].ended:
                cycles[-1].promised(promise, act.at)
                cycles[-1].run(act.at, runs=not waits & _PAUSES[self.name])
        for cycle in cycles:
            cycle.passes(now)
        return cycles

    def _promise(self, severity: str) -> Promise:
        assert self._policy is not None
        return self._policy[severity]

    def _moved(
        self, cycles: list[_Cycle], act: Act, promise: Promise, *, was_open: bool, first: bool
    ) -> None:
        last = cycles[-1] if cycles else None
        ended = last is None or last.ended
        if self.name == "sla/next_update":
            begins = act.what == "wrote" and not first
            closes = act.what in ("resolved", "withdrawn")
        else:
            begins = act.what == "opened"
            closes = act.what == "withdrawn"
        if begins and ended:
            cycles.append(_Cycle(len(cycles) + 1, promise, promise.seconds))
        elif last and not ended and (closes or act.what in _STOPS[self.name]):
            last.ended, last.since = True, None
        elif last and ended and act.what == "started" and not was_open and "resol" in self.name:
            last.ended = False


def _policy(clock: str, customer: str) -> dict[str, Promise] | None:
    if clock.startswith("ola/"):
        return PROMISES["internal"].get(clock)
    return PROMISES["gold" if customer == GOLD else "standard"].get(clock)


def _waiting(waits: set[str], what: str, *, is_open: bool) -> set[str]:
    match what:
        case "waits" if is_open:
            return waits | {"customer"}
        case "asked" if is_open:
            return waits | {"support"}
        case "goes_on" | "wrote":
            return waits - {"customer"}
        case "answered":
            return waits - {"support"}
        case "resolved" | "withdrawn":
            return set()
    return waits


def _stays_open(what: str, *, is_open: bool) -> bool:
    if what in ("opened", "started"):
        return True
    return is_open and what not in ("resolved", "withdrawn")


def reckoned(story: Story) -> list[Said]:
    """Return the alerts that should be raised, and the calls that should be made."""
    clocks = (_Clock(name, story) for name in _STOPS)
    return [one for clock in clocks if clock.is_promised for one in _Watch(clock, story).watched()]


@dataclass
class _Alert:
    """An alert that was raised, with the instants of its calls and the last that was made."""

    said: Said
    plan: list[tuple[int, str]]
    acts_before: int
    called: int | None = None


class _Watch:
    """Somebody who looks at one clock at each act, and whenever something is due."""

    def __init__(self, clock: _Clock, story: Story) -> None:
        self._clock = clock
        self._story = story
        self._told: set[tuple[int, _Reached]] = set()
        self._alerts: list[_Alert] = []
        self._calls: list[Said] = []
        self._place = 0

    def watched(self) -> list[Said]:
        """Return all that should be said."""
        acts = self._story.acts
        for self._place, act in enumerate(acts, 1):
            following = acts[self._place].at if self._place < len(acts) else None
            self._stretch(_standing(acts[: self._place]), act.at, following)
        return [*(one.said for one in self._alerts), *self._calls]

    def _stretch(self, acts: list[Act], start: int, end: int | None) -> None:
        """Look from START on, as long as nothing happens before END."""
        at: int | None = start
        last = start + 21 * 86_400 if end is None else end
        while at is not None and at <= last:
            self._look(acts, at)
            at = self._next(acts, at)

    def _look(self, acts: list[Act], at: int) -> None:
        cycles = self._clock.stands(acts, at)
        for cycle in cycles:
            behind = [(cycle.number, one) for one in cycle.reached(at)]
            new = [one for one in behind if one not in self._told]
            if new and max(behind) == max(new):
                self._raise(cycle, max(new)[1], acts, at)
            self._told.update(new)
        for alert in self._alerts:
            self._call(alert, cycles, acts, at)

    def _raise(self, cycle: _Cycle, reached: _Reached, acts: list[Act], at: int) -> None:
        """Raise an alert, with its plan from the instant at which the threshold was reached."""
        said = Said(at, self._clock.name, cycle.number, reached.name)
        plan = _plan(
            self._clock.name, reached.name, self._instant(cycle, reached, acts, at), cycle.minutes
        )
        self._alerts.append(_Alert(said, sorted(plan), self._place))

    def _instant(self, cycle: _Cycle, reached: _Reached, acts: list[Act], at: int) -> int:
        """Return when the threshold was reached, which nobody may have seen."""
        if reached.is_breach:
            return reached.at
        seen = [act.at for act in acts if act.at <= at]
        for start, end in zip(seen, [*seen[1:], at], strict=True):
            then = self._clock.stands([act for act in acts if act.at <= start], start)
            same = next((one for one in then if one.number == cycle.number), None)
            if same and same.epoch == reached.epoch and same.since is not None:
                if same.used >= reached.level:
                    return start
                instant = same.minutes.reaches(start, reached.level - same.used)
                if instant <= end:
                    return instant
        raise AssertionError(f"{reached} was never reached")

    def _call(self, alert: _Alert, cycles: list[_Cycle], acts: list[Act], at: int) -> None:
        if not self._rings(alert, cycles, acts):
            return
        due = [
            (instant, channel)
            for instant, channel in alert.plan
            if instant <= at and (alert.called is None or instant > alert.called)
        ]
        for channel in {channel for _, channel in due}:
            self._calls.append(alert.said._replace(at=at, channel=channel))
            alert.called = at

    def _rings(self, alert: _Alert, cycles: list[_Cycle], acts: list[Act]) -> bool:
        newest = cycles[-1]
        answers = _ANSWERS[self._clock.name]
        since = self._story.acts[alert.acts_before :]
        answered = any(act in since and act.what in answers for act in acts)
        return newest.number == alert.said.cycle and not newest.ended and not answered

    def _next(self, acts: list[Act], at: int) -> int | None:
        cycles = self._clock.stands(acts, at)
        ahead = [cycle.next_instant(at) for cycle in cycles]
        for alert in self._alerts:
            if self._rings(alert, cycles, acts):
                ahead += [instant for instant, _ in alert.plan if instant > at]
        return min((one for one in ahead if one is not None), default=None)


def _plan(clock: str, threshold: str, start: int, minutes: Minutes) -> Iterator[tuple[int, str]]:
    """Yield when people are to be called, and on which channel: those who owe it at once.

    Whoever is on call is called in the team's channel, which is that of those who owe it unless
    support does.
    """
    yield start, ""
    for rung in (rung for rung in LADDER if rung.threshold == threshold):
        away = clock in _SUPPORTS and "on_call" in rung.who
        for nth in range(rung.times):
            wait = rung.after + nth * rung.every
            at = start + wait if rung.always else _open_at(minutes, start, wait)
            yield at, "C_ENG" if away else rung.channel


def _open_at(minutes: Minutes, start: int, wait: int) -> int:
    """Return the last instant at which so much open time has passed, when it is open."""
    return minutes.reaches(start, wait + 1) - 1


def _standing(acts: tuple[Act, ...]) -> list[Act]:
    """Return the acts without those that were taken back; taking back is none of its own."""
    standing: list[Act] = []
    for act in acts:
        if act.what == "undone":
            place = max(n for n, one in enumerate(standing) if one.what == "resolved")
            del standing[place]
        else:
            standing.append(act)
    return standing
