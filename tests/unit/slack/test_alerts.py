"""How people are called about a promise, and what remains once somebody has answered."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.thresholds import Key
from csopsbot.slack.alerts import alert_message, overtaken_message
from csopsbot.slack.blocks import Message
from csopsbot.words import LANGUAGES
from tests.unit.slack.clocks import (
    CALLING,
    MINUTE,
    ONE_O_CLOCK,
    answered,
    call,
    clock,
    overtaken,
    passed,
    ringing,
    with_clocks,
)
from tests.unit.slack.scenes import ADA, DESK, HUGE, INTAKE, alerts, buttons, shown, words, wrong

SUPPORTS = passed(clock="sla/first_response")


def message(
    state: Escalation | None = None, event: e.Alerted | None = None, card: str | None = None
) -> Message:
    state = state or ringing()
    alert = state.alert(2)
    assert alert is not None
    return alert_message(event or call(), alert, state, CALLING, card)


def text(state: Escalation | None = None, event: e.Alerted | None = None) -> str:
    return shown(message(state, event))


def test_an_alert_says_whose_problem_it_is_and_how_bad() -> None:
    assert "*ESC-12* 🔴 *Payments fail* · Acme" in text()


def test_an_alert_says_which_promise_is_due_when_and_who_owes_it() -> None:
    assert f"⚠️ *Resolution* due {ONE_O_CLOCK} · owed by Engineering" in text()


def test_an_alert_leads_to_the_card_where_its_address_is_known() -> None:
    assert " · <https://x.example/p1|to the card>" in shown(message(card="https://x.example/p1"))
    assert "to the card" not in text()


@pytest.mark.parametrize(
    ("threshold", "said"),
    [
        ("75%", "75 % of the 4 h allowed are used up."),
        ("600s left", "Only 10 m of the 4 h allowed were left."),
        ("breach", "The 4 h allowed are over."),
    ],
)
def test_an_alert_says_how_far_it_has_come(threshold: str, said: str) -> None:
    assert said in text(ringing(passed(threshold)))


def test_a_broken_promise_is_red() -> None:
    assert "🔴 *Resolution* due" in text(ringing(passed("breach")))


def test_an_alert_that_was_noticed_late_says_how_late() -> None:
    assert "Noticed 12 m late." in text(ringing(passed(late_s=12 * MINUTE)))
    assert "late" not in text(ringing(passed(late_s=3)))


def test_an_alert_says_for_how_many_thresholds_it_speaks() -> None:
    keys = tuple(Key("sla/resolution", 1, 0, name) for name in ("50%", "75%"))
    assert "It speaks for 2 thresholds" in text(ringing(passed(speaks_for=keys)))
    assert "speaks for" not in text()


def test_the_first_call_to_engineering_is_for_whoever_is_on_call() -> None:
    assert "<@U0ADA> <!subteam^S0CALL>, please have a look." in text()


def test_with_nobody_on_call_it_is_for_whoever_has_it() -> None:
    state = replace(ringing(), assignee=ADA)
    alert = state.alert(2)
    assert alert is not None
    assert "<@U0ADA>, please" in shown(alert_message(call(), alert, state, DESK))


def test_the_first_call_to_support_is_for_whoever_escalated() -> None:
    assert "<@U0MIA>, please have a look." in text(ringing(SUPPORTS))


def test_a_rung_calls_those_it_names_each_once() -> None:
    event = call(who=("S0LEADS", "on_call", "U0BOSS", "U0ADA"), channel="C0LEADS")
    called = "<!subteam^S0LEADS> <@U0ADA> <!subteam^S0CALL> <@U0BOSS>, please"
    assert called in text(event=event)


def test_a_channel_that_is_told_calls_nobody_by_name() -> None:
    assert alerts(text(event=call(channel="C0LEADS"))) == []


def test_a_name_in_the_desk_file_that_is_no_id_alerts_nobody() -> None:
    assert alerts(text(event=call(who=("<!channel>", "@everyone")))) == []


def test_a_repeated_call_says_which_it_is() -> None:
    assert "This is call number 3." in text(event=call(nth=3))
    assert "call number" not in text()


def test_an_alert_has_a_button_and_says_what_else_does_the_same() -> None:
    (button,) = buttons(message())
    assert (button["action_id"], button["value"]) == ("alert_answer", "E1:2")
    assert "👀" in text()


def test_once_answered_it_says_by_whom_and_calls_nobody() -> None:
    done = message(answered(ringing()), call(who=("U0BOSS",), nth=2))
    assert "✔ Ada answered <!date^1772452860^" in shown(done)
    assert (buttons(done), alerts(words(done))) == ([], [])


def test_once_answered_it_counts_down_no_more() -> None:
    done = text(answered(ringing()))
    assert "⚠️ *Resolution*\n75 % of the 4 h" in done
    assert "{ago}" not in done


def test_a_warning_that_was_overtaken_says_so_and_calls_nobody() -> None:
    state = overtaken()
    alert = state.alert(2)
    assert alert is not None
    done = overtaken_message(call(who=("U0BOSS",)), alert, state, CALLING)
    assert "Overtaken: the promise is broken by now" in shown(done)
    assert "⚠️ *Resolution*\n75 % of the 4 h" in shown(done)
    assert (buttons(done), alerts(words(done))) == ([], [])


@pytest.mark.parametrize("status", [Status.MET, Status.MISSED, Status.CANCELLED])
def test_once_it_is_over_nobody_is_called(status: Status) -> None:
    over = with_clocks(clock("sla/resolution", status), state=ringing())
    done = message(over)
    assert "Nobody needs to answer any more." in shown(done)
    assert (buttons(done), alerts(words(done))) == ([], [])


def test_supports_alert_is_in_the_agents_language_and_engineerings_in_the_teams() -> None:
    assert "Me encargo" in text(ringing(SUPPORTS, language="es"))
    assert "I'm on it" in text(ringing(passed(), language="es"))


@given(HUGE, HUGE)
@settings(max_examples=30, deadline=None)
def test_no_words_alert_anybody_else_or_make_an_alert_that_slack_refuses(
    title: str, name: str
) -> None:
    state = ringing(passed(late_s=999, clock="sla/first_response"))
    intake = replace(INTAKE, title=title, customer=name)
    state = replace(state, intake=intake, requester=replace(state.requester, name=name))
    for language in LANGUAGES:
        for one in (state, answered(state)):
            shown_one = message(replace(one, language=language), card="https://x.example/p1")
            assert wrong(shown_one) == []
            assert set(alerts(words(shown_one))) <= {"<@U0MIA>"}
