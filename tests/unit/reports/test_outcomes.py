"""What became of promises, and how it is counted."""

from dataclasses import replace

import pytest

from csopsbot.domain import events as e
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.instants import moment
from csopsbot.domain.sla.policy import Scope, Warn
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.thresholds import Key
from csopsbot.reports.comparison import from_the_beginning, in_tier
from csopsbot.reports.outcomes import Case, Outcome, Period, as_it_was, as_replayed
from csopsbot.reports.tally import Group, Tallies, Tally
from tests.unit.reports.stories import EVER, MIA, RESOLVED, WAITS, agreed, case
from tests.unit.sla.clocks import HOUR, at, policy, target

STRICT = agreed(policy(target(HOUR, warnings=(Warn(50),))))
MISSED_BY_TWO = case(("mon 12:00", RESOLVED))


def outcome(story: Case, agreements: Agreements = STRICT, period: Period = EVER) -> Outcome:
    (found,) = as_it_was(story, agreements, period)
    return found


@pytest.mark.parametrize(
    ("story", "status", "late"),
    [
        (case(("mon 09:59", RESOLVED)), Status.MET, None),
        (MISSED_BY_TWO, Status.MISSED, 2 * HOUR),
        (case(("mon 09:30", e.Withdrawn(by=MIA))), Status.CANCELLED, None),
        (case(("mon 11:30", e.Withdrawn(by=MIA))), Status.CANCELLED, HOUR + HOUR // 2),
        (case(("mon 11:00", WAITS)), Status.PAUSED, HOUR),
        (case(("mon 09:30", WAITS)), Status.PAUSED, None),
    ],
    ids=["met", "missed", "withdrawn", "withdrawn late", "overdue and paused", "paused in time"],
)
def test_a_promise_becomes(story: Case, status: Status, late: int | None) -> None:
    assert (outcome(story).status, outcome(story).late_by) == (status, late)


def test_a_lower_severity_afterwards_heals_nothing() -> None:
    by_severity = agreed(policy(target(HOUR, severity="s3"), target(8 * HOUR, severity="s4")))
    story = case(("mon 11:00", e.SeverityChanged(by=MIA, severity="s4")), ("mon 12:00", RESOLVED))
    found = outcome(story, by_severity)
    assert (found.status, found.late_by) == (Status.MET, 2 * HOUR)
    assert (counted(found).met, counted(found).missed) == (0, 1)


def test_what_was_never_promised_is_not_counted() -> None:
    others = agreed(policy(scope=Scope(customers=frozenset({"Globex"}))))
    assert list(as_it_was(case(), others, EVER)) == []


def test_what_was_over_before_the_period_is_left_out() -> None:
    later = Period(at("tue 00:00"), EVER.now)
    assert list(as_it_was(MISSED_BY_TWO, STRICT, later)) == []
    assert outcome(case(), period=later).late_by is not None


def test_alerts_are_those_that_there_were() -> None:
    key = Key("sla/resolution", 1, 0, "breach")
    passed = e.ThresholdPassed(
        key=key, at=moment(at("mon 10:00")), policy="standard v1", severity="s3", target_s=HOUR
    )
    called = e.Alerted(alert=2, rung=0, nth=1)
    story = case(("mon 10:00", passed), ("mon 10:00", called), ("mon 12:00", called))
    assert (outcome(story).alerts, outcome(story).calls) == (1, 2)
    since = Period(at("mon 11:00"), EVER.now)
    assert (outcome(story, period=since).alerts, outcome(story, period=since).calls) == (0, 1)


def test_alerts_are_those_that_there_would_have_been() -> None:
    (imagined,) = as_replayed(MISSED_BY_TWO, STRICT, EVER)
    assert (imagined.alerts, imagined.calls) == (2, 2)


def test_a_policy_in_shadow_is_told_apart_from_what_was() -> None:
    both = agreed(policy(), policy(target(HOUR), key="try", shadow=True))
    (was,) = as_it_was(MISSED_BY_TWO, both, EVER)
    (tried,) = as_replayed(MISSED_BY_TWO, both, EVER, shadow=True)
    assert (was.status, tried.status) == (Status.MET, Status.MISSED)
    assert was.clock == tried.clock == "sla/resolution"


def test_a_simulated_policy_holds_from_the_beginning() -> None:
    new = agreed(policy(target(HOUR), effective_from=EVER.now + HOUR))
    assert list(as_replayed(MISSED_BY_TWO, new, EVER)) == []
    (imagined,) = as_replayed(MISSED_BY_TWO, from_the_beginning(new), EVER)
    assert imagined.status is Status.MISSED


def test_a_customer_may_be_put_in_another_tier() -> None:
    gold = agreed(policy(target(HOUR), scope=Scope(tiers=frozenset({"gold"}))))
    assert list(as_replayed(MISSED_BY_TWO, gold, EVER)) == []
    (imagined,) = as_replayed(in_tier(MISSED_BY_TWO, {"Acme": "gold"}.__getitem__), gold, EVER)
    assert imagined.status is Status.MISSED


KEPT = Outcome(
    customer="Acme", severity="s1", clock="sla/resolution", status=Status.MET, late_by=None
)
LATE = replace(KEPT, status=Status.MISSED, late_by=60)


def counted(*outcomes: Outcome) -> Tally:
    tally = Tally()
    for one in outcomes:
        tally.add(one)
    return tally


def test_what_was_broken_before_it_was_cancelled_is_missed() -> None:
    tally = counted(replace(LATE, status=Status.CANCELLED))
    assert (tally.missed, tally.cancelled, tally.attainment) == (1, 0, 0)


def test_attainment_is_the_kept_part_of_what_is_decided() -> None:
    running = replace(KEPT, status=Status.RUNNING)
    cancelled = replace(KEPT, status=Status.CANCELLED)
    assert counted(KEPT, KEPT, KEPT, LATE, running, cancelled).attainment == 75
    assert counted(running, cancelled).attainment is None


def test_what_is_overdue_can_no_longer_be_kept() -> None:
    overdue = replace(KEPT, status=Status.RUNNING, late_by=1)
    tally = counted(KEPT, overdue)
    assert (tally.attainment, tally.overdue, tally.running) == (50, 1, 0)


def test_lateness_is_told_by_its_middle_and_its_worst() -> None:
    tally = counted(LATE, replace(LATE, late_by=7200), replace(LATE, late_by=90), KEPT)
    assert (tally.late_median, tally.late_worst) == (90, 7200)
    assert (counted(KEPT).late_median, counted(KEPT).late_worst) == (None, None)


def test_tallies_add_up() -> None:
    both = counted(KEPT, LATE)
    both.join(counted(LATE, replace(KEPT, alerts=3)))
    assert both == counted(KEPT, LATE, LATE, replace(KEPT, alerts=3))


def test_a_customer_is_the_same_however_the_name_is_capitalised() -> None:
    tallies = Tallies()
    tallies.add(KEPT)
    tallies.add(replace(LATE, customer="ACME"))
    assert list(tallies) == [Group("Acme", "s1", "sla/resolution")]
    assert tallies[Group("acme", "s1", "sla/resolution")] == counted(KEPT, LATE)


def test_a_policy_that_is_taken_out_takes_no_breach_along() -> None:
    retired = agreed(policy(target(HOUR), retired_from=at("mon 11:30")))
    found = outcome(case(), retired)
    assert found.late_by is not None
    assert counted(found).missed == 1
