"""What both threads are told when people say how bad it is, whose it is, and what it waits for."""

import pytest
from hypothesis import given, settings

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.people import Actor
from csopsbot.slack.blocks import Message
from csopsbot.slack.lines import support_line, team_line
from csopsbot.words import LANGUAGES
from tests.unit.slack.clocks import CALLING, HOUR, MINUTE, at
from tests.unit.slack.scenes import (
    ADA,
    DESK,
    HUGE,
    MIA,
    NOON,
    after,
    alerts,
    buttons,
    opened,
    shown,
    words,
    wrong,
)

MISSED = e.ClockMissed(
    clock="ola/resolution",
    cycle=1,
    breached_at=NOON,
    spent_s=4 * HOUR + 12 * MINUTE,
    target_s=4 * HOUR,
)
SINCE = "<!date^1772452800^\u200b{date_short_pretty} {time}|2026-03-02 12:00 UTC>"


def both(event: e.Event, desk: Desk = CALLING, language: str = "en") -> list[Message]:
    state = after(first=opened(language=language))
    return [support_line(event, 7, state, desk), team_line(event, 7, state, desk)]


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            e.SeverityChanged(by=MIA, severity="s1"),
            "changed the severity to 🔴 S1: nobody can work.",
        ),
        (e.HandedOver(by=ADA, team="nube"), "Ada has handed it over to Nube."),
        (
            e.WaitStarted(by=MIA, reason="waiting_for_customer", note="Asked\nfor logs"),
            "Mia: it is waiting for the customer.\n> Asked\n> for logs",
        ),
        (
            e.WaitStarted(by=MIA, reason="on_hold", since=NOON),
            f"Mia: it has been on hold since {SINCE}.",
        ),
        (
            e.WaitEnded(by=MIA, reason="waiting_for_third_party"),
            "Mia: it is no longer waiting for a third party.",
        ),
        (e.CustomerWrote(by=MIA), "Mia: the customer has written again."),
        (e.CustomerWrote(by=MIA, at=at(0)), f"Mia: the customer wrote again {SINCE}."),
        (e.Withdrawn(by=MIA, reason="Solved."), "Nothing more needs to be done.\n> Solved."),
        (
            e.DuplicateJoined(by=MIA, id="E9", name="ESC-9", customer="Birch"),
            "Mia has merged ESC-9 into it: Birch waits for it too.",
        ),
        (
            e.DuplicateLeft(by=MIA, id="E9", name="ESC-9", customer="Birch"),
            "Mia has parted ESC-9 from it: Birch waits for it no more.",
        ),
        (MISSED, "✖ *Resolution (internal)* was missed: late by 12 m, where 4 h were allowed."),
    ],
)
def test_both_sides_are_told(event: e.Event, line: str) -> None:
    assert all(line in shown(message) for message in both(event))


def test_a_missed_clock_asks_why() -> None:
    for message in both(MISSED):
        (button,) = buttons(message)
        assert (button["action_id"], button["value"]) == ("say_why", "E1:7")


def test_nobody_is_asked_why_where_the_desk_knows_no_reasons() -> None:
    assert [buttons(message) for message in both(MISSED, DESK)] == [[], []]


@given(HUGE)
@settings(max_examples=30, deadline=None)
def test_no_words_alert_anybody_or_make_a_line_that_slack_refuses(text: str) -> None:
    who = Actor(text, text)
    events: tuple[e.Event, ...] = (
        e.WaitStarted(by=who, reason="on_hold", note=text),
        e.Withdrawn(by=who, reason=text),
        e.DuplicateJoined(by=who, id="E2", name=text, customer=text),
        e.SeverityChanged(by=who, severity=text),
        e.HandedOver(by=who, team=text),
    )
    for event in events:
        for message in (one for language in LANGUAGES for one in both(event, language=language)):
            assert alerts(words(message)) == []
            assert wrong(message) == []
