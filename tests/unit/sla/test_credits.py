"""What is given back for promises that were broken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csopsbot.domain import events as e
from csopsbot.domain.credited import cycles_of
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.credits import (
    Attainment,
    Cause,
    CreditRules,
    Cycle,
    Issued,
    Line,
    Month,
    NoMonth,
    PerBreach,
    Share,
    Statement,
    month,
    restated,
    restatements,
    statements,
)
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.sla.state import Clock
from tests.unit.domain.builders import ADA, MIA, after, history
from tests.unit.sla.clocks import (
    CALENDARS,
    FIRST_RESPONSE,
    GOES_ON,
    HOUR,
    MINUTE,
    OPENED,
    RAISED,
    RESOLUTION,
    WAITS_FOR_CUSTOMER,
    at,
    cycles,
    policy,
    story,
    target,
)

MARCH = Month(2026, 3)
FEE = Decimal("1000.00")
TEN, NONE = Decimal(10), Decimal(0)
EACH = CreditRules(fees={"acme": FEE}, per_breach=(PerBreach(percent=TEN),))
TIERS = CreditRules(
    fees={"acme": FEE},
    attainment=(
        Attainment(below=Decimal(95), percent=Decimal(5)),
        Attainment(below=Decimal(80), percent=Decimal(20)),
    ),
)
AROUND = policy(target(HOUR, "always"))


def ended(
    *happened: tuple[str, s.What],
    name: str = "ESC-1",
    policies: Policy = AROUND,
    clock: Clock = RESOLUTION,
    **more: Any,
) -> list[Cycle]:
    """Return the cycles of what was opened on Monday at nine, seen five weeks later."""
    signals = story(("mon 09:00", OPENED), *happened)
    found = cycles(signals, "+++++mon 09:00", policies, clock)
    return [Cycle(escalation=name, state=one, **({"customer": "Acme"} | more)) for one in found]


def resolved(when: str, name: str = "ESC-1", **more: Any) -> list[Cycle]:
    return ended((when, s.Resolved()), name=name, **more)


LATE, IN_TIME = resolved("mon 10:30"), resolved("mon 09:30")


def stated(found: Sequence[Cycle], rules: CreditRules = EACH, when: Month = MARCH) -> Statement:
    (statement,) = statements(found, rules, when)
    return statement


def credited(found: Sequence[Cycle], rules: CreditRules = EACH) -> list[Decimal]:
    return [line.amount for line in stated(found, rules).lines]


def why_not(found: Sequence[Cycle], rules: CreditRules = EACH) -> list[str]:
    return [line.why_not for line in stated(found, rules).lines]


def test_a_broken_promise_is_worth_what_the_rules_say() -> None:
    assert credited(LATE) == [Decimal("100.00")]
    flat = replace(EACH, per_breach=(PerBreach(amount=Decimal("7.50")),))
    assert credited(LATE, flat) == [Decimal("7.50")]


def test_a_promise_that_was_kept_is_worth_nothing() -> None:
    assert statements(IN_TIME, EACH, MARCH) == ()


def test_a_line_brings_its_evidence() -> None:
    (line,) = stated(resolved("mon 10:30", reason="no_capacity", note="Two were ill.")).lines
    assert (line.cause.escalation, line.cause.metric, line.cause.cycle) == (
        "ESC-1",
        "resolution",
        1,
    )
    assert line.broken is not None
    assert (line.broken.target, line.broken.spent, line.broken.late_by) == (
        HOUR,
        90 * MINUTE,
        30 * MINUTE,
    )
    assert (line.broken.policy, line.broken.breached_at) == ("standard v1", at("mon 10:00") + 1)
    assert (line.broken.reason, line.broken.note) == ("no_capacity", "Two were ill.")


def test_what_is_still_open_waits_for_its_month() -> None:
    assert statements(ended(), EACH, MARCH) == ()


def test_promises_among_ourselves_and_trials_give_no_credit() -> None:
    ours = policy(target(HOUR, "always"), audience="ola")
    trial = replace(AROUND, shadow=True)
    for promise, clock in (
        (ours, Clock("resolution", "ola")),
        (trial, Clock("resolution", "sla", shadow=True)),
    ):
        late = resolved("mon 10:30", policies=promise, clock=clock)
        assert late[0].breach is not None
        assert statements(late, EACH, MARCH) == ()


def test_time_that_was_paused_is_out_already() -> None:
    waited = ended(
        ("mon 09:10", WAITS_FOR_CUSTOMER), ("tue 09:10", GOES_ON), ("tue 09:50", s.Resolved())
    )
    assert statements(waited, EACH, MARCH) == ()


def test_what_was_withdrawn_is_neither_kept_nor_broken() -> None:
    quiet = ended(("mon 09:30", s.Cancelled()), name="ESC-2")
    assert stated([*LATE, *IN_TIME, *quiet], TIERS).lines[-1].share == Share(1, 2)


def test_what_was_withdrawn_after_it_was_broken_stays_broken() -> None:
    assert credited(ended(("mon 10:30", s.Cancelled()))) == [Decimal("100.00")]


def test_a_breach_counts_under_the_target_that_was_broken() -> None:
    severe = replace(EACH, per_breach=(PerBreach(percent=TEN, severities=frozenset({"s1"})),))
    lowered = ended(
        ("mon 09:00", s.SeverityChanged("s1")),
        ("mon 14:00", s.SeverityChanged("s3")),
        ("mon 15:00", s.Resolved()),
        policies=RAISED,
    )
    (line,) = stated(lowered, severe).lines
    assert line.amount == Decimal("100.00")
    assert line.broken is not None
    assert (line.broken.target, line.broken.late_by) == (4 * HOUR, 2 * HOUR)


def test_the_first_rule_that_fits_counts() -> None:
    rules = replace(
        EACH,
        per_breach=(
            PerBreach(percent=Decimal(1), metric="first_response"),
            PerBreach(percent=Decimal(2), metric="resolution"),
            PerBreach(percent=Decimal(3)),
        ),
    )
    assert credited(LATE, rules) == [Decimal("20.00")]


def test_a_breach_that_no_rule_is_for_is_listed_all_the_same() -> None:
    assert (credited(LATE, TIERS)[0], why_not(LATE, TIERS)[0]) == (NONE, "no_rule")


def test_an_excluded_reason_is_listed_and_gives_nothing() -> None:
    rules = replace(EACH, excluded_reasons=frozenset({"force_majeure"}))
    waived = resolved("mon 10:30", reason="force_majeure")
    assert (credited(waived, rules), why_not(waived, rules)) == ([NONE], ["excluded"])


@pytest.mark.parametrize(
    ("kept", "broken", "credit"),
    [(19, 1, None), (18, 1, "50.00"), (8, 2, "50.00"), (7, 2, "200.00"), (0, 3, "200.00")],
)
def test_the_share_of_kept_promises_decides_exactly(
    kept: int, broken: int, credit: str | None
) -> None:
    named = [replace(LATE[0], escalation=f"ESC-{number}") for number in range(broken)]
    lines = stated([*IN_TIME * kept, *named], TIERS).lines
    found = [line.amount for line in lines if line.share]
    assert found == ([Decimal(credit)] if credit else [])


def test_an_excluded_reason_leaves_the_share_alone() -> None:
    rules = replace(TIERS, excluded_reasons=frozenset({"force_majeure"}))
    waived = resolved("mon 10:30", reason="force_majeure", name="ESC-2")
    found = stated([*LATE, *IN_TIME, *waived], rules)
    assert found.lines[-1].share == Share(1, 2)


def test_a_metric_can_have_tiers_of_its_own() -> None:
    tiers = (Attainment(below=Decimal(90), percent=TEN, metric="first_response"),)
    rules = replace(TIERS, attainment=tiers)
    answer = policy(target(HOUR, "always", "first_response"))
    unanswered = ended(
        ("mon 10:30", s.CustomerTold()), policies=answer, clock=FIRST_RESPONSE, name="ESC-2"
    )
    assert [line.cause.metric for line in stated([*LATE, *unanswered], rules).lines if line.share]
    assert not any(line.share for line in stated(LATE, rules).lines)


def test_a_cap_cuts_what_comes_last() -> None:
    rules = replace(EACH, cap=Decimal(25))
    three = [
        one
        for number, minute in enumerate((50, 30, 40), start=1)
        for one in resolved(f"mon 10:{minute}", name=f"ESC-{number}")
    ]
    found = stated(three, rules)
    assert (found.cap, found.total) == (Decimal("250.00"), Decimal("250.00"))
    assert [line.amount for line in found.lines] == [100, 100, 50]
    assert {line.uncapped for line in found.lines} == {Decimal("100.00")}


def test_half_a_coin_is_rounded_up_and_a_cap_down() -> None:
    rules = replace(EACH, fees={"acme": Decimal("0.45")}, cap=Decimal(99))
    assert credited(LATE, rules) == [Decimal("0.05")]
    assert stated(LATE, rules).cap == Decimal("0.44")


@pytest.mark.parametrize(("currency", "credit"), [("JPY", "13"), ("KWD", "12.500")])
def test_amounts_are_in_the_coins_of_their_currency(currency: str, credit: str) -> None:
    rules = replace(EACH, currency=currency, fees={"acme": Decimal(125)})
    assert str(credited(LATE, rules)[0]) == credit


@pytest.mark.parametrize(
    "rules",
    [
        replace(EACH, fees={}),
        replace(EACH, fees={}, per_breach=(PerBreach(amount=TEN),), cap=TEN),
    ],
)
def test_without_a_fee_nothing_that_needs_it_is_credited_and_the_line_says_so(
    rules: CreditRules,
) -> None:
    assert (credited(LATE, rules), why_not(LATE, rules)) == ([NONE], ["no_fee"])


def test_an_amount_without_a_cap_needs_no_fee() -> None:
    rules = replace(EACH, fees={}, per_breach=(PerBreach(amount=TEN),))
    assert credited(LATE, rules) == [TEN]


def test_a_month_is_that_of_the_place() -> None:
    late = resolved("++++tue 23:30")
    assert statements(late, EACH, MARCH)
    berlin = replace(EACH, tz="Europe/Berlin")
    assert not statements(late, berlin, MARCH)
    assert statements(late, berlin, Month(2026, 4))


def test_there_is_time_to_claim_until_so_many_days_after_the_month() -> None:
    assert stated(LATE, replace(EACH, claim_days=30)).claim_by == date(2026, 4, 30)


def test_a_customer_is_one_however_the_name_is_spelt() -> None:
    other = resolved("mon 10:40", name="ESC-2", customer="ACME ")
    assert len(stated([*LATE, *other]).lines) == 2


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "october", "2026-10-01", "", "9999-12"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(NoMonth, match="2026-10"):
        month(text)


def test_a_month_knows_its_neighbours() -> None:
    december = month("2026-12")
    assert (str(december.following), december.last) == ("2027-01", date(2026, 12, 31))


def test_the_reason_is_the_latest_that_was_given() -> None:
    def said(reason: str) -> e.BreachExplained:
        return e.BreachExplained(by=MIA, clock="sla/resolution", cycle=1, reason=reason)

    events = (e.Resolved(by=ADA), said("forgotten"), said("force_majeure"))
    agreements = Agreements((policy(target(30, "always")),), CALENDARS)
    found = list(cycles_of(after(*events), history(*events), agreements, at("mon 13:00")))
    assert [(one.escalation, one.customer, one.reason) for one in found] == [
        ("ESC-12", "Acme", "force_majeure")
    ]


_POOL = [
    cycle
    for number, when in enumerate(("09:30", "10:05", "10:30", "11:45"), start=1)
    for reason in ("", "force_majeure")
    for customer in ("Acme", "Globex")
    for cycle in resolved(
        f"mon {when}", name=f"ESC-{number}{reason}{customer}", reason=reason, customer=customer
    )
]
_percents = st.decimals(Decimal("0.1"), Decimal(100), places=1)
_amounts = st.decimals(Decimal("0.01"), Decimal(900), places=2)
_rules = st.builds(
    CreditRules,
    fees=st.fixed_dictionaries({"acme": _amounts, "globex": _amounts}),
    per_breach=st.lists(
        st.one_of(st.builds(PerBreach, amount=_amounts), st.builds(PerBreach, percent=_percents)),
        max_size=2,
    ).map(tuple),
    attainment=st.lists(st.builds(Attainment, below=_percents, percent=_percents), max_size=3).map(
        tuple
    ),
    cap=st.one_of(st.none(), _percents),
    excluded_reasons=st.sampled_from([frozenset[str](), frozenset({"force_majeure"})]),
)
_found = st.lists(st.sampled_from(_POOL), unique_by=lambda one: one.escalation)


@given(_found, _rules)
def test_no_customer_is_given_more_than_the_cap_and_no_line_less_than_nothing(
    found: list[Cycle], rules: CreditRules
) -> None:
    for statement in statements(found, rules, MARCH):
        assert statement.cap is None or statement.total <= statement.cap
        assert all(0 <= line.amount <= line.uncapped for line in statement.lines)


@given(_found, _rules)
def test_each_broken_promise_has_its_line_and_the_lines_are_the_total(
    found: list[Cycle], rules: CreditRules
) -> None:
    stated = statements(found, rules, MARCH)
    lines = [line for statement in stated for line in statement.lines]
    broken = sorted(one.escalation for one in found if one.breach)
    assert sorted(line.cause.escalation for line in lines if line.broken) == broken
    assert sum(one.total for one in stated) == sum(line.amount for line in lines)


@given(st.data(), _found, _rules)
def test_the_order_of_the_cycles_changes_nothing(
    data: st.DataObject, found: list[Cycle], rules: CreditRules
) -> None:
    shuffled = data.draw(st.permutations(found))
    assert statements(found, rules, MARCH) == statements(shuffled, rules, MARCH)


def _lines(found: Sequence[Cycle], rules: CreditRules) -> list[Line]:
    return [line for one in statements(found, rules, MARCH) for line in one.lines]


@given(_found, _found, _rules)
def test_what_was_stated_and_what_is_added_come_to_what_is_right_now(
    before: list[Cycle], now: list[Cycle], rules: CreditRules
) -> None:
    stated, right = _lines(before, rules), _lines(now, rules)
    issued = [Issued(line.cause, line.amount) for line in stated]
    added = restated(issued, right)
    assert sum(line.amount for line in (*stated, *added)) == sum(line.amount for line in right)
    issued += [Issued(line.cause, line.amount) for line in added]
    assert restated(issued, right) == ()


def test_a_correction_is_the_difference_and_says_so() -> None:
    (line,) = stated(LATE).lines
    (added,) = restated([Issued(line.cause, Decimal("80.00"))], [line])
    assert (added.amount, added.correction) == (Decimal("20.00"), True)
    (taken_back,) = restated([Issued(line.cause, Decimal("80.00"))], [])
    assert (taken_back.amount, taken_back.correction) == (Decimal("-80.00"), True)


def test_each_customer_is_told_only_what_is_new() -> None:
    other = resolved("mon 10:40", name="ESC-2", customer="Globex")
    gone = Issued(Cause("Initech", "resolution", "ESC-9", 1), Decimal("5.00"))
    (line,) = stated(LATE).lines
    found = restatements(
        [Issued(line.cause, line.amount), gone],
        statements([*LATE, *other], EACH, MARCH),
        EACH,
        MARCH,
    )
    assert [(one.customer, one.total) for one in found] == [
        ("Globex", NONE),
        ("Initech", Decimal("-5.00")),
    ]
