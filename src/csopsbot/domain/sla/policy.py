"""SLA policies: what was promised to whom, counted how, and who hears of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Audience = Literal["sla", "ola"]
Mode = Literal["reply", "periodic"]

DAY = 86_400
ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which escalations a policy is for; an empty set is for all."""

    customers: frozenset[str] = ANY
    tiers: frozenset[str] = ANY
    kinds: frozenset[str] = ANY
    areas: frozenset[str] = ANY
    teams: frozenset[str] = ANY
    severities: frozenset[str] = ANY


@dataclass(frozen=True, slots=True)
class Warn:
    """When to warn: a percentage of the target used up, or open seconds left."""

    amount: int
    unit: Literal["percent", "left"] = "percent"

    @property
    def name(self) -> str:
        """What the threshold is called in keys and in the ladder."""
        return f"{self.amount}%" if self.unit == "percent" else f"{self.amount}s left"

    def level(self, target: int, allowance: int) -> int:
        """Return the counted seconds at which to warn; a percentage is rounded up."""
        if self.unit == "left":
            return allowance - self.amount
        return -(-target * self.amount // 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """How many open seconds of which calendar one metric may take at one severity.

    Without a severity it is for all that have no target of their own.
    """

    metric: str
    seconds: int
    calendar: str
    severity: str | None = None
    warnings: tuple[Warn, ...] = ()
    mode: Mode = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """What a finished resolution clock does when the case is opened again within the window.

    After the window a new cycle begins, unless only the first resolution counts.
    """

    rule: Literal["resume", "new_cycle", "first_only"] = "resume"
    window: int = 14 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Retarget:
    """What a running clock does when its target or calendar becomes another.

    `keep` counts on from what was spent and leaves at least GRACE open seconds, `keep_no_floor`
    leaves what is left, `restart` counts from the change.
    """

    rule: Literal["keep", "restart", "keep_no_floor"] = "keep"
    grace: int = 900


ON_CALL = "on_call"
"""Those whom the team names so."""

OWNER = "owner"
"""Those who owe the promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Who hears of a threshold how many seconds after it, and again until somebody answers.

    WHO are member IDs, IDs of user groups, `ON_CALL` and `OWNER`. AFTER counts open seconds of the
    clock's own calendar, unless ALWAYS.
    """

    threshold: str
    who: tuple[str, ...] = ()
    channel: str = ""
    after: int = 0
    every: int = 0
    times: int = 1
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of a policy; PAUSES says which reasons each metric waits for.

    A metric that PAUSES leaves out keeps its usual ones. A clock that STARTS_ON assignment begins
    anew with each team that takes over. A policy in SHADOW is measured and alerts nobody. The
    lowest RANK is looked at first.
    """

    key: str
    audience: Audience
    targets: tuple[Target, ...]
    version: int = 1
    effective_from: int = 0
    retired_from: int | None = None
    scope: Scope = field(default_factory=Scope)
    pauses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    starts_on: Literal["opened", "assigned"] = "opened"
    reopen: Reopen = field(default_factory=Reopen)
    retarget: Retarget = field(default_factory=Retarget)
    ladder: tuple[Rung, ...] = ()
    shadow: bool = False
    changed_by: str = ""
    rank: int = 0

    @property
    def name(self) -> str:
        """The key and version, as people cite it."""
        return f"{self.key} v{self.version}"

    def target(self, metric: str, severity: str) -> Target | None:
        """Return the target of METRIC at SEVERITY, None where nothing was promised."""
        mine = [one for one in self.targets if one.metric == metric]
        exact = (one for one in mine if one.severity == severity)
        return next(exact, next((one for one in mine if one.severity is None), None))
