"""What was, side by side with what would have been."""

from collections.abc import AsyncIterable, Callable, Iterable
from dataclasses import dataclass, field, replace

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.reports.outcomes import Case, Outcome
from csopsbot.reports.tally import Tallies

Reckoning = Callable[[Case], Iterable[Outcome]]


@dataclass(slots=True)
class Comparison:
    """The outcomes of both, counted; ESCALATIONS were looked at."""

    was: Tallies = field(default_factory=Tallies)
    new: Tallies = field(default_factory=Tallies)
    escalations: int = 0


async def compare(cases: AsyncIterable[Case], was: Reckoning, new: Reckoning) -> Comparison:
    """Return the outcomes of all CASES by either reckoning."""
    comparison = Comparison()
    async for case in cases:
        comparison.escalations += 1
        for tallies, reckoning in ((comparison.was, was), (comparison.new, new)):
            for outcome in reckoning(case):
                tallies.add(outcome)
    return comparison


def from_the_beginning(agreements: Agreements) -> Agreements:
    """Return AGREEMENTS as if each had been made before anything happened."""
    policies = (replace(one, effective_from=0, retired_from=None) for one in agreements.policies)
    return replace(agreements, policies=tuple(policies), edits=())


def in_tier(case: Case, tier_of: Callable[[str], str]) -> Case:
    """Return CASE with its customer in the tier that TIER_OF tells."""
    tier = tier_of(case.escalation.intake.customer)
    return replace(case, signals=tuple(_in_tier(one, tier) for one in case.signals))


def _in_tier(signal: s.Signal, tier: str) -> s.Signal:
    if not isinstance(signal.what, s.Opened):
        return signal
    return replace(signal, what=replace(signal.what, facts=replace(signal.what.facts, tier=tier)))
