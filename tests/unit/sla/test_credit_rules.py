"""What is refused in the rules for credits, and where."""

from decimal import Decimal

import pytest

from csopsbot.domain.sla.credits import Attainment, CreditRules, PerBreach, problems

FIFTY, FIVE = Decimal(50), Decimal(5)
GOOD = CreditRules(
    fees={"acme": Decimal("1200.50")},
    per_breach=(PerBreach(amount=FIFTY, metric="resolution", severities=frozenset({"s1"})),),
    attainment=(Attainment(below=Decimal("99.5"), percent=FIVE),),
    cap=Decimal(30),
    excluded_reasons=frozenset({"force_majeure"}),
    tz="Europe/Berlin",
)


def refused(rules: CreditRules) -> list[tuple[str | int, ...]]:
    return [path for path, _ in problems(rules, ["s1", "s2"], ["force_majeure"])]


def test_rules_that_can_be_used_have_no_problems() -> None:
    assert refused(GOOD) == []
    assert refused(CreditRules()) == []


@pytest.mark.parametrize(
    ("rules", "path"),
    [
        (CreditRules(currency="euro"), ("currency",)),
        (CreditRules(fees={"acme": Decimal("0.005")}), ("fees", "acme")),
        (CreditRules(fees={"acme": Decimal("NaN")}), ("fees", "acme")),
        (CreditRules(currency="JPY", fees={"acme": Decimal("0.50")}), ("fees", "acme")),
        (CreditRules(cap=Decimal(101)), ("cap",)),
        (CreditRules(per_breach=(PerBreach(),)), ("per_breach", 0)),
        (CreditRules(per_breach=(PerBreach(amount=FIFTY, percent=FIVE),)), ("per_breach", 0)),
        (
            CreditRules(per_breach=(PerBreach(amount=-FIFTY),)),
            ("per_breach", 0, "amount"),
        ),
        (
            CreditRules(per_breach=(PerBreach(amount=FIFTY, metric="mood"),)),
            ("per_breach", 0, "metric"),
        ),
        (
            CreditRules(per_breach=(PerBreach(amount=FIFTY, severities=frozenset({"s9"})),)),
            ("per_breach", 0, "severities"),
        ),
        (
            CreditRules(attainment=(Attainment(below=Decimal(0), percent=FIVE),)),
            ("attainment", 0, "below"),
        ),
        (CreditRules(excluded_reasons=frozenset({"weather"})), ("excluded_reasons",)),
        (CreditRules(claim_days=0), ("claim_days",)),
        (CreditRules(tz="Europe/Berln"), ("tz",)),
    ],
)
def test_each_mistake_is_shown_in_its_place(
    rules: CreditRules, path: tuple[str | int, ...]
) -> None:
    assert refused(rules) == [path]


def test_a_fee_is_found_however_the_name_is_spelt() -> None:
    assert GOOD.fee(" ACME ") == Decimal("1200.50")
