"""What was promised to whom, as the desk file says it."""

import re
from datetime import UTC, datetime

import pytest

from csopsbot.domain.sla.policy import (
    Policy,
    Reopen,
    Retarget,
    Rung,
    Scope,
    Target,
    Warn,
)
from csopsbot.domain.sla.state import Clock
from tests.unit.desk.promises import calendar, complaints, desk, policy


def read(*others: str, **parts: str) -> Policy:
    return desk(*others, policy(**parts)).agreements.policies[0]


def test_the_shortest_policy_is_for_all_and_calls_nobody() -> None:
    assert read() == Policy(
        key="gold",
        audience="ola",
        targets=(
            Target(metric="resolution", seconds=14_400, calendar="always", warnings=(Warn(50),)),
        ),
    )


def test_without_policies_nothing_is_promised() -> None:
    assert desk().agreements.clocks == ()


def test_a_promise_is_a_clock() -> None:
    assert desk(policy()).agreements.clocks == (Clock("resolution", "ola"),)


def test_a_target_says_all_there_is_to_it() -> None:
    target = "{metric: next_update, severity: S2, within: 1h 30m, calendar: office, "
    target += "warn: [75%, 15m left], mode: periodic}"
    assert read(calendar(), targets=f"[{target}]").targets == (
        Target(
            metric="next_update",
            seconds=5400,
            calendar="office",
            severity="S2",
            warnings=(Warn(75), Warn(900, "left")),
            mode="periodic",
        ),
    )


def test_a_scope_names_one_or_several() -> None:
    kinds = "case_kinds: [Incident, Question]"
    scope = "{customers: [Acme, Fabrikam], kinds: incident, teams: pay, severities: [S1, S2]}"
    assert read(kinds, scope=scope).scope == Scope(
        customers=frozenset({"Acme", "Fabrikam"}),
        kinds=frozenset({"incident"}),
        teams=frozenset({"pay"}),
        severities=frozenset({"S1", "S2"}),
    )


def test_a_ladder_calls_several_people_again_and_again() -> None:
    ladder = "[{at: 50%, who: on_call, after: 5m, every: 10m, times: 3}, "
    ladder += "{at: breach, who: [U1, S2], channel: C9, always: true}]"
    assert read(ladder=ladder).ladder == (
        Rung(threshold="50%", who=("on_call",), after=300, every=600, times=3),
        Rung(threshold="breach", who=("U1", "S2"), channel="C9", always=True),
    )


def test_a_rung_may_name_a_warning_in_other_words_than_its_target_does() -> None:
    target = "[{metric: resolution, within: 4h, warn: 90m left}]"
    assert read(targets=target, ladder="[{at: 1h 30m left, who: U1}]").ladder[0].threshold == (
        "5400s left"
    )


def test_pauses_reopening_and_changes_of_target_follow_their_rules() -> None:
    found = read(
        pauses="{resolution: on_hold, next_update: []}",
        starts_on="assigned",
        reopen="{rule: new_cycle, window: 7d}",
        retarget="{rule: restart, grace: 30m}",
        shadow="true",
    )
    assert found.pauses == {"resolution": {"on_hold"}, "next_update": frozenset()}
    assert found.starts_on == "assigned"
    assert found.reopen == Reopen(rule="new_cycle", window=7 * 86_400)
    assert found.retarget == Retarget(rule="restart", grace=1800)
    assert found.shadow


def test_policies_are_ranked_by_their_places() -> None:
    second = policy(key="silver", scope="{severities: S1}").removeprefix("policies:\n")
    first = policy(scope="{severities: S2}")
    assert [(one.key, one.rank) for one in desk(first, second).agreements.policies] == [
        ("gold", 0), ("silver", 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Europe/Madrid", datetime(2026, 11, 30, 23, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 12, 1, 5, tzinfo=UTC)),
    ],
)
def test_a_date_begins_where_the_calendar_is(zone: str, begins: datetime) -> None:
    found = read(calendar(tz=zone), calendar="office", effective_from="2026-12-01")
    assert found.effective_from == begins.timestamp()


