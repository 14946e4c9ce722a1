"""The demand for an issue: who waits on it, kept current in the tracker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.effects import Order
from csopsbot.app.ordering import show_demand
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.merged import that_wait
from csopsbot.domain.people import Side


@dataclass(frozen=True, slots=True)
class Demand:
    """How many customers wait, the best of their tiers, the worst severity, and what falls due.

    DUE_AT is engineering's next deadline, PROMISED_AT when a customer was promised to hear more.
    """

    customers: int
    tier: str
    severity: str
    due_at: datetime | None
    promised_at: datetime | None


def demand(escalations: Sequence[Escalation], desk: Desk) -> Demand | None:
    """Return the demand of those that wait, None where nobody does."""
    waiting = that_wait(escalations)
    if not waiting:
        return None
    return Demand(
        customers=len({one.intake.customer.strip().casefold() for one in waiting}),
        tier=_best(waiting, desk),
        severity=min((one.intake.severity for one in waiting), key=lambda key: _rank(key, desk)),
        due_at=_next(waiting, Side.ENGINEERING),
        promised_at=_next(waiting, Side.SUPPORT),
    )


def changed_demand(
    before: Escalation | None, after: Escalation, desk: Desk, now: datetime
) -> Iterator[Order]:
    """Yield the demands to show anew: the escalation changed, came or went, or its issue was away."""
    if before is not None and _shows_as_much(before, after, desk):
        return
    refs = {one.issue for one in (before, after) if one is not None and one.issue is not None}
    for ref in sorted(refs, key=lambda one: (one.tracker, one.id)):
        yield show_demand(ref, after, now)


def _shows_as_much(before: Escalation, after: Escalation, desk: Desk) -> bool:
    """Return whether what the issue showed of the escalation is there to be seen, and still so."""
    was_away = before.issue_trouble in ("gone", "hidden") and not after.issue_trouble
    return not was_away and _part(before, desk) == _part(after, desk)


def _part(escalation: Escalation, desk: Desk) -> tuple[object, ...]:
    """Return what the demand shows of one escalation."""
    return (
        escalation.issue,
        escalation.intake.customer,
        escalation.merged,
        demand([escalation], desk),
    )


def _best(waiting: Sequence[Escalation], desk: Desk) -> str:
    """Return the tier that the first of the policies is for, among those of who waits."""
    tiers = {one.intake.tier for one in waiting if one.intake.tier}
    ranked = [
        tier for policy in desk.agreements.policies for tier in sorted(policy.scope.tiers & tiers)
    ]
    return next(iter([*ranked, *sorted(tiers)]), "")


def _rank(severity: str, desk: Desk) -> int:
    return desk.severity(severity).rank


def _next(waiting: Sequence[Escalation], side: Side) -> datetime | None:
    clocks = (clock for one in waiting for clock in one.clocks if clock.owed_by is side)
    return min((clock.due_at for clock in clocks if clock.due_at), default=None)
