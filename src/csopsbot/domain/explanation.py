"""Why an escalation's clocks stand where they stand: what a ledger is told from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.heard import signals_of
from csopsbot.domain.sla import entries as entry
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.case import Case, hear
from csopsbot.domain.sla.choice import PassedOver, Terms, choose, in_force, why_not
from csopsbot.domain.sla.clock import in_order
from csopsbot.domain.sla.ledger import explain
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.sla.signals import Facts, Signal
from csopsbot.domain.sla.state import Clock
from csopsbot.domain.sla.turns import Totals, totals


@dataclass(frozen=True, slots=True)
class Unpromised:
    """Why nothing is promised: no policy is for it, or the one that APPLIES has no such target."""

    passed_over: tuple[PassedOver, ...] = ()
    applies: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What became of one clock; REASONS are those given for its misses."""

    clock: Clock
    entries: tuple[entry.Entry, ...]
    unpromised: Unpromised | None = None
    reasons: tuple[e.Recorded, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of every clock of an escalation, and whose turn it was for how long."""

    escalation: Escalation
    stories: tuple[Story, ...]
    turns: Totals


def explained(
    escalation: Escalation, history: Sequence[e.Recorded], agreements: Agreements, now: int
) -> Explanation:
    """Return the explanation of ESCALATION as of NOW; what customers were promised comes first."""
    signals = signals_of(history)
    clocks = sorted(agreements.clocks, key=lambda one: (one.shadow, one.audience != "sla"))
    stories = (_story(clock, signals, history, agreements, now) for clock in clocks)
    return Explanation(escalation, tuple(stories), totals(signals, now))


def about(stories: Iterable[Story], words: str) -> tuple[Story, ...]:
    """Return of STORIES those whose clock WORDS may mean; without words those not in shadow.

    `sla/resolution`, `resolution`, `ola` and `first response` are such words.
    """
    wanted = words.strip().casefold().replace(" ", "_").replace("-", "_")
    if not wanted:
        return tuple(one for one in stories if not one.clock.shadow)
    return tuple(one for one in stories if _means(wanted, one.clock))


def _means(wanted: str, clock: Clock) -> bool:
    return wanted == clock.name or wanted in clock.name.split("/")


def _story(
    clock: Clock,
    signals: Sequence[Signal],
    history: Iterable[e.Recorded],
    agreements: Agreements,
    now: int,
) -> Story:
    heard = (*signals, *agreements.edits)
    entries = explain(clock, heard, agreements.policies, agreements.calendars, now)
    at = entries[-1].at if entries else now
    facts = _facts(signals, at)
    why = _why_unpromised(clock, entries, agreements.policies, facts, at) if facts else None
    return Story(clock, entries, why, tuple(_given(clock, history)))


def _facts(signals: Iterable[Signal], at: int) -> Facts | None:
    """Return what was known of the escalation at an instant."""
    return reduce(hear, in_order(signals, (), at), Case()).facts


def _why_unpromised(
    clock: Clock,
    entries: Sequence[entry.Entry],
    policies: Sequence[Policy],
    facts: Facts,
    at: int,
) -> Unpromised | None:
    """Return why the clock goes by nothing, None where it goes by something."""
    if _is_bound(entries):
        return None
    match = choose(policies, facts, clock.audience, at, shadow=clock.shadow)
    if match is None:
        return Unpromised(tuple(_passed_over(clock, policies, facts, at)))
    if match.policy.target(clock.metric, facts.severity):
        return None
    return Unpromised(match.passed_over, match.policy.name)


def _is_bound(entries: Iterable[entry.Entry]) -> bool:
    """Return whether the clock goes by something in the end."""
    terms: Terms | None = None
    for one in entries:
        match one:
            case entry.Began(terms=found) | entry.Retargeted(after=found):
                terms = found
    return terms is not None


def _passed_over(
    clock: Clock, policies: Iterable[Policy], facts: Facts, at: int
) -> Iterator[PassedOver]:
    for policy in in_force(policies, at):
        unmet = why_not(policy.scope, facts)
        if (policy.audience, policy.shadow) == (clock.audience, clock.shadow) and unmet:
            yield PassedOver(policy.name, unmet)


def _given(clock: Clock, history: Iterable[e.Recorded]) -> Iterable[e.Recorded]:
    """Return the latest reason given for each miss of the clock."""
    latest: dict[int, e.Recorded] = {}
    for record in history:
        if isinstance(record.event, e.BreachExplained) and record.event.clock == clock.name:
            latest[record.event.cycle] = record
    return latest.values()
