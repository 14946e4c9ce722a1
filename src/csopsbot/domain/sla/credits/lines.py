"""What is credited to a customer, line by line, each with what it is for and why it is no more."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from csopsbot.domain.sla.credits.cycles import Broken
from csopsbot.domain.sla.credits.month import Month

NOTHING = Decimal(0)

WhyNot = Literal["", "excluded", "no_rule", "no_fee"]


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """What a line is for, the same whenever one looks: a broken cycle, or a metric's attainment.

    An attainment has no escalation; its metric may be empty, for all of them.
    """

    customer: str
    metric: str
    escalation: str = ""
    cycle: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the promises of a month were kept, of those that count."""

    met: int
    counted: int

    @property
    def percent(self) -> Decimal:
        """The same in percent, not rounded; everything where there was nothing to keep."""
        return Decimal(100 * self.met) / self.counted if self.counted else Decimal(100)

    def is_below(self, percent: Decimal) -> bool:
        """Return whether fewer than PERCENT were kept, exactly."""
        return 100 * self.met < percent * self.counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An amount credited for one cause.

    UNCAPPED is what it would be without the cap; WHY_NOT tells why it is nothing at all. A
    CORRECTION is the difference to what was stated before, which stays as it was.
    """

    cause: Cause
    amount: Decimal
    uncapped: Decimal
    broken: Broken | None = None
    share: Share | None = None
    why_not: WhyNot = ""
    correction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one customer is credited for one month; CLAIM_BY is the last day to ask for it."""

    customer: str
    month: Month
    currency: str
    fee: Decimal | None
    cap: Decimal | None
    claim_by: date
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        """What its lines add up to."""
        return sum((line.amount for line in self.lines), NOTHING)


def capped(lines: Iterable[Line], cap: Decimal | None) -> tuple[Line, ...]:
    """Return LINES, which are in order, so that they come to no more than CAP together."""
    if cap is None:
        return tuple(lines)
    left, kept = cap, []
    for line in lines:
        amount = min(line.uncapped, left)
        kept.append(replace(line, amount=amount))
        left -= amount
    return tuple(kept)
