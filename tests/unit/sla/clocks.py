"""Calendars, policies and stories for tests of clocks.

An instant is written as a weekday and a time of the week of 2 March 2026, `+` for each week after
it: `+mon 09:00` is the ninth of March.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.arithmetic import Side
from csopsbot.domain.sla.clock import evaluate
from csopsbot.domain.sla.policy import Policy, Target
from csopsbot.domain.sla.run import Calendars
from csopsbot.domain.sla.state import Clock, ClockState

HOUR = 3600
MINUTE = 60
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FOREVER = 2**40


@dataclass(frozen=True)
class Intervals:
    """A calendar that is open in the given intervals, which are in order."""

    open: tuple[tuple[int, int], ...]

    def elapsed(self, a: int, b: int) -> int:
        """Return the open seconds in [A, B)."""
        return sum(max(0, min(b, end) - max(a, start)) for start, end in self.open)

    def add(self, a: int, n: int, side: Side) -> int:
        """Return the first or the last instant with N open seconds since A."""
        if n == 0 and side == "left":
            return a
        for start, end in self.open:
            here = max(0, end - max(a, start))
            if here > n or (here == n and side == "left"):
                return max(a, start) + n
            n -= here
        raise AssertionError("beyond the test's calendar")

    def intervals(self, low: int, high: int) -> Iterable[tuple[int, int]]:
        """Yield what is open from LOW up to HIGH."""
        for start, end in self.open:
            if max(start, low) < min(end, high):
                yield max(start, low), min(end, high)


def at(text: str) -> int:
    """Return the instant that TEXT names, to the second where it says so."""
    day, _, time = text.lstrip("+").partition(" ")
    hours, minutes, *rest = (int(part) for part in time.split(":"))
    days = 7 * text.count("+") + DAYS.index(day)
    seconds = rest[0] if rest else 0
    moment = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return int((MONDAY + moment).timestamp())


def said(instant: int | None) -> str | None:
    """Return the words for an instant, as `at` reads them."""
    if instant is None:
        return None
    since = timedelta(seconds=instant - at("mon 00:00"))
    weeks, day = divmod(since.days, 7)
    time = f"{MONDAY + timedelta(seconds=since.seconds):%H:%M:%S}".removesuffix(":00")
    return f"{'+' * weeks}{DAYS[day]} {time}"


def weekdays(opens: str, closes: str, weeks: int = 9) -> Intervals:
    """Return the calendar of those hours from Monday to Friday."""
    days = (f"{'+' * week}{day}" for week in range(weeks) for day in DAYS[:5])
    return Intervals(tuple((at(f"{day} {opens}"), at(f"{day} {closes}")) for day in days))


OFFICE = weekdays("09:00", "17:00")
ALWAYS = Intervals(((-FOREVER, FOREVER),))
CALENDARS: Calendars = {"office": OFFICE, "always": ALWAYS}

FACTS = s.Facts(severity="s3", customer="Acme", tier="gold", area="cards", team="payments")
OPENED = s.Opened(FACTS)
WAITS_FOR_CUSTOMER = s.Paused(s.WAITING_FOR_CUSTOMER)
GOES_ON = s.Resumed(s.WAITING_FOR_CUSTOMER)

RESOLUTION = Clock("resolution", "sla")
FIRST_RESPONSE = Clock("first_response", "sla")
NEXT_UPDATE = Clock("next_update", "sla")


def target(
    seconds: int = 8 * HOUR, calendar: str = "office", metric: str = "resolution", **more: object
) -> Target:
    """Return a target, of resolution within eight office hours unless told otherwise."""
    return Target(metric=metric, seconds=seconds, calendar=calendar, **more)  # type: ignore[arg-type] # a test's shorthand


def policy(*targets: Target, **more: object) -> Policy:
    """Return a policy for everybody with these TARGETS."""
    said = {"key": "standard", "audience": "sla", "targets": targets or (target(),)}
    return Policy(**(said | more))  # type: ignore[arg-type] # likewise


STANDARD = policy()
RAISED = policy(target(), target(4 * HOUR, "always", severity="s1"))


def story(*happened: tuple[str, s.What], by: str = "Mia") -> tuple[s.Signal, ...]:
    """Return as signals what HAPPENED when."""
    return tuple(s.Signal(at(when), what, by, order) for order, (when, what) in enumerate(happened))


def cycles(
    signals: Iterable[s.Signal],
    now: str,
    policies: Policy | Sequence[Policy] = STANDARD,
    clock: Clock = RESOLUTION,
    calendars: Calendars = CALENDARS,
) -> tuple[ClockState, ...]:
    """Return the clock's cycles at NOW."""
    book = (policies,) if isinstance(policies, Policy) else policies
    return evaluate(clock, signals, book, calendars, at(now))


def state(
    signals: Iterable[s.Signal],
    now: str,
    policies: Policy | Sequence[Policy] = STANDARD,
    clock: Clock = RESOLUTION,
    calendars: Calendars = CALENDARS,
) -> ClockState:
    """Return the clock's last cycle at NOW."""
    return cycles(signals, now, policies, clock, calendars)[-1]
