"""What is allowed but hardly meant is said, with its place, and does not stop anybody."""

import re

import pytest

from csopsbot.desk.loading import review
from tests.unit.desk.promises import TODAY, calendar, policy, written

FIRST = "[{metric: first_response, within: %s}]"
GOLD = policy(audience="sla", targets=FIRST % "1h")


def doubts(*parts: str) -> list[str]:
    found = review(written(*parts), "desk.yaml", TODAY).doubts
    return [str(doubt).removeprefix("desk.yaml:") for doubt in found]


def inside(within: str, **changed: str) -> str:
    """Return a second policy, an internal one, whose targets are on the last of its four lines."""
    parts = {"calendar": "office", "targets": FIRST % within} | changed
    return policy(key="inside", **parts).removeprefix("policies:\n")


def test_a_sound_file_leaves_no_doubt() -> None:
    assert doubts(calendar(), GOLD, inside("30m", calendar="always")) == []


DOUBTFUL = {
    "a day that closes a minute early": (
        calendar(hours="{mon-fri: 00:00-23:59}"),
        "5:22: 00:00-23:59 closes a minute before midnight; is 24:00 meant?",
    ),
    "a special day on a holiday": (
        calendar(special_days="{2026-12-25: 09:00-12:00}", holidays="[12-25]"),
        "6:32: 2026-12-25 is a holiday too",
    ),
    "a special day on a public holiday": (
        calendar(special_days="{2026-12-25: 09:00-12:00}", public_holidays="{country: ES}"),
        "6:32: 2026-12-25 is a holiday too",
    ),
    "a customer's name in other letters": (
        policy(scope="{customers: [Fabrikan]}") + "\ncustomers: [{name: Fabrikam}]",
        "7:25: 'Fabrikan' is none of the customers. Did you mean Fabrikam?",
    ),
    "an interval between calls of which there is one": (
        policy(ladder="[{at: breach, who: U1, every: 5m}]"),
        "7:43: They are called once all the same: add times.",
    ),
    "nobody on call": (
        policy(ladder="[{at: breach, who: [U1, on_call]}]"),
        "7:32: Nobody is on call for Pay: give each such team an on_call",
    ),
    "a share of a fee that nobody knows": (
        "customers: [{name: Acme}]\n"
        "credits: {currency: EUR, attainment: [{below: 99, percent: 10}]}",
        "3:10: Nothing is credited by percentage .* none is known of Acme",
    ),
}


@pytest.mark.parametrize(("text", "said"), DOUBTFUL.values(), ids=list(DOUBTFUL))
def test_a_doubt_is_said_where_it_is(text: str, said: str) -> None:
    (doubt,) = doubts(text)
    assert re.search(said, doubt), doubt


def test_a_customer_that_no_other_is_like_is_no_doubt() -> None:
    known = "customers: [{name: Fabrikam}]"
    assert doubts(policy(scope="{customers: [Acme, FABRIKAM]}"), known) == []


def test_a_team_that_a_policy_is_not_for_need_not_be_on_call() -> None:
    text = (
        "teams:\n"
        "- {key: a, name: A, channel: C1, tracker: {name: local, project: P}, on_call: U1}\n"
        "- {key: b, name: B, channel: C2, tracker: {name: local, project: P}, areas: [Cards]}\n"
    )
    ladder = "[{at: breach, who: on_call}]"
    for scope, missed in (("{teams: A}", 0), ("{areas: cards}", 1), ("{}", 1)):
        found = review(text + policy(scope=scope, ladder=ladder), "desk", TODAY).doubts
        assert len(found) == missed, scope


def test_an_internal_promise_that_is_due_after_the_customer_s_is_told_with_an_example() -> None:
    (doubt,) = doubts(calendar(), GOLD, inside("30m"))
    assert doubt.startswith("14:15: first_response at S1, S2, S3, S4 is due later by inside than")
    assert "what begins Sun 2026-11-22 00:00 UTC is due Mon 2026-11-23 08:30 UTC" in doubt
    assert "was promised for Sun 2026-11-22 01:00 UTC" in doubt


def test_promises_to_others_are_not_compared() -> None:
    gold = policy(audience="sla", targets=FIRST % "1h", scope="{severities: S1}")
    assert doubts(calendar(), gold, inside("30m", scope="{severities: S2}")) == []


def test_promises_that_cannot_be_compared_are_said_to_be_so() -> None:
    soon = calendar(hours="{mon: []}", special_days="{2026-11-23: 09:00-17:00}")
    (doubt,) = doubts(soon, GOLD, inside("30m"))
    assert doubt.startswith("8:3: SLAs and OLAs cannot be compared for the year ahead: Nothing is")


def test_however_many_policies_there_are_the_slower_one_is_found() -> None:
    targets = [FIRST % "1h"] * 59 + [FIRST % "61m"]
    many = [
        policy(
            key=f"p{n}",
            audience=("sla", "ola")[n % 2],
            scope=f"{{customers: c{n // 2}}}",
            targets=target,
        )
        for n, target in enumerate(targets)
    ]
    (doubt,) = doubts("policies:", *(one.removeprefix("policies:\n") for one in many))
    assert "is due later by p59 than by p58" in doubt
