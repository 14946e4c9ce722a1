"""From cycles that are over to what is credited for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from csopsbot.domain.sla.credits.cycles import Broken, Cycle, evidence
from csopsbot.domain.sla.credits.lines import (
    NOTHING,
    Cause,
    Line,
    Share,
    Statement,
    WhyNot,
    capped,
)
from csopsbot.domain.sla.credits.money import rounded, rounded_down, share
from csopsbot.domain.sla.credits.month import Month
from csopsbot.domain.sla.credits.rules import CreditRules, PerBreach


def statements(cycles: Iterable[Cycle], rules: CreditRules, month: Month) -> tuple[Statement, ...]:
    """Return what RULES give for MONTH, a statement for each customer with a broken promise.

    A customer is one, however the name is spelt. The order of CYCLES changes nothing.
    """
    start, end = month.bounds(rules.tz)
    mine: defaultdict[str, list[Cycle]] = defaultdict(list)
    for cycle in cycles:
        if cycle.ended_in(start, end):
            mine[cycle.customer.strip().casefold()].append(cycle)
    found = (_statement(mine[key], rules, month) for key in sorted(mine))
    return tuple(one for one in found if one.lines)


def blank(customer: str, rules: CreditRules, month: Month) -> Statement:
    """Return a statement with no lines yet."""
    fee = rules.fee(customer)
    return Statement(
        customer=customer,
        month=month,
        currency=rules.currency,
        fee=fee,
        cap=_cap(rules, fee),
        claim_by=month.last + timedelta(days=rules.claim_days),
        lines=(),
    )


def _statement(cycles: Sequence[Cycle], rules: CreditRules, month: Month) -> Statement:
    empty = blank(min(cycle.customer.strip() for cycle in cycles), rules, month)
    lines = sorted(_of_breaches(cycles, empty.customer, rules), key=_place)
    every = (*lines, *_of_attainment(cycles, empty.customer, rules))
    return replace(empty, lines=capped(every, empty.cap))


def _cap(rules: CreditRules, fee: Decimal | None) -> Decimal | None:
    if rules.cap is None or fee is None:
        return None
    return rounded_down(share(rules.cap, fee), rules.currency)


def _of_breaches(cycles: Iterable[Cycle], customer: str, rules: CreditRules) -> Iterator[Line]:
    for cycle in cycles:
        if cycle.breach:
            broken = evidence(cycle, cycle.breach)
            cause = Cause(customer, cycle.metric, cycle.escalation, cycle.state.cycle)
            amount, why_not = _worth(broken, cycle.metric, rules, rules.fee(customer))
            yield Line(cause=cause, amount=amount, uncapped=amount, broken=broken, why_not=why_not)


def _worth(
    broken: Broken, metric: str, rules: CreditRules, fee: Decimal | None
) -> tuple[Decimal, WhyNot]:
    """Return what a broken promise is worth, and why it is worth nothing."""
    nothing = rounded(NOTHING, rules.currency)
    if broken.reason in rules.excluded_reasons:
        return nothing, "excluded"
    rule = next((one for one in rules.per_breach if _fits(one, metric, broken.severity)), None)
    if rule is None:
        return nothing, "no_rule"
    if fee is None and (rule.amount is None or rules.cap is not None):
        return nothing, "no_fee"
    if rule.amount is not None:
        return rounded(rule.amount, rules.currency), ""
    return rounded(share(rule.percent or NOTHING, fee or NOTHING), rules.currency), ""


def _fits(rule: PerBreach, metric: str, severity: str) -> bool:
    return rule.metric in ("", metric) and (not rule.severities or severity in rule.severities)


def _of_attainment(cycles: Sequence[Cycle], customer: str, rules: CreditRules) -> Iterator[Line]:
    """Yield a line for each metric whose share of kept promises is too low."""
    fee = rules.fee(customer)
    for metric in sorted({tier.metric for tier in rules.attainment}):
        kept = _share(cycles, metric, rules)
        tiers = (tier for tier in rules.attainment if tier.metric == metric)
        percent = max((one.percent for one in tiers if kept.is_below(one.below)), default=None)
        if percent is not None:
            amount = rounded(share(percent, fee or NOTHING), rules.currency)
            yield Line(
                cause=Cause(customer, metric),
                amount=amount,
                uncapped=amount,
                share=kept,
                why_not="no_fee" if fee is None else "",
            )


def _share(cycles: Iterable[Cycle], metric: str, rules: CreditRules) -> Share:
    """Return how many promises were kept, leaving out what was broken for an excluded reason."""
    mine = [one for one in cycles if metric in ("", one.metric)]
    broken = [one for one in mine if one.breach]
    waived = sum(one.reason in rules.excluded_reasons for one in broken)
    return Share(met=len(mine) - len(broken), counted=len(mine) - waived)


def _place(line: Line) -> tuple[int, Cause]:
    return line.broken.breached_at if line.broken else 0, line.cause
