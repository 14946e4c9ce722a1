"""What is promised in the simulated month: plain tables, and the desk that is made of them."""

from dataclasses import dataclass

from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.sla import compiled, read
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Audience, Policy, Rung, Scope, Target, Warn
from csopsbot.domain.stage import Step

MINUTE, HOUR = 60, 3600
GRACE = 15 * MINUTE
GOLD = "Acme"


@dataclass(frozen=True)
class Hours:
    """When a place is open: the same each weekday of DAYS (Monday is 0), from minute to minute."""

    tz: str
    days: tuple[int, ...]
    open: tuple[tuple[int, int], ...]
    holidays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Promise:
    """So many seconds of a calendar; WARN are percentages, LEFT seconds before the end."""

    seconds: int
    calendar: str
    warn: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


PLACES = {
    "always": Hours("UTC", (0, 1, 2, 3, 4, 5, 6), ((0, 1440),)),
    "berlin": Hours(
        "Europe/Berlin",
        (0, 1, 2, 3, 4),
        ((9 * 60, 12 * 60 + 30), (13 * 60, 17 * 60)),
        ("2026-04-03", "2026-04-06"),
    ),
    "auckland": Hours("Pacific/Auckland", (0, 1, 2, 3, 4, 5), ((6 * 60, 1440),), ("2026-04-03",)),
}

# By policy, clock and severity. Gold is for one customer, the others have what is standard.
PROMISES: dict[str, dict[str, dict[str, Promise]]] = {
    "gold": {
        "sla/first_response": {
            "s1": Promise(HOUR, "always", warn=(50,)),
            "s2": Promise(4 * HOUR, "auckland", warn=(50, 80)),
        },
        "sla/next_update": {
            "s1": Promise(2 * HOUR, "always", left=(30 * MINUTE,)),
            "s2": Promise(6 * HOUR, "berlin", warn=(75,)),
        },
        "sla/resolution": {
            "s1": Promise(8 * HOUR, "always", warn=(75,), left=(30 * MINUTE,)),
            "s2": Promise(24 * HOUR, "berlin", warn=(50, 80)),
        },
    },
    "standard": {
        "sla/first_response": {
            "s1": Promise(4 * HOUR, "berlin", warn=(50,)),
            "s2": Promise(8 * HOUR, "berlin"),
        },
        "sla/resolution": {
            "s1": Promise(16 * HOUR + 7, "auckland", warn=(33, 66, 100)),
            "s2": Promise(40 * HOUR, "berlin", warn=(80,)),
        },
    },
    "internal": {
        "ola/first_response": {
            "s1": Promise(30 * MINUTE, "always", warn=(50,), left=(5 * MINUTE,)),
            "s2": Promise(2 * HOUR, "berlin", warn=(50,)),
        },
        "ola/resolution": {
            "s1": Promise(7 * HOUR, "always", warn=(75,)),
            "s2": Promise(16 * HOUR, "berlin", warn=(75,)),
        },
    },
}
LADDER = (
    Rung(threshold="breach", who=("on_call",), after=10 * MINUTE, every=30 * MINUTE, times=2),
    Rung(threshold="breach", channel="C_LEADS", after=HOUR, always=True),
    Rung(threshold="75%", who=("on_call",), always=True),
    Rung(threshold="75%", who=("S_ALL",), after=20 * MINUTE, always=True),
)


def desk() -> Desk:
    """Return a desk with these promises, in force from before the month."""
    policies = tuple(_policy(key, rank) for rank, key in enumerate(PROMISES))
    calendars = {key: compiled(read(_written(hours))) for key, hours in PLACES.items()}
    return Desk(
        teams=(Team("core", "Core", "C_ENG", TrackerProject("local", "PAY")),),
        severities=(Severity("s1", "S1", 1), Severity("s2", "S2", 2)),
        reactions={
            "eyes": Step.TAKE,
            "hammer_and_wrench": Step.START,
            "question": Step.ASK,
            "white_check_mark": Step.RESOLVE,
        },
        share_reactions=frozenset({"mega"}),
        agreements=Agreements(policies, calendars),
    )


def _policy(key: str, rank: int) -> Policy:
    clocks = PROMISES[key]
    audience: Audience = "ola" if key == "internal" else "sla"
    return Policy(
        key=key,
        audience=audience,
        targets=tuple(
            _target(clock.partition("/")[2], severity, promise)
            for clock, by_severity in clocks.items()
            for severity, promise in by_severity.items()
        ),
        scope=Scope(customers=frozenset({GOLD})) if key == "gold" else Scope(),
        ladder=LADDER,
        rank=rank,
    )


def _target(metric: str, severity: str, promise: Promise) -> Target:
    warnings = [Warn(one) for one in promise.warn] + [Warn(one, "left") for one in promise.left]
    return Target(
        metric=metric,
        seconds=promise.seconds,
        calendar=promise.calendar,
        severity=severity,
        warnings=tuple(warnings),
    )


def _written(hours: Hours) -> dict[str, object]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    intervals = [[_time(start), _time(end)] for start, end in hours.open]
    days = {names[day]: intervals for day in hours.days}
    return {"tz": hours.tz, "hours": days, "holidays": list(hours.holidays)}


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
