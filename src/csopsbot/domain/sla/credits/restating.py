"""What is added to statements that were made before: they are never edited."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from csopsbot.domain.sla.credits.lines import NOTHING, Cause, Line, Statement
from csopsbot.domain.sla.credits.month import Month
from csopsbot.domain.sla.credits.rules import CreditRules
from csopsbot.domain.sla.credits.stating import blank


@dataclass(frozen=True, slots=True)
class Issued:
    """An amount that was credited for a cause in a statement made before."""

    cause: Cause
    amount: Decimal


def restatements(
    issued: Iterable[Issued], stated: Iterable[Statement], rules: CreditRules, month: Month
) -> tuple[Statement, ...]:
    """Return the statements with only what is to be added to those that were ISSUED before."""
    given: defaultdict[str, list[Issued]] = defaultdict(list)
    for one in issued:
        given[one.cause.customer.casefold()].append(one)
    right = {one.customer.casefold(): one for one in stated}
    found = []
    for key in sorted(right.keys() | given.keys()):
        whole = right.get(key) or blank(given[key][0].cause.customer, rules, month)
        found.append(replace(whole, lines=restated(given[key], whole.lines)))
    return tuple(one for one in found if one.lines)


def restated(issued: Iterable[Issued], found: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines that make what was ISSUED into what is FOUND now.

    New causes have their lines; where an amount is another now, the line is the difference; what
    is no longer credited is taken back by a line of its own.
    """
    given: defaultdict[Cause, Decimal] = defaultdict(Decimal)
    for one in issued:
        given[_folded(one.cause)] += one.amount
    return (*_added(given, found), *_taken_back(given))


def _added(given: dict[Cause, Decimal], found: Iterable[Line]) -> Iterator[Line]:
    for line in found:
        before = given.pop(_folded(line.cause), None)
        if before is None:
            yield line
        elif before != line.amount:
            yield replace(line, amount=line.amount - before, correction=True)


def _taken_back(given: dict[Cause, Decimal]) -> Iterator[Line]:
    for cause, amount in sorted(given.items()):
        if amount:
            yield Line(cause=cause, amount=-amount, uncapped=NOTHING, correction=True)


def _folded(cause: Cause) -> Cause:
    return replace(cause, customer=cause.customer.casefold())
