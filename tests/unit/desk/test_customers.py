"""Customers, kinds of case, reasons for breaches, and credits, as the desk file says them."""

import re
from decimal import Decimal

import pytest

from csopsbot.desk import parse
from csopsbot.domain.sla.credits import Attainment, CreditRules, PerBreach
from tests.unit.desk.promises import TEAM, TODAY, complaints, desk


def test_a_customer_has_a_tier_whichever_way_the_name_is_spelt() -> None:
    found = desk('customers: [{name: "Fabrikam ", tier: gold}, {name: Acme}]')
    assert (found.tier("FABRIKAM"), found.tier("Acme"), found.tier("X")) == ("gold", "", "")


def test_kinds_of_case_keep_their_order() -> None:
    assert desk("case_kinds: [Question, Incident]").case_kinds == ("Question", "Incident")


def test_reasons_for_breaches_left_out_are_the_usual_ones() -> None:
    assert desk().breach_reasons[0] == "Waiting for information"
    assert desk("breach_reasons: [The moon]").breach_reasons == ("The moon",)


@pytest.mark.parametrize(("written", "called"), [("U1", ("U1",)), ("[U1, S2]", ("U1", "S2"))])
def test_a_team_has_people_and_groups_on_call(written: str, called: tuple[str, ...]) -> None:
    text = f"{TEAM.rstrip()[:-2]}, on_call: {written}}}]"
    assert parse(text, "desk.yaml", TODAY).teams[0].on_call == called


def test_without_rules_nothing_is_credited() -> None:
    assert desk().credits == CreditRules()


def test_credits_say_all_there_is_to_them() -> None:
    found = desk(
        "customers: [{name: Fabrikam, monthly_fee: 1200.50}]",
        "breach_reasons: [Outside our control, Too few people]",
        "credits:",
        "  currency: GBP",
        "  tz: Europe/London",
        "  per_breach:",
        "  - {percent: 2.5%, metric: resolution, severities: S1}",
        '  - {amount: "50.00"}',
        "  attainment: [{below: 99.5, percent: 10, metric: first_response}]",
        "  cap: 20%",
        "  excluded_reasons: Outside our control",
        "  claim_days: 60",
    ).credits
    assert found == CreditRules(
        currency="GBP",
        fees={"fabrikam": Decimal("1200.50")},
        per_breach=(
            PerBreach(percent=Decimal("2.5"), metric="resolution", severities=frozenset({"S1"})),
            PerBreach(amount=Decimal(50)),
        ),
        attainment=(
            Attainment(below=Decimal("99.5"), percent=Decimal(10), metric="first_response"),
        ),
        cap=Decimal(20),
        excluded_reasons=frozenset({"Outside our control"}),
        claim_days=60,
        tz="Europe/London",
    )


def rules(**changed: str) -> str:
    """Return a section of rules, each on a line of its own from the second on."""
    lines = [f"    {name}: {value}" for name, value in ({"currency": "EUR"} | changed).items()]
    return "\n".join(["credits:", *lines])


WRONG = {
    "a customer twice": (
        "customers: [{name: Acme}, {name: ' ACME'}]",
        "2:34: ' ACME' is here again; it is on line 2 already. A customer is there once",
    ),
    "a kind twice": ("case_kinds: [Incident, incident]", "2:24: 'incident' is here again"),
    "a reason twice": ("breach_reasons: [A, A]", "2:21: 'A' is here again"),
    "no reason at all": ("breach_reasons: []", "2:17: breach_reasons is an empty list"),
    "a long kind": (f"case_kinds: [{'k' * 76}]", "2:14: .* at most 75 characters"),
    "a fee in words": (
        "customers: [{name: Acme, monthly_fee: €50}]",
        "2:39: monthly_fee is '€50', but should be an amount such as 1200.50",
    ),
    "a fee of nothing": (
        "customers: [{name: Acme, monthly_fee: 0}]",
        "2:39: An amount is more than nothing",
    ),
    "a fee finer than a coin": (
        "customers: [{name: Acme, monthly_fee: 0.001}]",
        "2:39: 0.001 is finer than the smallest coin of EUR",
    ),
    "a fee without end": ("customers: [{name: A, monthly_fee: .inf}]", "but should be an amount"),
    "no currency": ("credits: {}", "2:10: currency is missing"),
    "a currency of no form": (rules(currency="euro"), "3:15: 'euro' is no currency"),
    "a zone that is none": (rules(tz="Mars"), "4:9: 'Mars' is not a time zone"),
    "neither amount nor percent": (rules(per_breach="[{metric: resolution}]"), "4:18: Give either"),
    "more than everything": (
        rules(attainment="[{below: 101, percent: 5}]"),
        "4:26: A percentage is more than 0, and 100 at most",
    ),
    "a severity nobody knows": (
        rules(per_breach="[{percent: 5, severities: S9}]"),
        "4:43: There is no severity 'S9'",
    ),
    "a reason nobody gives": (
        rules(excluded_reasons="[Bad luck]"),
        "4:23: There is no reason 'Bad luck'",
    ),
    "a share in words": (rules(cap="half"), "4:10: cap is 'half', but should be a percentage"),
    "no time to claim": (rules(claim_days="0"), "4:17: claim_days is 0, but should be at least 1"),
    "a truth for money": (rules(cap="true"), "4:10: cap is True, but should be a percentage"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_refused_where_it_is_wrong(text: str, said: str) -> None:
    (complaint,) = complaints(text)
    assert re.search(said, complaint), complaint
