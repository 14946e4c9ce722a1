"""The small forms: how bad it is, why it is not needed, and why a clock was missed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from csopsbot.domain import events as e
from csopsbot.domain.people import Actor
from csopsbot.sandbox.blockkit.surfaces import view_problems
from csopsbot.slack import steering_forms
from csopsbot.slack.blocks import Json, Message
from csopsbot.slack.cards import support_card
from csopsbot.slack.forms import FieldErrors
from csopsbot.slack.modals import read_escalation_id
from csopsbot.words import LANGUAGES
from tests.unit.slack.clocks import CALLING
from tests.unit.slack.scenes import ADA, HUGE, MIA, NOON, after, alerts, opened, shown

MISSED = e.ClockMissed(clock="sla/resolution", cycle=2, breached_at=NOON, spent_s=9, target_s=1)
GIVEN = e.BreachExplained(
    by=ADA, clock="sla/resolution", cycle=2, reason="Too few people", note="Flu."
)
WAITS = e.WaitStarted(by=MIA, reason="waiting_for_customer")


def breach_reason(given: e.BreachExplained | None = None, language: str = "en") -> Json:
    return steering_forms.breach_reason(after(), MISSED, given, CALLING, language)


def element(view: Json, name: str) -> Json:
    found: Json = next(b["element"] for b in view["blocks"] if b.get("block_id") == name)
    return found


def chosen(name: str, value: str | None, **others: str) -> dict[str, Any]:
    option = {"selected_option": {"value": value} if value else None}
    texts = {other: {other: {"value": text}} for other, text in others.items()}
    return {"state": {"values": {name: {name: option}, **texts}}}


def elements(*events: e.Event) -> list[Json]:
    card = support_card(after(*events), CALLING)
    rows = [block["elements"] for block in card.blocks if block["type"] == "actions"]
    return [one for row in rows for one in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_every_small_form(language: str) -> None:
    state = after(first=opened(language=language))
    forms = (
        steering_forms.change_severity(state, CALLING, language),
        steering_forms.withdraw(state, language),
        breach_reason(None, language),
        breach_reason(GIVEN, language),
    )
    assert [problem for form in forms for problem in view_problems(form)] == []


def test_the_present_severity_is_chosen() -> None:
    view = steering_forms.change_severity(after(), CALLING, "en")
    assert element(view, "severity")["initial_option"]["value"] == "s1"
    assert read_escalation_id(view) == "E1"


def test_a_severity_nobody_offered_is_refused_at_its_field() -> None:
    result = steering_forms.read_change_severity(chosen("severity", "s9"), CALLING, "en")
    assert isinstance(result, FieldErrors)
    assert set(result.fields) == {"severity"}


def test_the_form_for_a_missed_clock_knows_which_it_is() -> None:
    assert steering_forms.read_cycle(breach_reason()) == ("sla/resolution", 2)


def test_what_was_given_before_stands_in_the_form_and_may_be_changed() -> None:
    view = breach_reason(GIVEN)
    assert element(view, "reason")["initial_option"]["value"] == "Too few people"
    assert element(view, "note")["initial_value"] == "Flu."
    assert "Ada has said why. What you send takes its place:" in str(view["blocks"])


def test_a_reason_that_left_the_desk_file_is_not_chosen() -> None:
    gone = replace(GIVEN, reason="The moon")
    assert "initial_option" not in element(breach_reason(gone), "reason")


def test_a_reason_is_needed_and_a_note_is_not() -> None:
    filled = steering_forms.read_breach_reason(chosen("reason", "Too few people"), CALLING, "en")
    assert filled == steering_forms.Why("Too few people", "")
    empty = steering_forms.read_breach_reason(chosen("reason", None, note="x"), CALLING, "en")
    assert isinstance(empty, FieldErrors)
    assert set(empty.fields) == {"reason"}


def test_no_reason_is_needed_to_withdraw() -> None:
    assert steering_forms.read_withdraw(chosen("x", None, reason="  Solved. "), "en") == "Solved."
    assert steering_forms.read_withdraw(chosen("x", None), "en") == ""


@given(HUGE)
@settings(max_examples=30, deadline=None)
def test_slack_takes_a_small_form_about_anything(text: str) -> None:
    given = e.BreachExplained(
        by=Actor("U1", text), clock="sla/resolution", cycle=2, reason=text, note=text
    )
    desk = replace(CALLING, breach_reasons=(text[:70].strip() or "x",))
    view = steering_forms.breach_reason(after(), MISSED, given, desk, "en")
    assert view_problems(view) == []
    assert alerts(shown(Message("x", tuple(view["blocks"][:2])))) == []


def test_the_support_card_lets_agents_wait_for_the_customer_and_go_on() -> None:
    assert elements()[0]["action_id"] == "wait_for_customer"
    assert elements(WAITS)[0]["action_id"] == "customer_answered"


def test_the_rest_is_behind_three_dots() -> None:
    menu = elements()[1]
    assert [one["value"] for one in menu["options"]] == ["E1:0:severity", "E1:0:withdraw"]


def test_there_is_nothing_to_do_with_what_is_closed() -> None:
    assert elements(e.Withdrawn(by=MIA)) == []
