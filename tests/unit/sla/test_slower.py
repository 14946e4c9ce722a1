"""What the house promised itself must not take longer than what it promised the customer."""

from dataclasses import replace

from csopsbot.domain.sla.policy import Policy, Scope
from csopsbot.domain.sla.slower import Slower, slower
from tests.unit.sla.clocks import CALENDARS, HOUR, at, policy, said, target

HOURLY = range(at("mon 00:00"), at("++mon 00:00"), HOUR)
DAY_ROUND_THE_CLOCK = policy(target(24 * HOUR, "always"), key="outside")


def within(seconds: int, calendar: str = "office", scope: Scope | None = None) -> Policy:
    return policy(target(seconds, calendar), key="inside", audience="ola", scope=scope or Scope())


def found(*policies: Policy) -> list[Slower]:
    return list(slower(policies, ("s1", "s3"), CALENDARS, HOURLY))


def test_fewer_hours_can_be_due_later() -> None:
    first = found(within(8 * HOUR), DAY_ROUND_THE_CLOCK)[0]
    assert (said(first.first), said(first.ola_due), said(first.sla_due)) == (
        "fri 10:00",
        "+mon 10:00",
        "sat 10:00",
    )


def test_a_stricter_promise_within_is_as_it_should_be() -> None:
    assert found(within(12 * HOUR, "always"), DAY_ROUND_THE_CLOCK) == []


def test_promises_for_different_escalations_are_not_compared() -> None:
    gold, silver = (Scope(tiers=frozenset({tier})) for tier in ("gold", "silver"))
    outside = policy(target(HOUR, "always"), scope=silver)
    assert found(within(8 * HOUR, scope=gold), outside) == []


def test_only_severities_that_both_are_for_are_compared() -> None:
    severe = within(8 * HOUR, scope=Scope(severities=frozenset({"s1"})))
    assert [one.severity for one in found(severe, DAY_ROUND_THE_CLOCK)] == ["s1"]


def test_what_is_in_shadow_was_promised_to_nobody() -> None:
    tried_out = replace(DAY_ROUND_THE_CLOCK, shadow=True)
    assert found(within(8 * HOUR), tried_out) == []
