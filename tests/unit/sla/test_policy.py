"""Which policy an escalation falls under, and why."""

from dataclasses import replace

import pytest

from csopsbot.domain.sla.choice import Match, PassedOver, Reason, choose
from csopsbot.domain.sla.policy import Policy, Scope
from tests.unit.sla.clocks import FACTS, HOUR, policy, target

ANYBODY = policy(key="anybody")
GOLD = policy(key="gold", scope=Scope(tiers=frozenset({"gold"})))
SILVER = policy(key="silver", scope=Scope(tiers=frozenset({"silver"})))


def chosen(*policies: Policy, at: int = 0, shadow: bool = False) -> str | None:
    match = choose(policies, FACTS, "sla", at, shadow=shadow)
    return match.policy.name if match else None


def test_the_first_that_matches_is_chosen() -> None:
    assert chosen(SILVER, GOLD, ANYBODY) == "gold v1"


def test_why_it_was_chosen_and_others_were_not_is_kept() -> None:
    assert choose((SILVER, GOLD), FACTS, "sla", 0) == Match(
        GOLD,
        because=(Reason("tiers", "gold"),),
        passed_over=(PassedOver("silver v1", Reason("tiers", "gold")),),
    )


def test_without_a_match_there_is_no_promise() -> None:
    assert chosen(SILVER) is None


@pytest.mark.parametrize(
    "scope",
    [
        Scope(customers=frozenset({"acme"})),
        Scope(tiers=frozenset({"gold"})),
        Scope(areas=frozenset({"cards"})),
        Scope(teams=frozenset({"payments"})),
        Scope(severities=frozenset({"S3"})),
        Scope(tiers=frozenset({"gold", "silver"}), teams=frozenset({"payments"})),
    ],
)
def test_a_scope_matches_whatever_the_case_of_its_letters(scope: Scope) -> None:
    assert chosen(policy(scope=scope)) == "standard v1"


@pytest.mark.parametrize(
    "scope",
    [
        Scope(customers=frozenset({"Globex"})),
        Scope(kinds=frozenset({"question"})),
        Scope(tiers=frozenset({"gold"}), teams=frozenset({"ops"})),
    ],
)
def test_one_fact_that_is_not_asked_for_is_enough_to_pass_it_over(scope: Scope) -> None:
    assert chosen(policy(scope=scope)) is None


def test_what_customers_and_what_support_were_promised_are_chosen_apart() -> None:
    assert chosen(policy(audience="ola")) is None


def test_a_policy_in_shadow_takes_nothing_from_the_others() -> None:
    trial = policy(key="trial", shadow=True)
    assert chosen(trial, ANYBODY) == "anybody v1"
    assert chosen(trial, ANYBODY, shadow=True) == "trial v1"


def test_the_newest_version_in_force_is_the_one_that_counts() -> None:
    newer = replace(ANYBODY, version=2, effective_from=100)
    assert [chosen(newer, ANYBODY, at=at) for at in (99, 100)] == ["anybody v1", "anybody v2"]


def test_a_policy_stands_where_it_was_first_mentioned() -> None:
    newer = replace(GOLD, version=2, effective_from=100)
    assert chosen(GOLD, ANYBODY, newer, at=100) == "gold v2"


def test_a_policy_stands_at_the_rank_of_the_version_in_force() -> None:
    first = replace(ANYBODY, rank=1)
    second = replace(GOLD, rank=2)
    moved_up = replace(GOLD, version=2, effective_from=100, rank=0)
    book = (second, first, moved_up)
    assert [chosen(*book, at=at) for at in (99, 100)] == ["anybody v1", "gold v2"]


def test_a_retired_policy_is_passed_by() -> None:
    assert chosen(replace(GOLD, retired_from=100), ANYBODY, at=100) == "anybody v1"


def test_a_severity_with_a_target_of_its_own_does_not_take_the_general_one() -> None:
    general, severe = target(), target(HOUR, severity="s1")
    found = policy(general, severe)
    assert found.target("resolution", "s1") == severe
    assert found.target("resolution", "s2") == general
    assert found.target("first_response", "s1") is None
