"""What is wrong with policies as they are written, and where."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from csopsbot.domain.sla.errors import Path
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.policy import Policy, Rung, Scope, Target, Warn
from csopsbot.domain.sla.signals import REASONS
from csopsbot.domain.sla.thresholds import BREACH

SHORTEST_REPEAT = 60
"""The least number of seconds between two alerts of one rung."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What to mend at PATH, which begins with the policy's place in the list."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """The names that policies may use."""

    calendars: Collection[str]
    severities: Collection[str]


def problems(policies: Sequence[Policy], known: Known) -> Iterator[Problem]:
    """Yield what has to be mended in POLICIES before they can be used."""
    for index, policy in enumerate(policies):
        for path, message in _of_policy(policy, known):
            yield Problem((index, *path), message)
    yield from _twice(policies)
    yield from _never_reached(policies)


_Found = Iterator[tuple[Path, str]]
_Value = TypeVar("_Value", bound=Hashable)


def _of_policy(policy: Policy, known: Known) -> _Found:
    for index, target in enumerate(policy.targets):
        yield from _under(("targets", index), _of_target(target, known))
    yield from _of_targets(policy.targets)
    yield from _of_scope(policy.scope, known)
    yield from _of_pauses(policy)
    yield from _of_rules(policy)
    names = {warn.name for target in policy.targets for warn in target.warnings} | {BREACH}
    for index, rung in enumerate(policy.ladder):
        yield from _under(("ladder", index), _of_rung(rung, names))


def _of_target(target: Target, known: Known) -> _Found:
    if target.metric not in METRICS:
        yield ("metric",), _unknown("metric", target.metric, METRICS)
    if target.seconds <= 0:
        yield ("seconds",), "A target is longer than nothing."
    if target.calendar not in known.calendars:
        yield ("calendar",), _unknown("calendar", target.calendar, known.calendars)
    if target.severity is not None and target.severity not in known.severities:
        yield ("severity",), _unknown("severity", target.severity, known.severities)
    if target.mode == "periodic" and target.metric != "next_update":
        yield ("mode",), "Only next_update is periodic."
    for index, warn in enumerate(target.warnings):
        yield from _under(("warnings", index), _of_warning(warn, target))
    for name in _doubles(warn.name for warn in target.warnings):
        yield ("warnings",), f"The warning at {name} is there twice."


def _of_warning(warn: Warn, target: Target) -> _Found:
    if warn.unit == "percent" and not 1 <= warn.amount <= 100:
        yield (), "A warning is at 1 to 100 percent of the target."
    if warn.unit == "left" and not 0 < warn.amount < target.seconds:
        yield (), "A warning comes after the start and before the target is reached."


def _of_targets(targets: Iterable[Target]) -> _Found:
    for metric, severity in _doubles((one.metric, one.severity) for one in targets):
        yield ("targets",), f"{metric} at {severity or 'any severity'} has two targets."


def _of_scope(scope: Scope, known: Known) -> _Found:
    for severity in sorted(scope.severities - frozenset(known.severities)):
        yield ("scope", "severities"), _unknown("severity", severity, known.severities)


def _of_pauses(policy: Policy) -> _Found:
    for metric, reasons in policy.pauses.items():
        if metric not in METRICS:
            yield ("pauses", metric), _unknown("metric", metric, METRICS)
        for reason in sorted(reasons - REASONS):
            yield ("pauses", metric), _unknown("reason", reason, REASONS)


def _of_rules(policy: Policy) -> _Found:
    if not policy.targets:
        yield ("targets",), "A policy has at least one target."
    if policy.reopen.window < 0:
        yield ("reopen", "window"), "A window is not shorter than nothing."
    if policy.retarget.grace < 0:
        yield ("retarget", "grace"), "A grace is not shorter than nothing."
    if policy.starts_on == "assigned" and policy.audience == "sla":
        yield ("starts_on",), "What customers were promised begins when they ask: use opened."
    if policy.retired_from is not None and policy.retired_from <= policy.effective_from:
        yield ("retired_from",), "A policy is retired after it came into force."


def _of_rung(rung: Rung, thresholds: Collection[str]) -> _Found:
    if rung.threshold not in thresholds:
        yield ("threshold",), _unknown("threshold", rung.threshold, thresholds)
    if not (rung.who or rung.channel):
        yield ("who",), "Say whom to call: who, a channel, or both."
    if rung.after < 0:
        yield ("after",), "It comes after the threshold."
    if rung.times < 1:
        yield ("times",), "It is told at least once."
    if rung.times > 1 and rung.every < SHORTEST_REPEAT:
        yield ("every",), f"Say after how long to call again: at least {SHORTEST_REPEAT} seconds."


def _twice(policies: Sequence[Policy]) -> Iterator[Problem]:
    for key, version in _doubles((one.key, one.version) for one in policies):
        places = [at for at, one in enumerate(policies) if (one.key, one.version) == (key, version)]
        yield Problem((places[1], "version"), f"{key} v{version} is there twice.")


def _never_reached(policies: Sequence[Policy]) -> Iterator[Problem]:
    """Yield the policies that stand behind one that takes everything."""
    for index, policy in enumerate(policies):
        before = {one.key for one in policies[:index]} - {policy.key}
        for key in sorted(before):
            if _takes_all([one for one in policies if one.key == key], policy):
                message = f"{key} stands before {policy.key} and is for all; put it last."
                yield Problem((index,), message)


def _takes_all(versions: Sequence[Policy], other: Policy) -> bool:
    """Return whether a policy, in all its VERSIONS, leaves nothing for the OTHER one."""
    wide = all(one.scope == Scope() and one.retired_from is None for one in versions)
    rivals = all((one.audience, one.shadow) == (other.audience, other.shadow) for one in versions)
    return wide and rivals and min(one.effective_from for one in versions) <= other.effective_from


def _under(prefix: Path, found: _Found) -> _Found:
    for path, message in found:
        yield (*prefix, *path), message


def _doubles(values: Iterable[_Value]) -> list[_Value]:
    return [value for value, count in Counter(values).items() if count > 1]


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    return f"There is no {kind} {name!r}; there are {', '.join(sorted(known)) or 'none'}."
