"""Policies that cannot be meant as they are written."""

from dataclasses import replace

import pytest

from csopsbot.domain.sla.checks import Known, problems
from csopsbot.domain.sla.errors import Path
from csopsbot.domain.sla.policy import Policy, Reopen, Retarget, Rung, Scope, Warn
from tests.unit.sla.clocks import HOUR, policy, target

KNOWN = Known(calendars=("office", "always"), severities=("s1", "s2", "s3"))
GOOD = policy(
    target(warnings=(Warn(75), Warn(HOUR, "left"))),
    target(HOUR, metric="next_update", mode="periodic"),
    ladder=(Rung(threshold="75%", who=("on_call",)), Rung(threshold="breach", channel="C_LEADS")),
)
ON_CALL = Rung(threshold="breach", who=("on_call",))


def found(*policies: Policy) -> list[Path]:
    return [one.path for one in problems(policies, KNOWN)]


def test_a_good_policy_has_no_problem() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        (target(metric="speed"), ("targets", 0, "metric")),
        (target(0), ("targets", 0, "seconds")),
        (target(calendar="moon"), ("targets", 0, "calendar")),
        (target(severity="s9"), ("targets", 0, "severity")),
        (target(mode="periodic"), ("targets", 0, "mode")),
        (target(warnings=(Warn(0),)), ("targets", 0, "warnings", 0)),
        (target(warnings=(Warn(50), Warn(101))), ("targets", 0, "warnings", 1)),
        (target(HOUR, warnings=(Warn(HOUR, "left"),)), ("targets", 0, "warnings", 0)),
        (target(warnings=(Warn(50), Warn(50))), ("targets", 0, "warnings")),
    ],
)
def test_a_bad_target_is_named_by_its_place(bad: object, path: Path) -> None:
    assert found(replace(GOOD, targets=(bad,), ladder=())) == [(0, *path)]  # type: ignore[arg-type] # it is one


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        (replace(GOOD, targets=(), ladder=()), ("targets",)),
        (policy(target(), target()), ("targets",)),
        (policy(scope=Scope(severities=frozenset({"s9"}))), ("scope", "severities")),
        (policy(pauses={"speed": frozenset()}), ("pauses", "speed")),
        (policy(pauses={"resolution": frozenset({"lunch"})}), ("pauses", "resolution")),
        (policy(reopen=Reopen(window=-1)), ("reopen", "window")),
        (policy(retarget=Retarget(grace=-1)), ("retarget", "grace")),
        (policy(starts_on="assigned"), ("starts_on",)),
        (policy(effective_from=5, retired_from=5), ("retired_from",)),
    ],
)
def test_a_bad_rule_is_named_by_its_place(bad: Policy, path: Path) -> None:
    assert found(bad) == [(0, *path)]


@pytest.mark.parametrize(
    ("bad", "place"),
    [
        (Rung(threshold="80%", who=("on_call",)), "threshold"),
        (Rung(threshold="breach"), "who"),
        (replace(ON_CALL, after=-1), "after"),
        (replace(ON_CALL, times=0), "times"),
        (replace(ON_CALL, times=2, every=59), "every"),
    ],
)
def test_a_bad_rung_is_named_by_its_place(bad: Rung, place: str) -> None:
    assert found(policy(ladder=(ON_CALL, bad))) == [(0, "ladder", 1, place)]


def test_a_policy_behind_one_for_all_is_never_reached() -> None:
    gold = policy(key="gold", scope=Scope(tiers=frozenset({"gold"})))
    assert found(policy(), gold) == [(1,)]
    assert found(gold, policy()) == []


def test_a_policy_behind_one_that_will_not_always_be_for_all_is_reached() -> None:
    gold = policy(key="gold", scope=Scope(tiers=frozenset({"gold"})))
    narrower = replace(policy(), version=2, effective_from=9, scope=gold.scope)
    assert found(policy(), narrower, gold) == []
    assert found(policy(retired_from=9), gold) == []


def test_a_version_is_there_once() -> None:
    assert found(policy(), policy()) == [(1, "version")]


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    (one,) = problems((policy(target(calendar="moon")),), KNOWN)
    assert one.message == "There is no calendar 'moon'; there are always, office."
