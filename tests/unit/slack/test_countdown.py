"""What the cards show of what is due, and whose turn it was."""

from dataclasses import replace

import pytest

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor
from csopsbot.domain.sla.run import Status
from csopsbot.domain.standing import ClockView, TurnTotals
from csopsbot.slack.cards import support_card, team_card
from csopsbot.slack.countdown import countdown
from csopsbot.words import LANGUAGES
from tests.unit.slack.clocks import (
    HOUR,
    MINUTE,
    ONE_O_CLOCK,
    at,
    clock,
    paused,
    with_clocks,
)
from tests.unit.slack.scenes import ADA, DESK, NOON, after, alerts, shown, words, wrong

FIRST, UPDATE, RESOLUTION = "sla/first_response", "sla/next_update", "sla/resolution"
INTERNAL = "ola/resolution"


def both(escalation: Escalation) -> list[str]:
    return [shown(support_card(escalation, DESK)), shown(team_card(escalation, DESK))]


def card(*clocks: ClockView) -> str:
    return both(with_clocks(*clocks))[1]


def test_both_cards_show_what_is_due_next_and_who_owes_it() -> None:
    later = clock(RESOLUTION, due_at=at(600))
    for one in both(with_clocks(later, clock(FIRST))):
        assert f"⏳ *First response* due {ONE_O_CLOCK} · owed by Support" in one


def test_engineering_owes_the_resolution() -> None:
    assert "owed by Engineering" in card(clock(RESOLUTION))


@pytest.mark.parametrize(("level", "symbol"), [("calm", "⏳"), ("warned", "⚠️"), ("breached", "🔴")])
def test_the_symbol_changes_at_thresholds(level: str, symbol: str) -> None:
    assert f"{symbol} *Resolution* due" in card(clock(RESOLUTION, level=level))


def test_a_waiting_countdown_is_one_and_the_same_render() -> None:
    """Time that only passes must cost no call: nothing of the clock on the wall is in it."""
    early, late = clock(RESOLUTION, left_s=HOUR), clock(RESOLUTION, left_s=HOUR - 60)
    prints = {support_card(with_clocks(one), DESK).fingerprint for one in (early, late)}
    assert len(prints) == 1


def test_the_other_clocks_are_one_line() -> None:
    met, missed = clock(FIRST, Status.MET), clock(UPDATE, Status.MISSED, left_s=-12 * MINUTE)
    line = "✔ First response · ✖ Next update: late by 12 m"
    assert line in card(clock(RESOLUTION), met, missed)


def test_a_clock_that_was_missed_under_an_older_target_has_no_lateness() -> None:
    assert "✖ First response\n" in card(clock(FIRST, Status.MISSED, left_s=60))


def test_another_clock_that_runs_says_until_when() -> None:
    later = clock(RESOLUTION, due_at=at(120), level="warned")
    assert "⚠️ Resolution: <!date^1772460000^" in card(clock(FIRST), later)


def test_a_paused_clock_says_what_is_left_and_why_it_waits() -> None:
    stands = paused(RESOLUTION, 3 * HOUR + 10 * MINUTE, "on_hold", "waiting_for_customer")
    line = "⏸ *Resolution*: 3 h 10 m left, on hold, waiting for the customer"
    assert line in card(stands)


def test_of_clocks_that_all_stand_still_the_tightest_is_first() -> None:
    tight = paused(INTERNAL, 60)
    text = card(paused(RESOLUTION, HOUR), tight)
    assert text.index("⏸ *Resolution (internal)*: 1 m left") < text.index("⏸ Resolution: 1 h left")


def test_a_paused_clock_that_is_over_says_by_how_much() -> None:
    assert "⏸ *Resolution*: 20 m over" in card(paused(RESOLUTION, -20 * MINUTE))


@pytest.mark.parametrize("status", [Status.IDLE, Status.CANCELLED])
def test_a_clock_that_does_not_matter_is_not_shown(status: Status) -> None:
    assert "Next update" not in card(clock(UPDATE, status, due_at=None))


def test_what_we_only_promised_ourselves_is_marked() -> None:
    assert "*Resolution (internal)* due" in card(clock(INTERNAL))


def test_both_cards_show_the_turns_there_were_and_since_when_the_present_one_lasts() -> None:
    turns = TurnTotals(10 * MINUTE, 2 * HOUR, 0, NOON)
    for one in both(with_clocks(clock(RESOLUTION), turns=turns)):
        assert "Support 10 m · Engineering 2 h · The customer 0 s" in one
        assert "*Whose turn*\nEngineering, began <!date^1772452800^\u200b{ago}|" in one


def test_the_first_turn_has_none_before_it() -> None:
    turns = TurnTotals(0, 0, 0, NOON)
    assert "Turns before" not in both(with_clocks(clock(RESOLUTION), turns=turns))[0]


def test_a_card_without_clocks_has_no_countdown() -> None:
    assert countdown(with_clocks(), "en") == []
    assert "*Whose turn*\nEngineering\n" in both(with_clocks())[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_a_card_with_every_clock_there_can_be(language: str) -> None:
    statuses = (Status.MISSED, Status.PAUSED, Status.RUNNING)
    names = (FIRST, UPDATE, RESOLUTION, "ola/first_response", "ola/next_update", INTERNAL)
    clocks = [
        clock(name, status, left_s=-99 * HOUR, reasons=("waiting_for_customer", "on_hold"))
        for name, status in zip(names, statuses * 2, strict=True)
    ]
    turns = TurnTotals(10**7, 10**7, 10**7, NOON)
    state = with_clocks(*clocks, turns=turns, language=language)
    state = replace(state, requester=Actor("U1", "<!channel>" * 90))
    for one in (support_card(state, DESK), team_card(state, DESK)):
        assert wrong(one) == []
        assert alerts(words(one)) == []


def test_what_it_waits_for_is_shown_though_no_clock_stops_for_it() -> None:
    held = after(e.WaitStarted(by=ADA, reason="on_hold"))
    shown = countdown(with_clocks(clock("sla/resolution"), state=held), "en")
    assert "⏸ on hold, since <!date" in str(shown)
