"""Where the house promised itself more time than it promised the customer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from csopsbot.domain.sla.arithmetic import Arithmetic
from csopsbot.domain.sla.policy import Policy, Scope, Target
from csopsbot.domain.sla.run import Calendars


@dataclass(frozen=True, slots=True)
class Slower:
    """An OLA that falls due after the SLA it serves: at COUNT of the starts, FIRST for instance."""

    ola: Policy
    sla: Policy
    metric: str
    severity: str
    first: int
    ola_due: int
    sla_due: int
    count: int


def slower(
    policies: Sequence[Policy],
    severities: Iterable[str],
    calendars: Calendars,
    starts: Sequence[int],
) -> Iterator[Slower]:
    """Yield the OLAs that are due after an SLA for the same escalations, from any of STARTS.

    What is compared are the due instants: eight office hours are longer than a day of the clock.
    What is in shadow was promised to no customer.
    """
    names = list(severities)
    for ola, sla in _pairs(policies):
        for metric in dict.fromkeys(target.metric for target in ola.targets):
            for severity in (one for one in names if _both_for(ola.scope, sla.scope, one)):
                within = ola.target(metric, severity), sla.target(metric, severity)
                yield from _compare(ola, sla, severity, within, calendars, starts)


def _pairs(policies: Sequence[Policy]) -> Iterator[tuple[Policy, Policy]]:
    within = (one for one in policies if one.audience == "ola")
    outside = [one for one in policies if one.audience == "sla" and not one.shadow]
    return ((ola, sla) for ola in within for sla in outside if _overlap(ola, sla))


def _compare(
    ola: Policy,
    sla: Policy,
    severity: str,
    targets: tuple[Target | None, Target | None],
    calendars: Calendars,
    starts: Sequence[int],
) -> Iterator[Slower]:
    own, theirs = targets
    if own is None or theirs is None:
        return
    mine, promised = calendars[own.calendar], calendars[theirs.calendar]
    dues = ((at, _due(mine, at, own), _due(promised, at, theirs)) for at in starts)
    late = [one for one in dues if one[1] > one[2]]
    if late:
        yield Slower(ola, sla, own.metric, severity, *late[0], len(late))


def _due(calendar: Arithmetic, start: int, target: Target) -> int:
    return calendar.add(start, target.seconds, "left")


def _overlap(ola: Policy, sla: Policy) -> bool:
    """Return whether one escalation could fall under both."""
    names = (field.name for field in fields(Scope))
    pairs = ((getattr(ola.scope, name), getattr(sla.scope, name)) for name in names)
    return all(not mine or not theirs or mine & theirs for mine, theirs in pairs)


def _both_for(ola: Scope, sla: Scope, severity: str) -> bool:
    return all(not one.severities or severity in one.severities for one in (ola, sla))