TARGET = "[{metric: resolution, within: 4h%s}]"
WRONG = {
    "a metric nobody knows": (
        policy(targets="[{metric: resolution_time, within: 4h}]"),
        "6:24: metric is 'resolution_time', .* Did you mean resolution?",
    ),
    "an audience nobody knows": (policy(audience="slo"), "4:15: audience is 'slo', but .* sla"),
    "a day of open time": (
        policy(targets="[{metric: resolution, within: 2d}]"),
        "6:44: within is '2d', but should be in hours, .* depends on the calendar",
    ),
    "a bare number": (
        policy(targets="[{metric: resolution, within: 30}]"),
        "6:44: within is 30, but should be a length of time such as 45s",
    ),
    "a unit nobody knows": (policy(targets="[{metric: resolution, within: 4x}]"), "6:44: within"),
    "no time at all": (
        policy(targets="[{metric: resolution, within: 0m}]"),
        "6:44: A target is longer than nothing",
    ),
    "more than a year": (
        policy(targets="[{metric: resolution, within: 9999h}]"),
        "6:44: .* at most a year",
    ),
    "no targets": (policy(targets="[]"), "6:14: targets is an empty list"),
    "two targets for one": (
        policy(targets="[{metric: resolution, within: 4h}, {metric: resolution, within: 5h}]"),
        "6:14: resolution at any severity has two targets",
    ),
    "no calendar": (
        policy(calendar="").replace("    calendar: \n", ""),
        "5:15: By which calendar\\? Give the target or its policy one, such as always",
    ),
    "a calendar nobody knows": (
        policy(calendar="office"),
        "5:15: 'office' is none of the calendars. There are always",
    ),
    "a target's calendar nobody knows": (
        policy(targets=TARGET % ", calendar: offce"),
        "6:58: 'offce' is none of the calendars",
    ),
    "a severity nobody knows": (
        policy(targets=TARGET % ", severity: S9"),
        "6:58: There is no severity 'S9'; there are S1, S2",
    ),
    "news of a resolution": (
        policy(targets=TARGET % ", mode: periodic"),
        "6:54: Only next_update is periodic",
    ),
    "a warning after the target": (
        policy(targets=TARGET % ", warn: 120%"),
        "6:54: A warning is at 1 to 100 percent",
    ),
    "a warning before the start": (
        policy(targets=TARGET % ", warn: [50%, 4h left]"),
        "6:60: A warning comes after the start",
    ),
    "a warning of no form": (policy(targets=TARGET % ", warn: [half]"), "6:55: warn: 'half' sho"),
    "a warning in days": (policy(targets=TARGET % ", warn: [1d left]"), "6:55: warn: '1d left'"),
    "a warning twice": (
        policy(targets=TARGET % ", warn: [60m left, 1h left]"),
        "6:54: The warning at 3600s left is there twice",
    ),
    "a rung without a warning": (
        policy(ladder="[{at: 80%, who: U1}]"),
        "7:19: No target of the policy warns at 80%; there are 50%, breach",
    ),
    "a rung at no moment": (policy(ladder="[{at: late, who: U1}]"), "7:19: at is 'late', but .*"),
    "a rung for nobody": (policy(ladder="[{at: breach}]"), "7:14: Say whom to call"),
    "a rung for a name": (policy(ladder="[{at: breach, who: ana}]"), "who: 'ana' should be on_ca"),
    "a rung in a channel's name": (
        policy(ladder="[{at: breach, channel: '#leads'}]"),
        "7:36: channel is '#leads', but should be a channel's ID",
    ),
    "a rung every moment": (
        policy(ladder="[{at: breach, who: U1, times: 3, every: 10s}]"),
        "Say after how long to call again: at least 60 seconds",
    ),
    "a rung never": (policy(ladder="[{at: breach, who: U1, times: 0}]"), "should be at least 1"),
    "a rung in words": (
        policy(ladder="[{at: breach, who: U1, always: 'yes'}]"),
        "always is 'yes', but should be true or false",
    ),
    "a reason nobody waits for": (
        policy(pauses="{resolution: lunch}"),
        "7:26: pauses: 'lunch' should be one of|7:26: resolution: 'lunch' should be one of on_hold",
    ),
    "a pause of no metric": (policy(pauses="{solving: on_hold}"), "7:14: 'solving' should be one"),
    "a window of no form": (policy(reopen="{window: soon}"), "7:22: .* such as 15m, 8h or 14d"),
    "a rule nobody knows": (policy(retarget="{rule: keeps}"), "7:22: .* Did you mean keep?"),
    "a customer's promise on assignment": (
        policy(audience="sla", starts_on="assigned"),
        "7:16: What customers were promised begins when they ask",
    ),
    "a team nobody knows": (
        policy(scope="{teams: [pay, platform]}"),
        "7:26: 'platform' is none of the keys of teams. There are pay",
    ),
    "an area nobody knows": (policy(scope="{areas: Cards}"), "7:20: 'Cards' .* There are none"),
    "a kind nobody knows": (
        policy(scope="{kinds: incidents}") + "\ncase_kinds: [Incident]",
        "7:20: 'incidents' is none of the case_kinds. Did you mean Incident?",
    ),
    "a tier nobody has": (
        policy(scope="{tiers: gould}") + "\ncustomers: [{name: A, tier: gold}]",
        "7:20: 'gould' is none of the tiers that customers have. Did you mean gold?",
    ),
    "a severity nobody has": (policy(scope="{severities: S9}"), "7:25: There is no severity 'S9'"),
    "a date in words": (policy(effective_from="2026"), "effective_from is 2026, but should be a"),
    "a version": (policy(version="2"), "7:5: 'version' is not known here"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_policy_is_refused_where_it_is_wrong(text: str, said: str) -> None:
    (complaint,) = complaints(text)
    assert re.search(said, complaint), complaint


def test_a_policy_behind_one_for_all_is_never_reached() -> None:
    second = policy(key="silver").removeprefix("policies:\n")
    (complaint,) = complaints(policy(), second)
    assert complaint.startswith("7:5: gold stands before silver and is for all; put it last.")


def test_two_policies_have_two_keys() -> None:
    second = policy(scope="{severities: S1}").removeprefix("policies:\n")
    found = complaints(policy(scope="{severities: S2}"), second)
    assert found[0].startswith("8:10: 'gold' is here again; it is on line 3 already.")


def test_a_target_that_no_clock_reaches_is_refused() -> None:
    text = calendar(hours="{mon: 09:00-09:01}")
    target = "[{metric: resolution, within: 8784h}]"
    (complaint,) = complaints(text, policy(calendar="office", targets=target))
    assert complaint.startswith("10:44: So much is never open by the calendar office.")


def test_every_mistake_of_several_policies_is_told_at_once() -> None:
    first = policy(audience="sla", starts_on="assigned", scope="{teams: nobody}")
    second = policy(key="b", calendar="no").removeprefix("policies:\n")
    lines = [complaint.split(":")[0] for complaint in complaints(first, second)]
    assert lines == ["7", "8", "11"]
