from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from csopsbot.app import effects as fx
from csopsbot.app.demand import Demand, demand
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.steering import OnEscalation, change_severity
from csopsbot.app.tracking import issue_made
from csopsbot.domain.desk import Severity
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Policy, Scope
from csopsbot.domain.sla.run import Status
from csopsbot.domain.stage import Stage
from csopsbot.domain.standing import ClockView
from tests.unit.app.house import ADA, DESK, INTAKE, NOON, issue, opened, owed, reacts, state

TWO = replace(DESK, severities=(*DESK.severities, Severity("s2", "S2", 2)))


def waiting(work: Work, customer: str = "Acme", **changes: Any) -> Escalation:
    one = work.escalations.get("E1")
    return replace(one, **changes, intake=replace(INTAKE, customer=customer))


def clock(name: str, due_at: datetime) -> ClockView:
    return ClockView(
        name=name,
        cycle=1,
        status=Status.RUNNING,
        level="calm",
        policy="gold v1",
        severity="s1",
        target_s=60,
        left_s=60,
        due_at=due_at,
    )


def test_a_customer_with_two_escalations_is_one_who_waits(work: Work) -> None:
    opened(work)
    both = [waiting(work), waiting(work, "ACME "), waiting(work, "Birch")]
    found = demand(both, DESK)
    assert found is not None
    assert found.customers == 2


def test_nobody_waits_on_what_is_closed(work: Work) -> None:
    opened(work)
    assert demand([waiting(work, stage=Stage.RESOLVED)], DESK) is None


def test_the_worst_severity_counts(work: Work) -> None:
    opened(work)
    mild = replace(waiting(work), intake=replace(INTAKE, severity="s2"))
    found = demand([mild, waiting(work)], TWO)
    assert found is not None
    assert found.severity == "s1"


def test_the_best_tier_is_that_of_the_first_policy(work: Work) -> None:
    opened(work)
    policies = tuple(
        Policy(key=tier, audience="sla", targets=(), scope=Scope(tiers=frozenset({tier})))
        for tier in ("platinum", "bronze")
    )
    desk = replace(DESK, agreements=Agreements(policies=policies))
    tiers = [
        replace(waiting(work), intake=replace(INTAKE, tier=tier)) for tier in ("bronze", "platinum")
    ]
    found = demand(tiers, desk)
    assert found is not None
    assert found.tier == "platinum"


def test_what_falls_due_first_counts_for_each_side(work: Work) -> None:
    opened(work)
    soon, later = NOON + timedelta(hours=1), NOON + timedelta(hours=9)
    clocks = (clock("ola/resolution", later), clock("sla/next_update", soon))
    found = demand([waiting(work, clocks=clocks)], DESK)
    assert found == Demand(1, "", "s1", due_at=later, promised_at=soon)


def test_a_new_issue_says_who_waits(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    assert fx.ShowDemand("local", "17") in owed(work)


def test_another_severity_is_another_demand(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), TWO, NOON)
    owed(work)
    change_severity(work, OnEscalation(ADA, "E1"), "s2", TWO, NOON)
    assert fx.ShowDemand("local", "17") in owed(work)


def test_who_takes_it_changes_nothing_in_the_demand(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    owed(work)
    reacts(work, ADA, "eyes")
    assert state(work).assignee is not None
    assert fx.ShowDemand("local", "17") not in owed(work)
