"""The cycles that credits are counted from, out of an escalation's history.

It knows events, as no other part of the rules for credits does, and is not imported by them.
"""

from collections.abc import Iterable, Iterator, Sequence

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.heard import signals_of
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.credits.cycles import Cycle

_Explained = dict[tuple[str, int], e.BreachExplained]


def cycles_of(
    escalation: Escalation, history: Sequence[e.Recorded], agreements: Agreements, now: int
) -> Iterator[Cycle]:
    """Yield every cycle of the clocks that customers were promised, as they stand at NOW."""
    signals, explained = signals_of(history), _explained(history)
    for clock in agreements.clocks:
        if clock.audience != "sla" or clock.shadow:
            continue
        for state in agreements.cycles(clock, signals, now):
            said = explained.get((clock.name, state.cycle))
            yield Cycle(
                escalation=escalation.name,
                customer=escalation.intake.customer,
                state=state,
                reason=said.reason if said else "",
                note=said.note if said else "",
            )


def _explained(history: Iterable[e.Recorded]) -> _Explained:
    """Return the latest word on why each cycle was broken."""
    records = sorted(history, key=lambda record: record.seq)
    said = (record.event for record in records)
    return {(one.clock, one.cycle): one for one in said if isinstance(one, e.BreachExplained)}
