"""Lines that asked for a reason, once it was given."""

import pytest
from hypothesis import given, settings

from csopsbot.domain import events as e
from csopsbot.domain.events import Recorded
from csopsbot.domain.people import Actor
from csopsbot.slack.blocks import Message
from csopsbot.slack.reasons import with_reason
from csopsbot.words import LANGUAGES
from tests.unit.slack.scenes import ADA, HUGE, NOON, after, alerts, words, wrong

MISSED = e.ClockMissed(clock="ola/resolution", cycle=1, breached_at=NOON, spent_s=60, target_s=0)
EXPLAINED = e.BreachExplained(by=ADA, clock=MISSED.clock, cycle=1, reason="Too few people")


def line(asked: e.Event, reason: e.Explained | e.BreachExplained, language: str = "en") -> Message:
    return with_reason(Recorded(7, NOON, asked), reason, after(), language)


def test_a_reason_is_read_in_the_language_of_the_thread() -> None:
    assert "Ada ha dicho por qué:\n> Too few people" in words(line(MISSED, EXPLAINED, "es"))


def test_a_decline_is_not_answered_by_why_something_was_missed() -> None:
    with pytest.raises(TypeError):
        line(e.Declined(by=ADA), EXPLAINED)


@given(HUGE)
@settings(max_examples=30, deadline=None)
def test_no_reason_alerts_anybody_or_makes_a_line_that_slack_refuses(text: str) -> None:
    who = Actor(text, text)
    why = e.BreachExplained(by=who, clock=MISSED.clock, cycle=1, reason=text, note=text)
    answers: tuple[tuple[e.Event, e.Explained | e.BreachExplained], ...] = (
        (e.Declined(by=who), e.Explained(by=who, reason=text)),
        (MISSED, why),
    )
    for asked, reason in answers:
        for message in (line(asked, reason, language) for language in LANGUAGES):
            assert alerts(words(message)) == []
            assert wrong(message) == []
