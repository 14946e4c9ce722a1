"""Which policy an escalation falls under: the first that matches, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from csopsbot.domain.sla.policy import Audience, Policy, Scope, Target
from csopsbot.domain.sla.signals import Facts, PolicyChanged, Signal

_FACT_OF = {
    "customers": "customer",
    "tiers": "tier",
    "kinds": "kind",
    "areas": "area",
    "teams": "team",
    "severities": "severity",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One field of a scope, and the escalation's value that it does or does not contain."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A policy that stands earlier, and the fact that it is not for."""

    policy: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Match:
    """The policy chosen, the facts that it asked for, and those that stood before it."""

    policy: Policy
    because: tuple[Reason, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What one clock goes by: a target, the severity it is for, and how it was found."""

    target: Target
    severity: str
    match: Match

    @property
    def policy(self) -> Policy:
        """The policy that the target stands in."""
        return self.match.policy

    @property
    def goal(self) -> tuple[int, str]:
        """What makes two terms the same for a clock: seconds and calendar."""
        return self.target.seconds, self.target.calendar


def choose(
    policies: Iterable[Policy], facts: Facts, audience: Audience, at: int, *, shadow: bool = False
) -> Match | None:
    """Return the first policy in force at AT whose scope has FACTS in it, None without one."""
    passed: list[PassedOver] = []
    for policy in in_force(policies, at):
        if policy.audience != audience or policy.shadow is not shadow:
            continue
        unmet = why_not(policy.scope, facts)
        if unmet is None:
            return Match(policy, tuple(asked_for(policy.scope, facts)), tuple(passed))
        passed.append(PassedOver(policy.name, unmet))
    return None


def in_force(policies: Iterable[Policy], at: int) -> tuple[Policy, ...]:
    """Return of each policy the version in force at AT, by its rank, then by first mention."""
    latest: dict[str, Policy | None] = {}
    for policy in policies:
        latest.setdefault(policy.key, None)
        before = latest[policy.key]
        if policy.effective_from <= at and (before is None or _age(before) <= _age(policy)):
            latest[policy.key] = policy
    found = (one for one in latest.values() if one and not _retired(one, at))
    return tuple(sorted(found, key=lambda one: one.rank))


def why_not(scope: Scope, facts: Facts) -> Reason | None:
    """Return the first of FACTS that SCOPE is not for, None where it is for them all."""
    asked = asked_for(scope, facts)
    return next((one for one in asked if not _holds(scope, one)), None)


def asked_for(scope: Scope, facts: Facts) -> Iterator[Reason]:
    """Return the facts that SCOPE looks at."""
    names = (field.name for field in fields(scope) if getattr(scope, field.name))
    return (Reason(name, getattr(facts, _FACT_OF[name])) for name in names)


def changes(policies: Sequence[Policy]) -> Iterator[Signal]:
    """Return as signals when versions come into force and when policies are retired."""
    for policy in policies:
        what = PolicyChanged(policy.key, policy.version)
        yield Signal(policy.effective_from, what, policy.changed_by)
        if policy.retired_from is not None:
            yield Signal(policy.retired_from, what, policy.changed_by)


def _holds(scope: Scope, reason: Reason) -> bool:
    wanted = (one.casefold() for one in getattr(scope, reason.field))
    return reason.value.casefold() in wanted


def _age(policy: Policy) -> tuple[int, int]:
    return policy.effective_from, policy.version


def _retired(policy: Policy, at: int) -> bool:
    return policy.retired_from is not None and policy.retired_from <= at
