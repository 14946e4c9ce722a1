"""From a desk file's rules of service credits to those that are counted by."""

from collections.abc import Iterator

from csopsbot.desk.credit_form import AttainmentPart, PerBreachPart
from csopsbot.desk.file import DeskPart
from csopsbot.desk.problems import Problem
from csopsbot.desk.tree import Path, Tree
from csopsbot.domain.sla.credits import Attainment, CreditRules, PerBreach, problems


def credit_rules(part: DeskPart) -> CreditRules:
    """Return the rules that PART describes; where there are none, nothing is ever credited."""
    fees = {
        _known_as(one.name): one.monthly_fee
        for one in part.customers
        if one.monthly_fee is not None
    }
    if part.credits is None:
        return CreditRules(fees=fees)
    return CreditRules(
        currency=part.credits.currency,
        fees=fees,
        per_breach=tuple(_per_breach(one) for one in part.credits.per_breach),
        attainment=tuple(_attainment(one) for one in part.credits.attainment),
        cap=part.credits.cap,
        excluded_reasons=frozenset(part.credits.excluded_reasons),
        claim_days=part.credits.claim_days,
        tz=part.credits.tz,
    )


def credit_problems(tree: Tree, part: DeskPart) -> Iterator[Problem]:
    """Yield what has to be mended in the rules of a well-formed file."""
    severities = [one.key for one in part.severities]
    for path, message in problems(credit_rules(part), severities, part.breach_reasons):
        yield tree.problem(tree.mark(_written_at(path, part)), message)


def credit_doubts(part: DeskPart) -> Iterator[tuple[Path, str]]:
    """Yield where a share of a fee is to be given back, and nobody knows the fee."""
    rules = credit_rules(part)
    by_fee = rules.attainment or any(one.percent for one in rules.per_breach) or rules.cap
    missed = [one.name for one in part.customers if not rules.fee(one.name)]
    if by_fee and missed:
        said = "Nothing is credited by percentage or under a cap without a monthly_fee; "
        said += f"none is known of {', '.join(missed)}."
        yield ("credits",), said


def _per_breach(part: PerBreachPart) -> PerBreach:
    return PerBreach(
        amount=part.amount,
        percent=part.percent,
        metric=part.metric or "",
        severities=frozenset(part.severities),
    )


def _attainment(part: AttainmentPart) -> Attainment:
    return Attainment(below=part.below, percent=part.percent, metric=part.metric or "")


def _written_at(path: Path, part: DeskPart) -> Path:
    """Return the place in the file of what the rules complain about."""
    match path:
        case ("fees", str(name)):
            names = [_known_as(one.name) for one in part.customers]
            return ("customers", names.index(name), "monthly_fee")
    return ("credits", *path)


def _known_as(name: str) -> str:
    return name.strip().casefold()
