"""What customers are given back for promises that were broken, as a contract words it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from csopsbot.domain.sla.credits.money import is_currency, rounded
from csopsbot.domain.sla.errors import CalendarError, Path
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.policy import ANY
from csopsbot.domain.sla.zones import zone

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class PerBreach:
    """What one broken promise is worth: an AMOUNT of money, or PERCENT of the month's fee.

    An empty METRIC is any, and an empty set of severities is all of them.
    """

    amount: Decimal | None = None
    percent: Decimal | None = None
    metric: str = ""
    severities: frozenset[str] = ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment:
    """What it is worth if less than BELOW percent of a metric's promises were kept in a month.

    An empty METRIC counts them all together.
    """

    below: Decimal
    percent: Decimal
    metric: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRules:
    """The rules of the house; without a rule nothing is ever credited.

    FEES are what customers pay for a month, by their names, casefolded. Of PER_BREACH the first
    rule that fits counts; of ATTAINMENT, for each metric, the one that gives most. Both together
    are capped at CAP percent of the fee. A breach explained by one of EXCLUDED_REASONS counts for
    nothing. CLAIM_DAYS after the month ends, in TZ, the time to claim is over.
    """

    currency: str = "EUR"
    fees: Mapping[str, Decimal] = field(default_factory=dict)
    per_breach: tuple[PerBreach, ...] = ()
    attainment: tuple[Attainment, ...] = ()
    cap: Decimal | None = None
    excluded_reasons: frozenset[str] = ANY
    claim_days: int = 30
    tz: str = "UTC"

    @property
    def promises_anything(self) -> bool:
        """Whether there is anything to be had by these rules."""
        return bool(self.per_breach or self.attainment)

    def fee(self, customer: str) -> Decimal | None:
        """Return what CUSTOMER pays for a month, whichever way the name is spelt."""
        return self.fees.get(customer.strip().casefold())


_Found = Iterator[tuple[Path, str]]


def problems(rules: CreditRules, severities: Collection[str], reasons: Collection[str]) -> _Found:
    """Yield what has to be mended in RULES before they can be used, each with its place."""
    if not is_currency(rules.currency):
        yield ("currency",), f"{rules.currency!r} is no currency; write three letters, like EUR."
        return
    yield from _of_money(rules)
    for index, rule in enumerate(rules.per_breach):
        yield from _under(("per_breach", index), _of_breach(rule, rules, severities))
    for index, tier in enumerate(rules.attainment):
        yield from _under(("attainment", index), _of_tier(tier))
    for reason in sorted(rules.excluded_reasons - frozenset(reasons)):
        yield ("excluded_reasons",), _unknown("reason", reason, reasons)
    yield from _of_time(rules)


def _of_money(rules: CreditRules) -> _Found:
    for customer, fee in rules.fees.items():
        yield from _under(("fees", customer), _of_amount(fee, rules.currency))
    if rules.cap is not None:
        yield from _under(("cap",), _of_percentage(rules.cap))


def _of_breach(rule: PerBreach, rules: CreditRules, severities: Collection[str]) -> _Found:
    if (rule.amount is None) is (rule.percent is None):
        yield (), "Give either an amount or a percent of the fee."
    if rule.amount is not None:
        yield from _under(("amount",), _of_amount(rule.amount, rules.currency))
    if rule.percent is not None:
        yield from _under(("percent",), _of_percentage(rule.percent))
    yield from _of_metric(rule.metric)
    for severity in sorted(rule.severities - frozenset(severities)):
        yield ("severities",), _unknown("severity", severity, severities)


def _of_tier(tier: Attainment) -> _Found:
    yield from _under(("below",), _of_percentage(tier.below))
    yield from _under(("percent",), _of_percentage(tier.percent))
    yield from _of_metric(tier.metric)


def _of_metric(metric: str) -> _Found:
    if metric and metric not in METRICS:
        yield ("metric",), _unknown("metric", metric, METRICS)


def _of_amount(amount: Decimal, currency: str) -> _Found:
    if not amount.is_finite() or amount <= 0:
        yield (), "An amount is more than nothing."
    elif rounded(amount, currency) != amount:
        yield (), f"{amount} is finer than the smallest coin of {currency}."


def _of_percentage(percent: Decimal) -> _Found:
    if not percent.is_finite() or not 0 < percent <= HUNDRED:
        yield (), "A percentage is more than 0, and 100 at most."


def _of_time(rules: CreditRules) -> _Found:
    if rules.claim_days < 1:
        yield ("claim_days",), "There is a day at least to claim."
    try:
        zone(rules.tz)
    except CalendarError as error:
        yield error.path, error.message


def _under(prefix: Path, found: Iterable[tuple[Path, str]]) -> _Found:
    for path, message in found:
        yield (*prefix, *path), message


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    return f"There is no {kind} {name!r}; there are {', '.join(sorted(known)) or 'none'}."
