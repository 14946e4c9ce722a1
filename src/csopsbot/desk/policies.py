"""From the policies of a desk file to those that the rules go by."""

from collections.abc import Mapping, Sequence
from datetime import UTC

from csopsbot.desk.durations import seconds
from csopsbot.desk.moments import instant, threshold, warn
from csopsbot.desk.policy_form import PolicyPart, RungPart, ScopePart, TargetPart
from csopsbot.domain.sla import Calendar
from csopsbot.domain.sla.policy import Policy, Reopen, Retarget, Rung, Scope, Target


def policies(parts: Sequence[PolicyPart], calendars: Mapping[str, Calendar]) -> tuple[Policy, ...]:
    """Return the policies that PARTS describe, ranked by their places."""
    return tuple(_policy(part, rank, calendars) for rank, part in enumerate(parts))


def calendar_of(target: TargetPart, part: PolicyPart) -> str:
    """Return the key of the calendar that TARGET of PART is counted by, empty if none is named."""
    return target.calendar or part.calendar or ""


def _policy(part: PolicyPart, rank: int, calendars: Mapping[str, Calendar]) -> Policy:
    return Policy(
        key=part.key,
        audience=part.audience,
        targets=tuple(_target(one, calendar_of(one, part)) for one in part.targets),
        effective_from=_effective_from(part, calendars),
        scope=_scope(part.scope),
        pauses={metric: frozenset(reasons) for metric, reasons in part.pauses.items()},
        starts_on=part.starts_on,
        reopen=Reopen(rule=part.reopen.rule, window=seconds(part.reopen.window)),
        retarget=Retarget(rule=part.retarget.rule, grace=seconds(part.retarget.grace)),
        ladder=tuple(_rung(one) for one in part.ladder),
        shadow=part.shadow,
        rank=rank,
    )


def _effective_from(part: PolicyPart, calendars: Mapping[str, Calendar]) -> int:
    """Return from which second on it counts; a date begins where its calendar is."""
    if part.effective_from is None:
        return 0
    calendar = calendars.get(calendar_of(part.targets[0], part))
    return instant(part.effective_from, calendar.tz if calendar else str(UTC))


def _scope(part: ScopePart) -> Scope:
    return Scope(
        customers=frozenset(part.customers),
        tiers=frozenset(part.tiers),
        kinds=frozenset(part.kinds),
        areas=frozenset(part.areas),
        teams=frozenset(part.teams),
        severities=frozenset(part.severities),
    )


def _target(part: TargetPart, calendar: str) -> Target:
    return Target(
        metric=part.metric,
        seconds=seconds(part.within),
        calendar=calendar,
        severity=part.severity,
        warnings=tuple(filter(None, map(warn, part.warn))),
        mode=part.mode,
    )


def _rung(part: RungPart) -> Rung:
    return Rung(
        threshold=threshold(part.at),
        who=tuple(part.who),
        channel=part.channel or "",
        after=seconds(part.after),
        every=seconds(part.every),
        times=part.times,
        always=part.always,
    )
