"""Whose turn it was: each second of an escalation belongs to one of its three parties."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.case import Case, hear
from csopsbot.domain.sla.clock import in_order

Party = Literal["support", "engineering", "customer"]


@dataclass(frozen=True, slots=True)
class Turn:
    """The seconds [START, END) in which PARTY was the one to act."""

    start: int
    end: int
    party: Party


@dataclass(frozen=True, slots=True)
class Totals:
    """How many seconds of the wall clock each party had."""

    support: int = 0
    engineering: int = 0
    customer: int = 0


def turn(case: Case) -> Party:
    """Return whose turn it is.

    What is done with is support's until the customer was told. Whoever an open case waits for has
    the turn, the customer first; otherwise engineering has, once it knows of the case.
    """
    if not case.is_open:
        return "customer" if case.told else "support"
    if s.WAITING_FOR_CUSTOMER in case.reasons:
        return "customer"
    held_up = s.WAITING_FOR_SUPPORT in case.reasons or not case.handed_over
    return "support" if held_up else "engineering"


def turns(signals: Iterable[s.Signal], now: int) -> tuple[Turn, ...]:
    """Return the turns from the opening until NOW, in order and without a hole."""
    merged: list[Turn] = []
    for (start, party), (end, _) in pairwise(_instants(signals, now)):
        if merged and merged[-1].party == party:
            merged[-1] = Turn(merged[-1].start, end, party)
        elif end > start:
            merged.append(Turn(start, end, party))
    return tuple(merged)


def totals(signals: Iterable[s.Signal], now: int) -> Totals:
    """Return what each party's turns add up to; together they are the escalation's whole age."""
    sums: Counter[Party] = Counter()
    for one in turns(signals, now):
        sums[one.party] += one.end - one.start
    return Totals(sums["support"], sums["engineering"], sums["customer"])


def _instants(signals: Iterable[s.Signal], now: int) -> Iterator[tuple[int, Party]]:
    case = Case()
    for signal in in_order(signals, (), now):
        case = hear(case, signal)
        if case.facts is not None:
            yield signal.at, turn(case)
    if case.facts is not None:
        yield now, turn(case)
